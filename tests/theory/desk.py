"""The pieces of a textbook queue: rows of work, people on duty, rules, and what became of them.

Throughout: `p` are the parameters of a case, `rng` the replication's own draws, times in ticks; a case's unit
of time (hour or minute) is UNIT ticks, so fine that rounding moves no figure.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from sim.deadline import NEVER
from sim.demand.work import FOREVER, LINES, NOBODY, OUTCOMES, Work
from sim.operation.contract import BUSY, LEFT, EngineLog, Rules
from sim.operation.kernel import engine as kernel
from sim.staffing.roster import FINISH, Roster

UNIT = 36_000_000
END = 2**60  # after everything
WARM = 0.05  # the first share of a line's rows, not counted: every run starts empty

Figures = dict[str, float | list | dict]


@dataclass(frozen=True)
class Run:
    """What happened to the rows of one run."""

    work: Work
    log: EngineLog
    last: int = END  # rows that come after it are not counted

    @cached_property
    def began(self) -> np.ndarray:
        """When work on each row began first, or NEVER."""
        began = np.full(len(self.work), NEVER)
        began[self.log.spell_row[::-1]] = self.log.spell_began[::-1]
        return began

    @cached_property
    def gone(self) -> np.ndarray:
        """When each row left the queue: work began, patience ended, or it was refused."""
        refused = (self.log.outcome == LEFT) | (self.log.outcome == BUSY)
        return np.where(refused, self.log.left, self.began)

    @property
    def wait(self) -> np.ndarray:
        return self.gone - self.log.came

    @property
    def stay(self) -> np.ndarray:
        return self.log.left - self.log.came

    def counted(self, line: int = 0) -> np.ndarray:
        """Mark the rows of a line that are counted."""
        came = self.log.came
        mine = (self.work.line == line) & (came != NEVER) & (came <= self.last)
        return mine & (came >= np.quantile(came[mine], WARM, method="lower"))

    def span(self, line: int = 0) -> tuple[int, int]:
        """Tell when the first and the last counted row of a line came."""
        came = self.log.came[self.counted(line)]
        return int(came.min()), int(came.max())

    def rate(self, amount: np.ndarray, line: int = 0) -> float:
        """Sum an amount (of each row) over the counted rows of a line, per tick."""
        first, last = self.span(line)
        return float(amount[self.counted(line)].sum() / (last - first))

    def mean_number(self, begins: np.ndarray, ends: np.ndarray, line: int = 0) -> float:
        """Average over time how many of some intervals are open, while rows of a line are counted."""
        first, last = self.span(line)
        inside = np.clip(ends, first, last) - np.clip(begins, first, last)
        return float(inside.sum() / (last - first))

    def mean_in_queue(self, line: int = 0) -> float:
        mine = (self.work.line == line) & (self.log.came != NEVER)
        return self.mean_number(self.log.came[mine], self.gone[mine], line)

    def mean_busy(self, people: range, line: int = 0) -> float:
        theirs = (self.log.spell_person >= people.start) & (self.log.spell_person < people.stop)
        return self.mean_number(self.log.spell_began[theirs], self.log.spell_ended[theirs], line)


def ticks(amount: np.ndarray | float) -> np.ndarray:
    return np.rint(np.multiply(amount, UNIT)).astype(np.int64)


def poisson(rng: np.random.Generator, rate: float, size: int) -> np.ndarray:
    """Arrivals of a Poisson stream, in ticks, rounded down."""
    return (np.cumsum(rng.exponential(1 / rate, size)) * UNIT).astype(np.int64)


def rows(comes: np.ndarray, work: np.ndarray, line: np.ndarray | int = 0, **more: np.ndarray) -> Work:
    n = len(comes)
    columns = {
        "patience": np.full(n, FOREVER), "key": np.zeros(n, np.int64), "about": np.full(n, NOBODY),
        "then": np.full((n, OUTCOMES), NOBODY), "wait": np.zeros((n, OUTCOMES), np.int64),
        "customer": np.arange(n), "step": np.zeros(n, np.int64),
    }  # fmt: skip
    return Work(**columns | {"comes": comes, "work": work, "line": np.broadcast_to(line, n).copy()} | more)


def streams(each: list[tuple[float, np.ndarray]], rng: np.random.Generator) -> Work:
    """Merge Poisson streams of (rate, handling times), one line each, until the first of them ends."""
    arrivals = [poisson(rng, rate, len(times)) for rate, times in each]
    comes = np.concatenate(arrivals)
    line = np.repeat(np.arange(len(each)), [len(times) for _, times in each])
    work = ticks(np.concatenate([times for _, times in each]))
    order = np.argsort(comes, kind="stable")
    order = order[comes[order] <= min(stream[-1] for stream in arrivals)]
    return rows(comes[order], work[order], line[order])


def split(size: int, rates: np.ndarray) -> list[int]:
    """Share so many rows out over streams of some rates."""
    return [int(part) for part in size * rates / rates.sum()]


def always(*does: int, asked: tuple[int, ...] | None = None) -> Roster:
    """Everybody on duty from the first tick to the last; `does` is a mask of lines for each."""
    k = len(does)
    return on_duty(np.arange(k), np.zeros(k), np.full(k, END), does, asked or np.zeros(k))


def on_duty(
    person: np.ndarray, on: np.ndarray, off: np.ndarray, does: object, asked: object = 0, stop: int = FINISH
) -> Roster:
    """Make stretches at standard pace, in order of person and beginning."""
    k, order = len(person), np.lexsort((on, person))
    columns = (person, on, off, *(np.broadcast_to(each, k) for each in (does, 1000, asked, stop)))
    return Roster.steady(*(np.asarray(column).astype(np.int64)[order] for column in columns))


def run(work: Work, roster: Roster, **rules: object) -> Run:
    """Serve line 0 before line 1 before the others, each first come, first served; `rules` say more."""
    rank = np.arange(LINES)
    given = {"rank": rank, "late_rank": rank, "stops": np.ones(LINES, bool)} | rules
    return Run(work, kernel.simulate(work, roster, replace(Rules.first_come(LINES), **given), END))


def limited_to(places: int) -> dict[str, np.ndarray]:
    """Rules of a desk with so many telephone lines: who finds all taken gets the busy signal."""
    return {"trunk": np.zeros(LINES, np.int64), "trunk_limit": np.array([places])}


def apart(count: int, length: float) -> np.ndarray:
    """When so many days begin that stand so far apart, in units, that none sees another."""
    return np.arange(count) * round(length * UNIT)
