"""What a file dates must touch the season: it would otherwise have no effect, and nobody would be told.

A peak named after a feast is let through: it speaks of every year's, and a season may have none of them. A
week, a date or leave names its year, so one that lies outside the season is a mistake, most often last
year's line in this year's file.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from pydantic_core import InitErrorDetails, ValidationError

from sim.deadline.wall import date_of, day_number, week_from_label
from sim.scenario.days import ordering_days

if TYPE_CHECKING:
    from sim.scenario.orders import Orders
    from sim.scenario.schema import Calls, Peak
    from sim.scenario.staff import MayChange, Person, Temps


@dataclass(frozen=True)
class Dated:
    """Something that a file says of some days, first and last included."""

    key: tuple[str, ...]  # below the table that is checked
    given: object
    first: int
    last: int

    def misses(self, days: range) -> bool:
        """Say whether it lies wholly outside some days."""
        return self.last < days.start or self.first >= days.stop


def located(key: tuple[str, ...], given: object, allowed: str, way_out: str) -> InitErrorDetails:
    """Make the fault of a key below the table that is validated."""
    reason = ValueError(f"must be {allowed}; {way_out}")
    return InitErrorDetails(type="value_error", loc=key, input=given, ctx={"error": reason})


def refuse(faults: Sequence[InitErrorDetails]) -> None:
    """Raise the faults, if there are any, each with its key."""
    if faults:
        raise ValidationError.from_exception_data("scenario", list(faults))


def check(table: str, said: Any, simulated: range) -> None:
    """Refuse what a table says of days without effect, wholly outside the simulated ones.

    Orders are drawn for longer: those before the season are promised, returned and reviewed in it.
    """
    drawn = ordering_days(simulated) if table == "orders" else simulated
    faults = _faults(_DATED[table](said), drawn)
    refuse(faults or (_faults(_surveys(said), simulated) if table == "orders" else []))


def _faults(said: Iterable[Dated], days: range) -> list[InitErrorDetails]:
    allowed = f"within {date_of(days[0])} to {date_of(days[-1])}, the days that have an effect"
    way_out = "correct it, or take it out: it would change nothing"
    return [located(one.key, one.given, allowed, way_out) for one in said if one.misses(days)]


def _calls(calls: "Calls") -> Iterator[Dated]:
    """List the days on which the phone is not offered."""
    return _stretches(("closed_days",), calls.closed_days)


def _people(people: Mapping[str, "Person"]) -> Iterator[Dated]:
    """List everybody's days off."""
    for name, person in people.items():
        yield from _stretches((name, "days_off"), person.days_off)


def _peaks(peaks: Mapping[str, "Peak"]) -> Iterator[Dated]:
    """List the peaks that name a week or a date."""
    for name, peak in peaks.items():
        if peak.date is None:
            yield _week((name,), name, name)
        elif isinstance(peak.date, date):
            day = day_number(peak.date)
            yield Dated((name,), str(peak.date), day + peak.from_day, day + peak.to_day)


def _temps(temps: "Temps | None") -> Iterator[Dated]:
    """List when temps come, if any do."""
    if temps is not None and temps.count:
        yield _from_on(("from",), temps.from_, temps.weeks)


def _offers(may_change: "MayChange") -> Iterator[Dated]:
    """List when the temps may come that may be proposed."""
    if may_change.temp is not None and may_change.temp.max:
        yield _from_on(("temp", "from"), may_change.temp.from_, may_change.temp.weeks)


def _weeks(orders: "Orders | None") -> Iterator[Dated]:
    """List the weeks whose orders have figures of their own."""
    for name in orders.week if orders else ():
        yield _week(("week", name), name, name)


def _surveys(orders: "Orders | None") -> Iterator[Dated]:
    """List the weeks whose surveys have figures of their own: there are none before the simulated days."""
    for name, figures in orders.week.items() if orders else ():
        for figure in ("survey_share", "survey_grade"):
            if (given := getattr(figures, figure)) is not None:
                yield _week(("week", name, figure), given, name)


def _week(key: tuple[str, ...], given: object, name: str) -> Dated:
    monday = week_from_label(name)
    return Dated(key, given, monday, monday + 6)


def _from_on(key: tuple[str, ...], first: date, weeks: int) -> Dated:
    return Dated(key, str(first), day_number(first), day_number(first) + 7 * weeks - 1)


def _stretches(key: tuple[str, ...], days: Sequence[date]) -> Iterator[Dated]:
    """Join days that follow each other, as they were written or could have been."""
    ordered = sorted(set(days))
    begins = [day for day in ordered if day - timedelta(days=1) not in set(ordered)]
    ends = [day for day in ordered if day + timedelta(days=1) not in set(ordered)]
    for begin, end in zip(begins, ends, strict=True):
        given = str(begin) if begin == end else f"{begin}..{end}"
        yield Dated(key, given, day_number(begin), day_number(end))


_DATED: Mapping[str, Callable[[Any], Iterator[Dated]]] = {
    "calls": _calls,
    "people": _people,
    "peaks": _peaks,
    "temps": _temps,
    "may_change": _offers,
    "orders": _weeks,
}
