"""A scenario in a week of its past: the same shop and people, with as many contacts as that week had."""

from dataclasses import dataclass, replace

from sim.scenario.contacts import Contacts
from sim.scenario.offers import MayChange
from sim.scenario.roster.season import people_in
from sim.scenario.schema import Scenario

WEEK = 7
LEAST_CONTACTS = 1.0  # a week: a scenario has some


@dataclass(frozen=True)
class Volume:
    """The contacts of a week, before anybody asks or calls again."""

    questions: float  # in writing
    calls: float

    @classmethod
    def of(cls, contacts: Contacts) -> "Volume":
        """Return those of a normal week of a scenario."""
        calls = contacts.questions_per_week * contacts.phone_share
        return cls(contacts.questions_per_week - calls, calls)

    @property
    def contacts(self) -> float:
        """All of them."""
        return max(self.questions + self.calls, LEAST_CONTACTS)

    @property
    def phone_share(self) -> float:
        """The part of them that calls."""
        return self.calls / self.contacts


def in_week(scenario: Scenario, monday: int) -> Scenario:
    """Set a shop back to a week (day number of its Monday) with nothing but its own figures and people.

    Luck and peaks of the season to come, and what is open then, have no place in it. Orders are left out: the
    questions that they cause are among those that were counted. The week begins with the backlog of a week
    like it, as every simulated season does.
    """
    return scenario.model_copy(
        update={
            "weeks": (monday,),
            "start": None,
            "history": None,
            "prior_strikes": (),
            "season_factor": (1.0, 1.0, 1.0),
            "peaks": {},
            "orders": None,
            "order_questions": None,
            "proactive_message": None,
            "uncertain": {},
            "may_change": MayChange(),
            "people": _people(scenario, monday),
        }
    )


def with_volume(scenario: Scenario, volume: Volume) -> Scenario:
    """Let a week have so many contacts, by no luck of a week."""
    had = {
        "questions_per_week": volume.contacts,
        "phone_share": volume.phone_share,
        "week_busyness_sd": 0.0,
    }
    return scenario.model_copy(update={"contacts": scenario.contacts.model_copy(update=had)})


def at_work(scenario: Scenario, share: float) -> Scenario:
    """Let people be really at work for another part of their time."""
    return scenario.model_copy(update={"work": scenario.work.model_copy(update={"really_at_work": share})})


def _people(scenario: Scenario, monday: int) -> object:
    """Give the people of a week: a roster by date as far as it goes back, and its first week before that."""
    if scenario.roster is None:
        return scenario.people
    until_then = range(monday, scenario.weeks[-1] + 1, WEEK)
    listed = people_in(scenario.roster, replace(scenario.judged, weeks=tuple(until_then), has_start=False))
    return {**scenario.people, **listed}
