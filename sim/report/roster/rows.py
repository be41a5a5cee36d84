"""Shifts as rows: who works when, with which breaks, how many hours are paid and what they cost."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sim.deadline.instants.wall import DAY_S, date_of, to_wall, zone_of
from sim.experiments.seasons.shop import Shop
from sim.staffing.hired import Employed, everybody
from sim.staffing.people import STANDARD_PACE, Planned

Span = tuple[int, int]  # seconds after local midnight


@dataclass(frozen=True)
class Shift:
    """One shift of one person, on the clock of their site; it ends on the day on which it begins."""

    name: str
    day: date
    begin: int  # seconds after midnight
    end: int
    breaks: tuple[Span, ...]
    paid_s: int
    euro: float
    terms: dict[str, str | float | bool]  # of the person, as a roster gives them: phone, mail, speed ...

    @property
    def hours(self) -> float:
        """From begin to end, breaks included."""
        return (self.end - self.begin) / 3600

    @property
    def paid_hours(self) -> float:
        """Without breaks."""
        return self.paid_s / 3600


def shifts_of(shop: Shop, weeks: tuple[int, ...]) -> list[Shift]:
    """List the planned shifts of some weeks (Mondays), by day and begin, before anybody is ill."""
    first, last = date_of(weeks[0]), date_of(weeks[-1] + 6)
    pairs = zip(everybody(shop.scenario, shop.season), shop.staff, strict=True)
    found = [shift for one, planned in pairs for shift in _shifts(one, planned) if first <= shift.day <= last]
    return sorted(found, key=lambda shift: (shift.day, shift.begin))


def _shifts(one: Employed, planned: Planned) -> Iterator[Shift]:
    terms = _terms(one, planned)
    for number in range(len(planned.shifts)):
        shift = planned.shifts[number : number + 1]
        paid_s = planned.paid_s(*shift[0].tolist())
        inside = (planned.breaks[:, 0] < shift[0, 1]) & (planned.breaks[:, 1] > shift[0, 0])
        day, begin, end = _local(shift[0], one.timezone)
        yield Shift(
            name=planned.name,
            day=day,
            begin=begin,
            end=end,
            breaks=tuple(_local(rest, one.timezone)[1:] for rest in sorted(planned.breaks[inside].tolist())),
            paid_s=paid_s,
            euro=paid_s / 3600 * planned.euro_per_hour,
            terms=terms,
        )


def _terms(one: Employed, planned: Planned) -> dict[str, str | float | bool]:
    """Write what holds for a person; who learns has the mean pace of the season."""
    pace = float(planned.pace.mean()) / STANDARD_PACE if len(planned.pace) else one.terms.speed
    flags = {kind: bool(getattr(one.terms, kind)) for kind in ("phone", "mail", "care")}
    money = {"euro_per_hour": planned.euro_per_hour, "contract_hours": one.contract_hours or ""}
    return {
        **flags,
        "languages": one.terms.languages,
        "speed": round(pace, 3),
        "site": one.terms.site or "",
        **money,
    }


def _local(span: np.ndarray | list[int], timezone: str) -> tuple[date, int, int]:
    """Return the day of a stretch and its begin and end in seconds after midnight, as clocks show them."""
    begin, end = (to_wall(int(at), zone_of(timezone)) for at in span)
    seconds = [at.hour * 3600 + at.minute * 60 + at.second for at in (begin, end)]
    next_day = end.date() == begin.date() + timedelta(1)  # which is its midnight
    return begin.date(), seconds[0], seconds[1] + DAY_S * next_day
