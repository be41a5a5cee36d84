"""A scenario in a week of its past: the same shop and people, and as many contacts as there were."""

from dataclasses import dataclass, replace

from sim.deadline import week_label
from sim.norms.figures import Figures
from sim.scenario.beside.history import SERVICE
from sim.scenario.beside.roster.season import people_in
from sim.scenario.customers.contacts import Contacts
from sim.scenario.customers.peaks import Peak
from sim.scenario.people.offers import MayChange
from sim.scenario.schema import Scenario

WEEK = 7
LED_UP_BY = 3  # weeks
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


def counted(scenario: Scenario, figures: Figures, week: int) -> Volume:
    """Take what the norms count for what came; of one without a figure, the part that the scenario says.

    Where that is all or nothing, the other one comes as often as the scenario says.
    """
    questions, calls = (figures.of(norm).get(week) for norm in SERVICE)
    said = Volume.of(scenario.contacts)
    if questions is not None and calls is not None:
        return Volume(float(questions.denominator), float(calls.denominator))
    if questions is not None:
        asked = float(questions.denominator)
        return Volume(asked, asked * said.calls / said.questions if said.questions else said.calls)
    if calls is not None:
        called = float(calls.denominator)
        return Volume(called * said.questions / said.calls if said.calls else said.questions, called)
    return said


def in_week(scenario: Scenario, figures: Figures, monday: int, normal: float) -> Scenario:
    """Set a shop back to a week (day number of its Monday), which follows the weeks that led up to it.

    What is left undone in one week is late in the next: so it begins LED_UP_BY weeks before with as many
    contacts as came then, of `normal` ones; its own week is a normal one, and so is one without figures. Luck
    and peaks of the season to come, and what is open then, have no place in it. Orders are left out: the
    questions that they cause are among those that were counted.
    """
    before = range(monday - LED_UP_BY * WEEK, monday, WEEK)
    came = {
        week: counted(scenario, figures, week).contacts / normal for week in before if week in figures.weeks
    }
    return scenario.model_copy(
        update={
            "weeks": (*before, monday),
            "start": None,
            "history": None,
            "prior_strikes": (),
            "season_factor": (1.0, 1.0, 1.0),
            "peaks": {week_label(week): Peak(times=(times, times, times)) for week, times in came.items()},
            "orders": None,
            "order_questions": None,
            "proactive_message": None,
            "uncertain": {},
            "may_change": MayChange(),
            "people": _people(scenario, before.start),
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
