"""Random shops for the engines: everything coarse, so that ties are plenty, and every feature turned on."""

from typing import NamedTuple

import numpy as np

from sim.deadline import NEVER
from sim.demand.work import FOREVER, IF_LEFT, LINES, NOBODY, Work
from sim.operation.contract import EngineLog, Rules
from sim.staffing.roster import Roster

GRIDS = (1, 60, 1800)  # seconds: every instant and duration is a multiple, but for odd paces
STEPS = 400  # a shop lasts so many beats; on the finest grid a beat is ten ticks, so that fewer events tie


class Shop(NamedTuple):
    """What both engines are given."""

    work: Work
    roster: Roster
    rules: Rules
    until: int


def random_shop(seed: int, rows: int | None = None) -> Shop:
    """Make a shop of one to six people and up to 1,500 rows; its grid follows from the seed."""
    rng = np.random.default_rng(seed)
    grid = GRIDS[seed % len(GRIDS)]
    beat = max(grid, 10)
    span = STEPS * beat
    work = random_work(rng, rows or int(rng.integers(50, 1500)), span, grid, beat)
    roster = random_roster(rng, int(rng.integers(1, 7)), span, grid, beat)
    until = span + int(rng.integers(-50, 50)) * beat  # some shops stop in the middle
    return Shop(work, roster, random_rules(rng), until)


def random_work(rng: np.random.Generator, rows: int, span: int, grid: int, beat: int) -> Work:
    """Rows in journeys of up to five; a third set off by others, some asking again, zero times among them."""

    def ticks(mean: float, size: int) -> np.ndarray:
        return (rng.exponential(mean, size) // grid).astype(np.int64) * grid

    line = rng.integers(0, LINES, rows)
    comes = np.sort(rng.integers(0, span // grid + 1, rows)) * grid
    then, about = np.full((rows, 2), NOBODY), np.full(rows, NOBODY)
    patience = np.where((line == 0) | (rng.random(rows) < 0.3), ticks(2 * beat, rows), FOREVER)
    wait = ticks(4 * beat, 2 * rows).reshape(rows, 2) * rng.integers(0, 2, (rows, 1))
    # Pairs who come and leave together and try again at once: only they show the order of patience ends.
    pair = 8 * np.flatnonzero(rng.random(rows // 8) < 0.3)
    comes[pair + 1], line[pair + 1], comes[pair + 2], comes[pair + 3] = comes[pair], line[pair], NEVER, NEVER
    patience[pair] = patience[pair + 1] = ticks(beat, len(pair))
    for each in (pair, pair + 1):
        then[each, IF_LEFT], wait[each] = each + 2, 0
    alone = np.setdiff1d(np.arange(1, rows), pair[:, None] + np.arange(4))
    for row in alone[rng.random(len(alone)) < 0.4].tolist():
        if rng.random() < 0.6:
            setter, column = int(rng.integers(max(0, row - 5), row)), int(rng.integers(0, 2))
            if then[setter, column] == NOBODY:
                then[setter, column], comes[row] = row, NEVER
        else:
            about[row] = int(rng.integers(max(0, row - 4), row))
    return Work(
        comes=comes,
        line=line,
        work=np.where(rng.random(rows) < 0.1, 0, ticks(3 * beat, rows)),
        patience=patience,
        key=rng.integers(0, 3, rows) * grid,
        then=then,
        wait=wait,
        about=about,
        customer=np.arange(rows),
        step=np.zeros(rows, np.int64),
        survey=np.zeros((rows, 2)),
    )


def random_roster(rng: np.random.Generator, people: int, span: int, grid: int, beat: int) -> Roster:
    """Stretches of a few beats, gaps of none or more, every pace, mask (also none) and stop."""
    columns: list[list[int]] = []
    fine = beat // grid
    done = int(
        rng.choice([0b1111, 0b1111, 0b1110, 0b0110])
    )  # some shops leave lines to nobody, as lost calls
    for person in range(people):
        t = int(rng.integers(0, 6 * fine)) * grid
        while t < span:
            off = t + int(rng.integers(1, 12 * fine)) * grid
            does = int(rng.integers(1, 2**LINES)) & done
            pace = int(rng.choice([1000, 1000, 500, 1300, 333]))
            columns.append([person, t, off, does, pace, int(rng.integers(0, 2)), int(rng.integers(0, 3))])
            t = off + int(rng.choice([0, 1, 1, 3, 20])) * grid
    return Roster(*np.array(columns, dtype=np.int64).T)


def random_rules(rng: np.random.Generator) -> Rules:
    """Any ranks and slopes; calls interrupt, or nothing does."""
    calls, follow_ups = bool(rng.random() < 0.7), bool(rng.random() < 0.7)
    return Rules(
        rank=rng.integers(0, 2, LINES),
        slope=rng.integers(-1, 2, LINES),
        interrupts=np.array([calls, False, False, False]),
        interruptible=np.array([False, True, follow_ups, False]),
    )


def difference(one: EngineLog, other: EngineLog) -> str:
    """Say where two logs differ first; nothing when they are equal in every field."""
    for name, column in vars(one).items():
        same = getattr(other, name)
        if len(column) != len(same):
            return f"{name}: {len(column)} entries against {len(same)}"
        if len(bad := np.flatnonzero(column != same)):
            return f"{name}[{bad[0]}]: {column[bad[0]]} against {same[bad[0]]}"
    return ""
