"""What a file dates must touch what is judged: it would otherwise have no effect, and nobody would be told.

A peak named after a feast is let through: it speaks of every year's, and a season may have none of them. A
week, a date or leave names its year, so one that lies outside is a mistake, most often last year's line in
this year's file. `judged` says how far each thing reaches.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic_core import InitErrorDetails, ValidationError

from sim.deadline.instants.wall import date_of, day_number, week_from_label
from sim.scenario.customers.deliveries import next_deliveries
from sim.scenario.fits.judged import Judged
from sim.scenario.values.rota import DatedSlot

MOST_WEEKS = 105
LONG_AGO, FOR_GOOD = -(2**31), 2**31  # day numbers

if TYPE_CHECKING:
    from sim.scenario.customers.contacts import Calls
    from sim.scenario.customers.order_questions import ProactiveMessage
    from sim.scenario.customers.orders import Orders
    from sim.scenario.customers.peaks import Peak
    from sim.scenario.customers.service import SpecialCare
    from sim.scenario.people.offers import ExtraHours, MayChange
    from sim.scenario.people.staff import Hired, Person, Site, Temps


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


def demand_decided(judged: Judged) -> None:
    """Refuse hours of the norm in which a question of the last week is not due before that week is final."""
    if not judged.is_decided:
        allowed = f"hours that hold the {judged.edition.response.hours} hours of an answer"
        raise ValueError(
            f"must be {allowed} before the last week is final; write more, like 'mon-sat 09:00-17:00'"
        )


def check(table: str, said: Any, judged: Judged) -> None:
    """Refuse what a table says of days on which it cannot change what is judged."""
    if table == "orders":
        refuse(_of_orders(said, judged))
    elif table == "proactive_message":
        refuse(_of_message(said, judged))
    else:
        refuse([_outside(one, judged.desk) for one in _DATED[table](said) if one.misses(judged.desk)])


def _outside(one: Dated, days: range) -> InitErrorDetails:
    allowed = f"within {date_of(days[0])} to {date_of(days[-1])}, the days that have an effect"
    return located(one.key, one.given, allowed, "correct it, or take it out: it would change nothing")


def _of_orders(orders: "Orders | None", judged: Judged) -> list[InitErrorDetails]:
    """Refuse each figure of a week that it cannot move; a week that moves nothing is one fault."""
    if orders is None or not (orders.week or orders.incidents):
        return []
    reach = judged.figures(orders)
    faults = _of_incidents(orders, judged, reach["late_share"])
    for name, figures in orders.week.items():
        said = {figure: _week(("week", name, figure), name) for figure in sorted(figures.model_fields_set)}
        missing = [figure for figure, one in said.items() if one.misses(reach[figure])]
        if len(missing) == len(said):
            ends = [reach[figure] for figure in missing]
            widest = range(min(days.start for days in ends), max(days.stop for days in ends))
            faults.append(_outside(_week(("week", name), name), widest))
        else:
            faults += [_outside(said[figure], reach[figure]) for figure in missing]
    return faults


def _of_incidents(orders: "Orders", judged: Judged, days: range) -> list[InitErrorDetails]:
    """Refuse an incident on a day on which nothing is promised, or none that counts."""
    faults = []
    for name, incident in orders.incidents.items():
        day, key = day_number(incident.date), ("incidents", name, "date")
        if (one := Dated(key, str(incident.date), day, day)).misses(days):
            faults.append(_outside(one, days))
        elif next_deliveries(judged.country, np.array([day]))[0] != day:
            allowed = "a day on which something is promised: no Sunday and no public holiday"
            faults.append(located(key, str(incident.date), allowed, "write the day before it or after it"))
    return faults


def _calls(calls: "Calls") -> Iterator[Dated]:
    """List the days on which the phone is not offered."""
    return _stretches(("closed_days",), calls.closed_days)


def _sites(sites: Mapping[str, "Site"]) -> Iterator[Dated]:
    """List the days on which a site is closed."""
    for name, site in sites.items():
        yield from _stretches((name, "closed_days"), site.closed_days)


def _people(people: Mapping[str, "Person"]) -> Iterator[Dated]:
    """List everybody's days off, dated training, first and last day; who joined long ago is one of us."""
    for name, person in people.items():
        yield from _stretches((name, "days_off"), person.days_off)
        yield from _training((name, "training"), person)
        for slot in person.on_days:
            yield Dated((name, "on_days"), str(slot.day), day_number(slot.day), day_number(slot.day))
        if person.from_ is not None:
            yield Dated((name, "from"), str(person.from_), day_number(person.from_), FOR_GOOD)
        if person.until is not None:
            yield Dated((name, "until"), str(person.until), LONG_AGO, day_number(person.until))


def _training(key: tuple[str, ...], hired: "Hired") -> Iterator[Dated]:
    """List dated hours off the floor."""
    for slot in hired.training:
        if isinstance(slot, DatedSlot):
            yield Dated(key, str(slot.day), day_number(slot.day), day_number(slot.day))


def _peaks(peaks: Mapping[str, "Peak"]) -> Iterator[Dated]:
    """List the peaks that name a week or a date."""
    for name, peak in peaks.items():
        if peak.date is None:
            yield _week((name,), name)
        elif isinstance(peak.date, date):
            day = day_number(peak.date)
            yield Dated((name,), str(peak.date), day + peak.from_day, day + peak.to_day)


def _temps(temps: "Temps | None") -> Iterator[Dated]:
    """List when temps come, if any do."""
    if temps is not None and temps.count:
        yield _from_on(("from",), temps.from_, temps.weeks)
        yield from _training(("training",), temps)


def _of_message(message: "ProactiveMessage | None", judged: Judged) -> list[InitErrorDetails]:
    """Refuse a message that speaks of no promise about which anybody can still ask in time."""
    if message is None:
        return []
    first = int(next_deliveries(judged.country, np.array([day_number(message.from_)]))[0])
    one = Dated(("from",), str(message.from_), first, FOR_GOOD)
    return [_outside(one, judged.told)] if one.misses(judged.told) else []


def _offers(may_change: "MayChange") -> Iterator[Dated]:
    """List when the temps and extra hours may come that may be proposed."""
    if may_change.temp is not None and may_change.temp.max:
        yield _from_on(("temp", "from"), may_change.temp.from_, may_change.temp.weeks)
    offers: dict[tuple[str, ...], ExtraHours | None] = {
        ("saturday",): may_change.saturday,
        ("overtime",): may_change.overtime,
        **{("shifts", name): offer for name, offer in may_change.shifts.items()},
    }
    for key, offer in offers.items():
        if offer is not None and offer.from_ is not None:
            yield _from_on((*key, "from"), offer.from_, offer.weeks or MOST_WEEKS)


def _care(care: "SpecialCare | None") -> Iterator[Dated]:
    """List the days from which special care lowers a topic: any before the season's end has an effect."""
    if care is not None and care.from_ is not None:
        day = day_number(care.from_)
        yield Dated(("from",), str(care.from_), day, FOR_GOOD)


def _week(key: tuple[str, ...], name: str) -> Dated:
    monday = week_from_label(name)
    return Dated(key, name, monday, monday + 6)


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
    "sites": _sites,
    "people": _people,
    "peaks": _peaks,
    "temps": _temps,
    "may_change": _offers,
    "special_care": _care,
}
