"""What is known of a desk on the eve of each week of a call log."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.calibrate.phone.attempts import Attempts
from sim.calibrate.phone.availability import Explained, explained, joined, resampled
from sim.calibrate.phone.callers import Laws, fit_laws
from sim.calibrate.phone.replay import Span, weeks
from sim.deadline import monday_of, weekday_of

WEEK = 7
LEAST_DAYS = 7  # of calls before the first week that is called
LAWS_WEEKS = 8  # to which handle times, patience and hang-ups at once are fitted
PRESENT_WEEKS = 16  # to which the share present is
HALF_LIFE_WEEKS = 4.0  # of the weight of a day in that


@dataclass(frozen=True)
class Eve:
    """What is known on the eve of a week, and the week itself."""

    monday: int
    before: Attempts  # of the weeks before
    laws: Laws
    days: Explained  # of the weeks before
    own: Attempts  # of the week
    span: Span  # of the week, with who is planned

    def presents(self, number: int) -> np.ndarray:
        """Draw the share present as far as the weeks before tell it, late ones more: float64[number]."""
        age = (self.monday - monday_of(self.days.day)) / WEEK
        return resampled(self.days, number, 0.5 ** (age / HALF_LIFE_WEEKS))


def eves(calls: Attempts, at_work: np.ndarray, last: int) -> Iterator[Eve]:
    """Go through the last weeks, at most so many, that are whole and have LEAST_DAYS days of calls before.

    Weeks without an attempt that counts, or whose history carries no law (see `handling` and `weibull`), are
    left out.
    """
    if not len(calls):
        return
    mondays = _to_call(calls)[-last:]
    played: list[Explained] = []
    laws = None
    for number, (monday, own, span) in enumerate(weeks(calls, at_work)):
        if monday in mondays and laws is not None and own.counts.any():
            before = calls.only(calls.day < monday)
            yield Eve(monday, before, laws, joined(played[-PRESENT_WEEKS:]), own, span)
        if not mondays or not mondays[0] - WEEK * PRESENT_WEEKS <= monday < mondays[-1]:
            continue
        late = (calls.day < monday + WEEK) & (calls.day >= monday - WEEK * (LAWS_WEEKS - 1))
        laws = fit_laws(calls.only(late), at_work)
        if laws is not None:
            played.append(explained(own, span, laws, number))


def _to_call(calls: Attempts) -> list[int]:
    """List the weeks (Mondays) with a history that the log holds to the last weekday with calls."""
    first, until = calls.day[[0, -1]].tolist()
    last_weekday = int(weekday_of(calls.day).max())
    mondays: list[int] = np.unique(monday_of(calls.day)).tolist()
    return [one for one in mondays if one - first >= LEAST_DAYS and one + last_weekday <= until]
