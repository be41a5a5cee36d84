"""What a scenario lets a plan be, and the scenario that a plan is: so much of each lever, and an order."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count, pairwise

from sim.deadline import date_of, day_number, week_label
from sim.deadline.weekly import WeeklySlot, weekly_text
from sim.experiments.plans.costs import measures
from sim.experiments.search.program.covering import Levels, Prices, at_level
from sim.experiments.seasons.shop import Shop
from sim.scenario.changes.vary import Change, changed
from sim.scenario.people.offers import ExtraHours, TempOffer
from sim.scenario.people.staff import TEMP
from sim.scenario.read import ScenarioFile
from sim.scenario.schema import Scenario
from sim.scenario.season import season_of
from sim.staffing.people import payroll, plan

WEEK = 7


@dataclass(frozen=True)
class Lever:
    """Something of which a plan may have more: people in extra hours, longer hours, a measure."""

    name: str  # "Saturday", "Lotte"; a person of the planned scenario
    most: int
    slots: tuple[WeeklySlot, ...]  # the hours of a week; none of a measure
    first: int  # day number; before it the lever changes nothing
    last: int  # day number
    terms: Mapping[str, str]  # of extra people, values as TOML; empty where it lengthens somebody's hours
    sets: tuple[Change, ...] = ()  # of a measure: all that taking it says

    def changes(self, level: int) -> tuple[Change, ...]:
        """Return all that this much of it changes in the scenario."""
        return self.sets or (self.change(level),)

    def change(self, level: int) -> Change:
        """Return what this much of it changes in the scenario, in people's hours."""
        key = f"people.{_quoted(self.name)}"
        if not self.terms:
            return Change(f"{key}.hours", _quoted(weekly_text(self.slots)))
        said = ", ".join(f"{term} = {value}" for term, value in {**self.terms, "count": level}.items())
        return Change(key, f"{{ {said} }}")


@dataclass(frozen=True)
class Plan:
    """One plan out of what may be chosen."""

    levels: Levels  # how much of each lever
    order: str  # of work


@dataclass(frozen=True)
class Choices:
    """All that a plan may be."""

    file: ScenarioFile
    levers: tuple[Lever, ...]
    left_out: tuple[str, ...] = ()  # measures that do not go together with the levers
    _planned: dict[Plan, ScenarioFile] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def orders(self) -> tuple[str, ...]:
        """The orders of work that may be chosen, the present one first."""
        scenario = self.file.scenario
        return tuple(dict.fromkeys([scenario.work.order, *scenario.may_change.order]))

    @property
    def nothing(self) -> Plan:
        """The scenario as it is."""
        return Plan((0,) * len(self.levers), self.orders[0])

    @property
    def most(self) -> Plan:
        """The scenario with all that may be had."""
        return Plan(tuple(lever.most for lever in self.levers), self.orders[0])

    @cached_property
    def prices(self) -> Prices:
        """What each step of each lever adds to what the reported weeks cost."""
        return Prices(tuple(tuple(self._steps(place)) for place in range(len(self.levers))))

    def planned(self, plan: Plan) -> ScenarioFile:
        """Return the scenario of a plan: the text of the file with some lines more, as `run` reads it.

        It is read once, as the guess, the prices and every look of the judge ask for the same plans again.
        """
        if plan not in self._planned:
            changes = self._changes(plan)
            self._planned[plan] = changed(self.file, changes) if changes else self.file
        return self._planned[plan]

    def cost(self, plan: Plan) -> float:
        """Add up what a plan costs beside the present one."""
        return self.prices.cost(plan.levels)

    def _changes(self, plan: Plan) -> list[Change]:
        levers = zip(self.levers, plan.levels, strict=True)
        changes = [change for lever, level in levers if level for change in lever.changes(level)]
        if plan.order != self.orders[0]:
            changes.append(Change("work.order", _quoted(plan.order)))
        return changes

    def _steps(self, place: int) -> Iterator[float]:
        pay = [pay_of(self.planned(self._alone(place, level)).scenario) for level in self._levels(place)]
        yield from (after - before for before, after in pairwise(pay))

    def _levels(self, place: int) -> range:
        return range(self.levers[place].most + 1)

    def _alone(self, place: int, level: int) -> Plan:
        return replace(self.nothing, levels=at_level(self.nothing.levels, place, level))


def people_levers(
    file: ScenarioFile, extra: Mapping[str, ExtraHours] | None = None, *, weekly: bool = True
) -> tuple[Lever, ...]:
    """Read off which people a scenario lets a plan have more of; what brings no hour is left out.

    What may be decided week by week is a lever a week, or, where not `weekly`, one for all weeks together.
    """
    named = _named(_levers(file.scenario, extra or {}, weekly), file.scenario)
    return tuple(lever for lever in named if lever.most and _works(Choices(file, (lever,))))


def _works(one: Choices) -> bool:
    """Tell whether a lever brings anybody on duty: a Saturday that is a public holiday does not."""
    scenarios = (one.planned(Plan((level,), one.orders[0])).scenario for level in (0, one.levers[0].most))
    before, after = (
        payroll(plan(scenario, season_of(scenario)), season_of(scenario)) for scenario in scenarios
    )
    return after != before


def pay_of(scenario: Scenario) -> float:
    """Return what the reported weeks cost in planned hours and measures, in euro."""
    shop = Shop(scenario)
    _, euro = payroll(shop.staff, shop.season)
    return euro + measures(shop)


def _levers(scenario: Scenario, extra: Mapping[str, ExtraHours], weekly: bool) -> Iterator[Lever]:
    offers, weeks = scenario.may_change, scenario.weeks
    if offers.temp is not None:
        yield _temps(offers.temp)
    for name, offer in {**offers.extra_hours, **extra}.items():
        yield from _extra(name, offer, weeks, weekly)
    for name, slots in offers.more_hours.items():
        longer = _joined((*scenario.people[name].hours, *slots))
        yield Lever(name, 1, longer, weeks[0] - WEEK, weeks[-1] + WEEK - 1, {})


def _joined(slots: tuple[WeeklySlot, ...]) -> tuple[WeeklySlot, ...]:
    """Join hours that touch or overlap into one shift."""
    found: list[WeeklySlot] = []
    for slot in sorted(slots):
        if found and found[-1].weekday == slot.weekday and slot.opens <= found[-1].closes:
            found[-1] = found[-1]._replace(closes=max(slot.closes, found[-1].closes))
        else:
            found.append(slot)
    return tuple(found)


def _temps(offer: TempOffer) -> Lever:
    first = day_number(offer.from_)
    last = first + WEEK * offer.weeks - 1
    learning = {"full_speed_after_weeks": _number(offer.full_speed_after_weeks)}
    terms = {
        **_hours(offer.hours, first, last),
        "speed": _number(offer.speed),
        **(learning if offer.full_speed_after_weeks else {}),
        **({} if offer.languages == "first" else {"languages": _quoted(offer.languages)}),
        "euro_per_hour": _number(offer.euro_per_hour),
    }
    return Lever(TEMP, offer.max, offer.hours, first, last, terms)


def _extra(name: str, offer: ExtraHours, weeks: tuple[int, ...], weekly: bool) -> Iterator[Lever]:
    """Make one lever of extra hours, or one a week."""
    first = max(weeks[0], day_number(offer.from_)) if offer.from_ else weeks[0]
    last = min(weeks[-1] + WEEK, first + WEEK * offer.weeks if offer.weeks else weeks[-1] + WEEK) - 1
    if not (offer.each_week and weekly):
        yield _lever(name, offer, first, last)
        return
    for monday in weeks:
        if first <= monday + WEEK - 1 and monday <= last:
            ends = max(first, monday), min(last, monday + WEEK - 1)
            yield _lever(f"{name} {week_label(monday)[-3:]}", offer, *ends)


def _lever(name: str, offer: ExtraHours, first: int, last: int) -> Lever:
    breaks = getattr(offer, "breaks", None)
    spans = sorted({slot.text for slot in breaks or ()})
    unusual = {
        "breaks": None if breaks is None else json.dumps(spans),
        "speed": None if (speed := getattr(offer, "speed", 1.0)) == 1 else _number(speed),
        "phone": None if offer.phone else "false",
        "mail": None if offer.mail else "false",
        "languages": None if offer.languages == "first" else _quoted(offer.languages),
    }
    terms = {
        **_hours(offer.slots, first, last),
        **{term: value for term, value in unusual.items() if value is not None},
        "euro_per_hour": _number(offer.euro_per_hour),
    }
    return Lever(name, offer.max_people, offer.slots, first, last, terms)


def _hours(slots: tuple[WeeklySlot, ...], first: int, last: int) -> dict[str, str]:
    return {"hours": _quoted(weekly_text(slots)), "from": str(date_of(first)), "until": str(date_of(last))}


def _named(levers: Iterable[Lever], scenario: Scenario) -> Iterator[Lever]:
    """Give each extra person a name that nobody else has."""
    taken = set(scenario.people)
    for lever in levers:
        if not lever.terms:  # longer hours have the name of a person
            yield lever
            continue
        beside = {} if scenario.roster is None else {"beside_roster": "true"}
        tried = (lever.name if number == 1 else f"{lever.name} ({number})" for number in count(1))
        name = next(one for one in tried if one not in taken)
        taken.add(name)
        yield replace(lever, name=name, terms={**lever.terms, **beside})


def _number(value: float) -> str:
    """Write a number as TOML does, without a point where it needs none."""
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _quoted(text: str) -> str:
    """Write a text as TOML does."""
    return json.dumps(text, ensure_ascii=False)
