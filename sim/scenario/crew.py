"""What a file says of its people in several tables must fit together, and each word of it have an effect."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pydantic_core import InitErrorDetails

from sim.scenario.figures import LEAST_AT_WORK
from sim.scenario.reach import located
from sim.scenario.reactions import Then
from sim.scenario.staff import Hired

if TYPE_CHECKING:
    from sim.scenario.schema import Scenario


def faults(scenario: "Scenario") -> list[InitErrorDetails]:
    """List what does not fit together."""
    return [*_other_channels(scenario), *_sites(scenario), *_kept_free(scenario), *_reactions(scenario)]


def _hired(scenario: "Scenario") -> Iterator[tuple[tuple[str, ...], Hired, int]]:
    """List who may be planned: their key, what holds for them, and how many they are."""
    for name, person in scenario.people.items():
        yield ("people", name), person, person.count or 1
    if scenario.temps is not None:
        yield ("temps",), scenario.temps, scenario.temps.count


def _other_channels(scenario: "Scenario") -> Iterator[InitErrorDetails]:
    """Other channels of the same people must leave time for the rest."""
    given = scenario.contacts.other_channels_hours_per_week
    paid = sum(person.hours_per_week for person in scenario.people.values())
    paid += scenario.temps.hours_per_week if scenario.temps else 0
    most = paid * (scenario.work.really_at_work - LEAST_AT_WORK)
    if given > most:
        shown = int(given) if given.is_integer() else given
        allowed = f"{math.floor(most)} or less, so that people have time for the rest"
        way_out = f"people work {paid:g} hours in a normal week; add people, or lower the figure"
        yield located(("contacts", "other_channels_hours_per_week"), shown, allowed, way_out)


def _sites(scenario: "Scenario") -> Iterator[InitErrorDetails]:
    """Everybody's site must be there, and at every site somebody."""
    known, manned = list(scenario.sites), set()
    for key, one, _ in _hired(scenario):
        manned.add(one.site)
        if one.site is not None and one.site not in known:
            allowed = f"one of the sites {', '.join(known)}" if known else "a site that the file has"
            yield located((*key, "site"), one.site, allowed, f"write a line [sites.{one.site}] for it")
    for name in known:
        if name not in manned:
            way_out = f'write site = "{name}" beside them, or take the site out: it would change nothing'
            yield located(("sites", name), name, "where somebody works", way_out)


def _kept_free(scenario: "Scenario") -> Iterator[InitErrorDetails]:
    """Of those who take calls somebody must be left for mail."""
    kept = scenario.work.keep_free_for_calls
    callers = sum(count for _, one, count in _hired(scenario) if one.phone)
    if kept and kept >= callers:
        allowed = f"less than the {callers} who take calls, or they never answer a mail"
        way_out = "lower it, let more people take calls, or give some of them mail = false instead"
        yield located(("work", "keep_free_for_calls"), kept, allowed, way_out)


def _reactions(scenario: "Scenario") -> Iterator[InitErrorDetails]:
    """A reaction must change what somebody does."""
    for name, reaction in scenario.reactions.items():
        if not _changes_somebody(reaction.then, scenario):
            allowed = "something that changes what somebody does"
            way_out = "too few both take calls and answer mail; correct it, or take it out"
            yield located(("reactions", name, "then"), reaction.then.text, allowed, way_out)


def _changes_somebody(then: Then, scenario: "Scenario") -> bool:
    """Say whether anybody does something else in a reaction; overtime is for all."""
    hired = list(_hired(scenario))
    callers = sum(count for _, one, count in hired if one.phone)
    both = sum(count for _, one, count in hired if one.phone and one.mail)
    match then.change:
        case "phone down":
            return min(both, callers - then.amount) > 0
        case "everybody on mail" | "everybody on the phone":
            return both > 0
        case "overtime":
            return True
