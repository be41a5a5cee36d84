"""Random shops for the engines: everything coarse, so that ties are plenty, and every feature turned on."""

import numpy as np

from sim.deadline import NEVER
from sim.demand.work import FOREVER, LINES, NOBODY, Work
from sim.operation.contract import Rules
from sim.staffing.roster import Roster


def random_work(rng: np.random.Generator, rows: int, span: int, grid: int) -> Work:
    """Rows in journeys of up to four; a third set off by others, some asking again, zero times among them."""

    def ticks(mean: float, size: int) -> np.ndarray:
        return (rng.exponential(mean, size) // grid).astype(np.int64) * grid

    line = rng.integers(0, LINES, rows)
    comes = np.sort(rng.integers(0, span // grid + 1, rows)) * grid
    then, about = np.full((rows, 2), NOBODY), np.full(rows, NOBODY)
    for row in np.flatnonzero(rng.random(rows) < 0.3)[1:].tolist():
        if rng.random() < 0.6:
            setter, column = int(rng.integers(max(0, row - 5), row)), int(rng.integers(0, 2))
            if then[setter, column] == NOBODY:
                then[setter, column], comes[row] = row, NEVER
        else:
            about[row] = int(rng.integers(max(0, row - 4), row))
    patience = np.where((line == 0) | (rng.random(rows) < 0.1), ticks(2 * grid, rows), FOREVER)
    return Work(
        comes=comes,
        line=line,
        work=np.where(rng.random(rows) < 0.1, 0, ticks(3 * grid, rows)),
        patience=patience,
        key=rng.integers(0, 3, rows) * grid,
        then=then,
        wait=ticks(4 * grid, 2 * rows).reshape(rows, 2),
        about=about,
        customer=np.arange(rows),
        step=np.zeros(rows, np.int64),
    )


def random_roster(rng: np.random.Generator, people: int, span: int, grid: int) -> Roster:
    """Stretches of a few grid steps, gaps of none or more, every pace, mask and stop."""
    columns: list[list[int]] = []
    for person in range(people):
        t = int(rng.integers(0, 6)) * grid
        while t < span:
            off = t + int(rng.integers(1, 12)) * grid
            does = int(rng.integers(1, 2**LINES))
            pace = int(rng.choice([1000, 1000, 500, 1300, 333]))
            columns.append([person, t, off, does, pace, int(rng.integers(0, 2)), int(rng.integers(0, 3))])
            t = off + int(rng.choice([0, 1, 1, 3, 20])) * grid
    return Roster(*np.array(columns, dtype=np.int64).T)


def random_rules(rng: np.random.Generator) -> Rules:
    """Any ranks and slopes; calls interrupt, or nothing does."""
    calls = bool(rng.random() < 0.7)
    return Rules(
        rank=rng.integers(0, 2, LINES),
        slope=rng.integers(-1, 2, LINES),
        interrupts=np.array([calls, False, False]),
        interruptible=np.array([False, True, bool(rng.random() < 0.7)]),
    )
