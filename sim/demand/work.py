"""The Work table: one row per piece of work that may come.

An attempt of a call, a round of a question, a second mail: each is a row made before the clock starts, with
its own draws. What one row sets off is written in it (`then`, `wait`, `about`), so that journeys of any
shape need no code in an engine.
"""

from dataclasses import dataclass

import numpy as np

from sim.deadline import NEVER

FOREVER = np.iinfo(np.int64).max  # patience without end
NOBODY = -1  # no row, no person

# Lines, one queue each: kinds of work times the customer's language. A lost call hangs up at once, whoever is
# free; care is what takes a specialist's time; a call back is made to a customer who asked for one.
CALL, MAIL, FOLLOW_UP, CARE, CALL_BACK, LOST_CALL = range(6)
KINDS, LANGUAGES = 6, 2  # line = kind + KINDS * language
LINES = KINDS * LANGUAGES
IF_SERVED, IF_LEFT, IF_BUSY, IF_CLOSED = range(4)  # columns of `then` and `wait`
OUTCOMES = 4


@dataclass(frozen=True)
class Work:
    """Rows of work, ordered by customer and step; every column has one entry a row.

    Instants and durations count ticks (a second, unless a test says otherwise); the last two columns are for
    the log. A row either comes at an instant of its own or is set off by at most one other row, under any of
    its outcomes, never both.
    """

    comes: np.ndarray  # int64[n], instant, or NEVER when another row sets it off
    line: np.ndarray  # int64[n], the queue it joins
    work: np.ndarray  # int64[n], ticks at standard pace, >= 0
    patience: np.ndarray  # int64[n], ticks it waits before it leaves, >= 0, or FOREVER
    key: np.ndarray  # int64[n], its place in the work order, see operation.policy
    then: np.ndarray  # int64[n, 4], the row that follows when served / left / busy / closed, or NOBODY
    wait: np.ndarray  # int64[n, 4], ticks until that row comes, >= 0
    about: np.ndarray  # int64[n], the row this one asks about again, or NOBODY
    customer: np.ndarray  # int64[n]
    step: np.ndarray  # int64[n], 0 for the first row of a customer

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.comes)

    def of_kind(self, *kinds: int) -> np.ndarray:
        """Mark the rows of some kinds of work, in whichever language: bool[n]."""
        lines = np.zeros((LANGUAGES, KINDS), np.bool_)
        lines[:, kinds] = True
        return np.asarray(lines.ravel()[self.line])

    def check(self) -> None:
        """Hold the table to its promises.

        Raises:
            ValueError: columns of unequal length, a negative duration, a row that is none, a row set off
                twice or also by itself.
        """
        rows = len(self)
        for name, column in vars(self).items():
            if len(column) != rows:
                raise ValueError(f"{name} has {len(column)} entries; must have {rows}, one a row of work")
        for name in ("work", "patience", "wait"):
            if (least := getattr(self, name).min(initial=0)) < 0:
                raise ValueError(f"{name} must not be negative; got {least}")
        for name in ("then", "about"):
            named = getattr(self, name)
            if named.min(initial=NOBODY) < NOBODY or named.max(initial=NOBODY) >= rows:
                raise ValueError(f"{name} must name one of the {rows} rows, or nobody; got {named.max()}")
        set_off = np.flatnonzero(self.then.ravel() != NOBODY)
        setter, followers = set_off // OUTCOMES, self.then.ravel()[set_off]
        set_off_by = np.full(rows, NOBODY)
        set_off_by[followers] = setter
        if (set_off_by[followers] != setter).any() or (self.comes[followers] != NEVER).any():
            raise ValueError("a row must be set off by one row at most and then not come by itself")
