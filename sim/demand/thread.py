"""The questions of some customers as threads: each row is set off when the one before it is answered."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sim.deadline.instants.wall import MINUTE_S
from sim.demand.contacts import Arrivals, places
from sim.demand.draft import Draft
from sim.demand.work import IF_SERVED, KINDS
from sim.draws import lognormal
from sim.scenario.schema import Scenario


@dataclass(frozen=True)
class Thread:
    """Questions, and the row each has come to; what follows is set off by that one."""

    scenario: Scenario
    draft: Draft
    who: Arrivals
    customer: np.ndarray  # int64[n], in the draft
    topic: np.ndarray  # int64[n]
    case: np.ndarray  # int64[n], the row that the question began with
    last: np.ndarray  # int64[n]

    def only(self, which: np.ndarray) -> "Thread":
        """Keep the marked questions (bool[n])."""
        which = places(which)
        kept = {name: getattr(self, name)[which] for name in ("customer", "topic", "case", "last")}
        return replace(self, who=self.who.only(which), **kept)

    def then(self, kind: int, wait_s: np.ndarray | float, **columns: Any) -> "Thread":
        """Add a row to each question, some time after its last one was answered; `columns` as in a draft."""
        line = kind + language_shift(self.scenario, self.who)
        rows = self.draft.add(self.customer, line=line, case=self.case, topic=self.topic, **columns)
        self.draft.follow(self.last, IF_SERVED, rows, wait_s)
        return replace(self, last=rows)

    def but(self, which: np.ndarray, theirs: "Thread") -> "Thread":
        """Let the marked questions have come to where another thread of them is."""
        last = self.last.copy()
        last[which] = theirs.last
        return replace(self, last=last)


def language_shift(scenario: Scenario, who: Arrivals) -> np.ndarray:
    """Say how far the lines of each customer's language lie from those of the first: int64[n]."""
    return KINDS * who.some("second language", scenario.contacts.second_language_share)


def handling_s(u: np.ndarray, minutes: np.ndarray | float, spread: float) -> np.ndarray:
    """Turn uniform draws into lognormal handle times of the given mean: int64[n], whole seconds."""
    drawn = lognormal(u, minutes * np.exp(-(spread**2) / 2), spread)
    return np.asarray(np.rint(drawn * MINUTE_S).astype(np.int64))


def survey_marks(who: Arrivals, number: int) -> dict[str, np.ndarray]:
    """Draw the marks of each customer's survey after question `number`: float64[n] each, see `marks`."""
    return {
        "answers_survey": who.draw("answers a survey", number),
        "grades_it": who.draw("grades it", number),
    }
