"""Customers who call, and what each of them says, whichever attempt succeeds."""

from dataclasses import dataclass

import numpy as np

from sim.demand.contacts import Arrivals, places
from sim.demand.draft import ITSELF, Draft
from sim.demand.thread import handling_s, language_shift, survey_marks
from sim.demand.work import NOBODY
from sim.scenario.schema import Scenario
from sim.scenario.season import Season


@dataclass(frozen=True)
class Switchboard:
    """What attempts depend on, and where their rows are written down."""

    scenario: Scenario
    season: Season
    draft: Draft


@dataclass(frozen=True)
class Callers:
    """Customers of a stream who make an attempt, and what their call is about."""

    who: Arrivals
    customer: np.ndarray  # int64[n], in the draft
    at: np.ndarray  # int64[n], the instant of the attempt, if it is made
    shift: np.ndarray  # int64[n], of the lines of the customer's language
    work: np.ndarray  # int64[n], seconds
    answers_survey: np.ndarray  # float64[n]
    grades_it: np.ndarray  # float64[n]
    about: np.ndarray  # int64[n], the question that they call about, or NOBODY

    def only(self, which: np.ndarray) -> "Callers":
        """Keep the marked callers (bool[n])."""
        which = places(which)
        kept = {name: column[which] for name, column in vars(self).items() if name != "who"}
        return Callers(self.who.only(which), **kept)

    @property
    def columns(self) -> dict[str, np.ndarray]:
        """What the rows of a draft share."""
        case = np.where(self.about == NOBODY, ITSELF, self.about)
        shared = ("work", "answers_survey", "grades_it", "about")
        return {name: getattr(self, name) for name in shared} | {"case": case}


def callers(scenario: Scenario, who: Arrivals, customer: np.ndarray, at: np.ndarray) -> Callers:
    """Draw what customers who call say."""
    work, rules = scenario.work, scenario.calls
    talk_s = handling_s(who.draw("handling"), work.minutes_per_call, work.call_spread)
    short = who.some("short call", rules.short_calls_share)
    return Callers(
        who=who,
        customer=customer,
        at=at,
        shift=language_shift(scenario, who),
        work=np.where(short, round(rules.short_calls_s), talk_s),
        **survey_marks(who, 0),
        about=np.full(len(at), NOBODY),
    )
