"""From a seller's own history to the figures of a scenario: what it tells, how sure, what it cannot."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile, takewhile
from typing import TypeVar

import numpy as np

from sim.calibrate.estimates.weeks import feasts
from sim.calibrate.fitted import Fact, Fitted, Profile, Untold
from sim.calibrate.history import History
from sim.calibrate.learnt import Learnt
from sim.calibrate.phone.laws.handling import Handling
from sim.calibrate.questions.hours import profiles
from sim.calibrate.shown import Panel
from sim.deadline.instants.wall import monday_of
from sim.norms.figures import Figure

T = TypeVar("T", Fitted, Untold)
OUTSIDE = "contacts.outside_office_hours_share"
TWO_YEARS = 106  # weeks


@dataclass(frozen=True)
class Answered:
    """How late the answers of a history were."""

    in_time: int
    judged: int
    worst: Figure  # the week with the lowest share


@dataclass(frozen=True)
class Fit:
    """What a history tells of a scenario; a key stands in one of the three, once."""

    fitted: tuple[Fitted, ...]
    profiles: tuple[Profile, ...]
    untold: tuple[Untold, ...]
    panels: tuple[Panel, ...]
    handling: Mapping[str, Handling]  # how long calls about common topics last, each by itself
    answered: Answered | None  # None: the history has no question that was judged

    def figure(self, key: str) -> Fitted | None:
        """Find a figure by its key."""
        return next((one for one in self.fitted if one.key == key), None)


def peak_after(history: History) -> tuple[int, ...]:
    """Return the weeks (Mondays) of the first end of a year after a history, or what is left of it."""
    first = int(monday_of(np.array([history.last_day]))[0]) + 7
    mondays = [first + 7 * week for week in range(TWO_YEARS)]
    after = list(dropwhile(_is_normal, mondays))
    return tuple(takewhile(lambda monday: not _is_normal(monday), after))


def _is_normal(monday: int) -> bool:
    return not feasts(np.array([monday]))[0]


def fit(history: History, ahead: Sequence[int], no_lag: Fact | None = None) -> Fit:
    """Fit all that a history tells; `ahead` are the weeks (Mondays) whose peaks are wanted.

    `no_lag` says why a scenario cannot have questions that follow its orders, if it cannot.

    Where several files tell a figure the finer one goes first: a log, then daily orders, then weekly figures.
    """
    learnt = Learnt(history, ahead, no_lag)
    findings = list(learnt.findings())
    weights = () if learnt.hours is None else tuple(profiles(learnt.hours))
    found = _first(one for one in findings if isinstance(one, Fitted))
    fitted = learnt.without_caused(
        {key: one for key, one in found.items() if not (weights and key == OUTSIDE)}
    )
    tables = {key.partition(".")[0] for key in fitted}  # "peaks" is told as soon as one of its weeks is
    known = {*found, *tables}
    untold = _first(one for one in findings if isinstance(one, Untold) and one.key not in known)
    panels = tuple(learnt.panels(fitted))
    return Fit(
        tuple(fitted.values()), weights, tuple(untold.values()), panels, learnt.handling, _answered(history)
    )


def _answered(history: History) -> Answered | None:
    """Count the answers in time, by the response norm that holds."""
    rows = [] if history.figures is None else list(history.figures.of("response").values())
    if not rows:
        return None
    worst = min(rows, key=lambda row: row.share)
    return Answered(sum(row.numerator for row in rows), sum(row.denominator for row in rows), worst)


def _first(findings: Iterable[T]) -> dict[str, T]:
    """Keep of each key what was told first."""
    found: dict[str, T] = {}
    for one in findings:
        found.setdefault(one.key, one)
    return found
