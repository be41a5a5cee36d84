"""What a line of the ladder adds, in words, and since when it must be arranged."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sim.deadline import date_of
from sim.experiments.helping.helps import Ladder, Rung
from sim.report.texts.language import Language
from sim.scenario.people.offers import MayChange, SaturdayOffer, TempOffer
from sim.scenario.people.staff import TEMP

SATURDAY, ORDER = "Saturday", "work.order"  # as experiments.search.levers names them
SATURDAYS_AFTER = 5  # days from a Monday


@dataclass(frozen=True)
class Arranged:
    """Something to arrange, of all that the advised line adds up to."""

    day: date  # on which it begins
    text: str


def added(rung: Rung, may_change: MayChange, say: Language) -> str:
    """Say what a line adds to the one above it."""
    if rung.track == TEMP and isinstance(may_change.temp, TempOffer):
        offer = may_change.temp
        return say("helps.temp", n=rung.level, day=say.day(offer.from_), weeks=offer.weeks)
    if rung.track == SATURDAY and isinstance(may_change.saturday, SaturdayOffer):
        return say("helps.saturday", n=rung.level, hours=may_change.saturday.hours)
    if longer := may_change.more_hours.get(rung.track):
        return say("helps.more_hours", name=rung.track, hours=say.weekly(longer))
    if any(change.key == ORDER for change in rung.adds):
        return say(f"helps.order.{rung.track.replace(' ', '_')}")
    return rung.track if rung.level == 1 else f"{rung.level} × {rung.track}"


def arranged(ladder: Ladder, say: Language) -> list[Arranged]:
    """List what the advised line asks for, people first, each in the number that it has come to."""
    last = {rung.track: rung for rung in ladder.rungs[1 : ladder.advised + 1]}
    return sorted(_arranged(last, ladder, say), key=lambda one: one.day)


def _arranged(last: dict[str, Rung], ladder: Ladder, say: Language) -> Iterator[Arranged]:
    plan = ladder.rungs[0].outcome.plan
    may_change, monday = plan.file.scenario.may_change, plan.shop.season.weeks[0]
    for track, rung in last.items():
        if track == TEMP and may_change.temp is not None:
            day = may_change.temp.from_
            text = say("do.temp", n=rung.level, day=say.day(day), weeks=may_change.temp.weeks)
        elif track == SATURDAY and may_change.saturday is not None:
            day = may_change.saturday.from_ or date_of(monday + SATURDAYS_AFTER)
            text = say("do.saturday", n=rung.level, day=say.day(day), hours=may_change.saturday.hours)
        else:
            day = date_of(monday)
            text = say("do.other", what=added(rung, may_change, say), day=say.day(day))
        yield Arranged(day, text)
