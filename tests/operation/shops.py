"""Random shops for the engines: everything coarse, so that ties are plenty, and every feature turned on."""

from typing import NamedTuple

import numpy as np

from sim.deadline import NEVER
from sim.demand.work import FOREVER, IF_BUSY, IF_CLOSED, IF_LEFT, NOBODY, OUTCOMES, Work
from sim.operation.contract import Curves, EngineLog, Reactions, Rules
from sim.staffing.roster import NO_REACTION, Roster

GRIDS = (1, 60, 1800)  # seconds: every instant and duration is a multiple, but for odd paces
STEPS = 400  # a shop lasts so many beats; on the finest grid a beat is ten ticks, so that fewer events tie
LINES = 5  # calls first; the others are questions of some kind
CALLS = 0
REACTIONS = 2


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
    return Shop(work, roster, random_rules(rng, span, grid, beat), until)


def random_work(rng: np.random.Generator, rows: int, span: int, grid: int, beat: int) -> Work:
    """Rows in journeys of up to five; a third set off by others, some asking again, zero times among them."""

    def ticks(mean: float, size: int) -> np.ndarray:
        return (rng.exponential(mean, size) // grid).astype(np.int64) * grid

    line = rng.integers(0, LINES, rows)
    comes = np.sort(rng.integers(0, span // grid + 1, rows)) * grid
    then, about = np.full((rows, OUTCOMES), NOBODY), np.full(rows, NOBODY)
    patience = np.where((line == CALLS) | (rng.random(rows) < 0.3), ticks(2 * beat, rows), FOREVER)
    wait = ticks(4 * beat, OUTCOMES * rows).reshape(rows, OUTCOMES) * rng.integers(0, 2, (rows, 1))
    # Pairs who come and leave together and try again at once: only they show the order of patience ends.
    pair = 8 * np.flatnonzero(rng.random(rows // 8) < 0.3)
    comes[pair + 1], line[pair + 1], comes[pair + 2], comes[pair + 3] = comes[pair], line[pair], NEVER, NEVER
    patience[pair] = patience[pair + 1] = ticks(beat, len(pair))
    for each in (pair, pair + 1):
        wait[each] = 0
        for column in (IF_LEFT, IF_BUSY, IF_CLOSED):
            then[each, column] = each + 2
    alone = np.setdiff1d(np.arange(1, rows), pair[:, None] + np.arange(4))
    for row in alone[rng.random(len(alone)) < 0.4].tolist():
        if rng.random() < 0.6:
            setter, columns = int(rng.integers(max(0, row - 5), row)), rng.random(OUTCOMES) < 0.5
            free = columns & (then[setter] == NOBODY)
            if free.any():
                then[setter, free], comes[row] = row, NEVER
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
    )


def random_roster(rng: np.random.Generator, people: int, span: int, grid: int, beat: int) -> Roster:
    """Stretches of a few beats, gaps of none or more, every pace, mask (also none), stop and reaction."""
    columns: list[list[int]] = []
    fine = beat // grid
    everything = 2**LINES - 1
    done = int(rng.choice([everything, everything, everything - 1, 0b00110]))  # some leave lines to nobody
    for person in range(people):
        t = int(rng.integers(0, 6 * fine)) * grid
        while t < span:
            off = t + int(rng.integers(1, 12 * fine)) * grid
            does, does_then = (int(mask) & done for mask in rng.integers(1, 2**LINES, 2))
            pace = int(rng.choice([1000, 1000, 500, 1300, 333]))
            reaction = int(rng.choice([NO_REACTION, *range(REACTIONS)]))
            off_then = off + int(rng.choice([0, 1, 4 * fine])) * grid
            stretch = [t, off, does, pace, int(rng.integers(0, 2)), int(rng.integers(0, 5)), reaction]
            columns.append([person, *stretch, does_then, off_then])
            t = off_then + int(rng.choice([0, 1, 1, 3, 20])) * grid
    return Roster(*np.array(columns, dtype=np.int64).T)


def random_rules(rng: np.random.Generator, span: int, grid: int, beat: int) -> Rules:
    """Any ranks and curves; calls interrupt, or nothing does; every other rule in about half of the shops."""

    def some(values: np.ndarray) -> np.ndarray:
        return values * rng.integers(0, 2)

    def moments(most: int) -> np.ndarray:
        return np.unique(rng.integers(0, span // grid + 1, most)) * grid

    calls = bool(rng.random() < 0.7)
    edges = moments(40)
    rank = rng.integers(0, 2, LINES)
    above = rng.integers(0, 4, REACTIONS) * np.array([2, 3 * beat])
    return Rules(
        rank=rank,
        late_rank=rank + some(rng.integers(0, 3, LINES)),
        curve=rng.integers(0, 5, LINES),
        interrupts=np.arange(LINES) < calls,
        yields=(np.arange(LINES) > 0) & (rng.random(LINES) < 0.8),
        stops=rng.random(LINES) < 0.7,
        resume_cost=some(rng.integers(0, 3, LINES)) * grid,
        guard=some(rng.integers(0, 3, LINES)) * grid,
        reserve=some(rng.integers(0, 3, LINES)),
        kept_for=int(rng.integers(1, 2**LINES)),
        trunk=some(rng.integers(0, 2, LINES) + 1) - 1,
        trunk_limit=rng.integers(1, 6, 2),
        offered=rng.random(LINES) < rng.choice([0, 0.5]),
        hours=edges[: len(edges) // 2 * 2].reshape(-1, 2),
        curves=random_curves(rng, span, beat),
        reactions=Reactions(
            looks=moments(100),
            measure=np.arange(REACTIONS),
            lines=rng.integers(1, 2**LINES, REACTIONS),
            clock=rng.choice([0, 3], REACTIONS),
            above=above,
            below=above - rng.integers(0, 2, REACTIONS) * above // 2,
        ),
    )


def random_curves(rng: np.random.Generator, span: int, beat: int) -> Curves:
    """The three orders; a clock that stands still now and then; a deadline some beats after the arrival."""
    at = np.unique(rng.integers(1, span, 9))
    slope = np.arange(10) % 2
    clock = np.concatenate([[0], np.cumsum(np.diff(np.append(0, at)) * slope[: len(at)])])
    pieces = len(at) + 1
    return Curves(
        first=np.array([0, 1, 2, 3, 3 + pieces, 4 + pieces]),
        at=np.concatenate([np.zeros(4, np.int64), at, [0]]),
        value=np.concatenate([np.zeros(3, np.int64), clock, [8 * beat]]),
        slope=np.concatenate([[1, -1, 0], slope[:pieces], [1]]),
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
