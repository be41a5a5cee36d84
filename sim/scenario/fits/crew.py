"""What a file says of its people in several tables must fit together, and each word of it have an effect."""

import math
from collections.abc import Iterator

from pydantic_core import InitErrorDetails

from sim.deadline.weekly import WeeklySlot, weekly_text
from sim.scenario.fits.reach import located
from sim.scenario.people.reactions import Then
from sim.scenario.people.staff import TEMP, Hired, names_of, overlap
from sim.scenario.schema import Scenario
from sim.scenario.values.figures import LEAST_AT_WORK
from sim.scenario.values.words import nearest

TAIL = "tail of the queue"
WITHOUT_TAIL = ("newest first", "easiest first")  # orders in which who comes last need not go last


def faults(scenario: Scenario) -> list[InitErrorDetails]:
    """List what does not fit together."""
    return [
        *_names(scenario),
        *_kept_free(scenario),
        *_specialists(scenario),
        *_other_channels(scenario),
        *_sites(scenario),
        *_reactions(scenario),
        *_overtime(scenario),
        *_skills(scenario),
        *_tails(scenario),
        *_more_hours(scenario),
        *_beside_roster(scenario),
    ]


def _hired(scenario: Scenario) -> Iterator[tuple[tuple[str, ...], Hired, int]]:
    """List who may be planned: their key, what holds for them, and how many they are."""
    for name, person in scenario.people.items():
        yield ("people", name), person, person.count or 1
    if scenario.temps is not None:
        yield ("temps",), scenario.temps, scenario.temps.count


def _names(scenario: Scenario) -> Iterator[InitErrorDetails]:
    """Everybody must have a name of their own: their luck is found by it."""
    taken = set(names_of(TEMP, scenario.temps.count)) if scenario.temps else set()
    for name, person in scenario.people.items():
        names = set(names_of(name, person.count, scenario.temps))
        if twice := sorted(names & taken):
            yield located(("people", name), twice[0], "a name that nobody else has", "choose another one")
        taken |= names


def _specialists(scenario: Scenario) -> Iterator[InitErrorDetails]:
    """Whoever is asked first must be able to do less than others."""
    skills = {_can_do(one) for _, one, _ in _hired(scenario)}
    if scenario.work.specialists_first and len(skills) == 1:
        way_out = "write phone = false, mail = false or care = true beside somebody, or take it out"
        yield located(("work", "specialists_first"), True, "false where everybody can do as much", way_out)


def _can_do(one: Hired) -> int:
    return one.phone + one.mail + one.care + (one.languages == "both")


def _kept_free(scenario: Scenario) -> Iterator[InitErrorDetails]:
    """Somebody must be left to answer mail."""
    kept, takers = scenario.work.keep_free_for_calls, _callers(scenario)
    if kept and kept >= takers:
        allowed = f"less than the {takers} who take calls, or they never answer a mail"
        way_out = "lower it, let more people take calls, or give some of them mail = false instead"
        yield located(("work", "keep_free_for_calls"), kept, allowed, way_out)


def _callers(scenario: Scenario) -> int:
    """Count who takes calls."""
    return sum(count for _, one, count in _hired(scenario) if one.phone)


def _other_channels(scenario: Scenario) -> Iterator[InitErrorDetails]:
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


def _sites(scenario: Scenario) -> Iterator[InitErrorDetails]:
    """Everybody's site must be there, and at every site somebody."""
    known, manned = list(scenario.sites), set()
    for key, one, _ in _hired(scenario):
        manned.add(one.site)
        if one.site is not None and one.site not in known:
            allowed = f"one of the sites {', '.join(known)}" if known else "a site that the file has"
            meant = nearest(one.site, known)
            way_out = f"did you mean {meant}?" if meant else f"write a line [sites.{one.site}] for it"
            yield located((*key, "site"), one.site, allowed, way_out)
    for name in known:
        if name not in manned:
            way_out = f'write site = "{name}" beside them, or take the site out: it would change nothing'
            yield located(("sites", name), name, "where somebody works", way_out)


def _skills(scenario: Scenario) -> Iterator[InitErrorDetails]:
    """What needs a skill needs somebody who has it: it would wait for ever. And a skill needs work for it."""
    hired = [one for _, one, count in _hired(scenario) if count]
    cared = scenario.special_care.share if scenario.special_care else 0.0
    second = scenario.contacts.second_language_share
    specialists = [one for one in hired if one.care]
    if cared and not specialists:
        way_out = 'write care = true beside a specialist in [people]: Joris = { hours = "...", care = true }'
        yield located(("special_care", "share"), cared, "0 while nobody takes special care", way_out)
    for language, share in (("first", 1 - second), ("second", second)):
        if cared and share and specialists and not any(one.speaks(language) for one in specialists):
            allowed = f"0 while no specialist speaks the {language} language"
            way_out = 'write languages = "both" beside a specialist in [people]'
            yield located(("special_care", "share"), cared, allowed, way_out)
    if second and all(one.languages == "first" for one in hired):
        allowed = "0 while nobody speaks the second language"
        way_out = 'write languages = "both" beside somebody in [people]'
        yield located(("contacts", "second_language_share"), second, allowed, way_out)
    for key, one, _ in _hired(scenario):
        if one.care and not cared:
            allowed, way_out = "absent without [special_care]", "take it out: it would change nothing"
            yield located((*key, "care"), one.care, allowed, way_out)
        if one.languages != "first" and not second:
            yield _needless_language(key, one.languages)
    for offer, languages in scenario.may_change.languages.items():
        if languages != "first" and not second:
            yield _needless_language(("may_change", *offer), languages)


def _needless_language(key: tuple[str, ...], languages: str) -> InitErrorDetails:
    allowed = "absent without contacts.second_language_share"
    return located((*key, "languages"), languages, allowed, "add second_language_share = 0.1")


def _reactions(scenario: Scenario) -> Iterator[InitErrorDetails]:
    """A reaction must change what somebody does."""
    for name, reaction in scenario.reactions.items():
        if not _changes_somebody(reaction.then, scenario):
            allowed = "something that changes what somebody does"
            way_out = "too few both take calls and answer mail; correct it, or take it out"
            if reaction.then.change == "overtime":
                way_out = "write overtime = true beside who works overtime, or take it out"
            yield located(("reactions", name, "then"), reaction.then.text, allowed, way_out)


def _changes_somebody(then: Then, scenario: Scenario) -> bool:
    """Say whether anybody does something else in a reaction."""
    both = sum(count for _, one, count in _hired(scenario) if one.phone and one.mail)
    match then.change:
        case "phone down":
            return min(both, _callers(scenario) - then.amount) > 0
        case "everybody on mail" | "everybody on the phone":
            return both > 0
        case "overtime":
            return any(one.overtime is not None and count for _, one, count in _hired(scenario))


def _overtime(scenario: Scenario) -> Iterator[InitErrorDetails]:
    """Who works overtime must be asked for it."""
    if any(reaction.then.change == "overtime" for reaction in scenario.reactions.values()):
        return
    for key, one, _ in _hired(scenario):
        if one.overtime is not None:
            allowed = 'absent without a reaction that asks for overtime, such as then = "overtime 2 hours"'
            yield located((*key, "overtime"), True, allowed, "add one to [reactions], or take it out")


def _tails(scenario: Scenario) -> Iterator[InitErrorDetails]:
    """A mail put down at the tail must go last there."""
    shifts, order = scenario.shifts, scenario.work.order
    for key, word in (("mail_at_break", shifts.mail_at_break), ("mail_at_end", shifts.mail_at_end)):
        if word == TAIL and order in WITHOUT_TAIL:
            allowed = f"another word beside the order {order!r}, in which the last to come need not go last"
            yield located(("shifts", key), TAIL, allowed, "write 'hand over', or take it out")


def _more_hours(scenario: Scenario) -> Iterator[InitErrorDetails]:
    """Hours on top must be somebody's, and either all worked already, as once they were taken, or none."""
    known = list(scenario.people)
    for name, slots in scenario.may_change.more_hours.items():
        key, given = ("may_change", "more_hours", name), weekly_text(slots)
        if scenario.roster is not None and name in scenario.roster.people:
            way_out = f"write the longer hours in {scenario.roster.file}, or take it out"
            yield located(key, name, "absent for who is in the roster", way_out)
        elif name not in known:
            meant = nearest(name, known)
            way_out = f"did you mean {meant}?" if meant else f"the file has {', '.join(known)}"
            yield located(key, name, "the name of somebody in [people]", way_out)
        elif overlap(slots, scenario.people[name].hours) and not _within(slots, scenario.people[name].hours):
            allowed = "hours that they do not work yet"
            yield located(key, given, allowed, f"they work {weekly_text(scenario.people[name].hours)}")


def _beside_roster(scenario: Scenario) -> Iterator[InitErrorDetails]:
    """Nobody comes on top of a roster that there is not."""
    for name, person in scenario.people.items():
        if person.beside_roster and scenario.roster is None:
            yield located(("people", name, "beside_roster"), True, "absent without a roster", "take it out")


def _within(slots: tuple[WeeklySlot, ...], hours: tuple[WeeklySlot, ...]) -> bool:
    return all(
        any(
            slot.weekday == one.weekday and one.opens <= slot.opens and slot.closes <= one.closes
            for one in hours
        )
        for slot in slots
    )
