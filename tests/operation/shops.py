"""Random shops for the engines: everything coarse, so that ties are plenty, and every feature turned on."""

from typing import NamedTuple

import numpy as np

from sim.deadline import NEVER
from sim.demand.work import FOREVER, IF_BUSY, IF_CLOSED, IF_LEFT, NOBODY, OUTCOMES, Work
from sim.operation.contract import ORDERS, Curves, EngineLog, Reactions, Rules
from sim.staffing.roster import NO_REACTION, Roster

GRIDS = (1, 60, 1800)  # seconds: every instant and duration is a multiple, but for odd paces
BEATS = 800  # a shop lasts so many
CLOCK, DUE = 3, 4  # curves, after those that all rules begin with
STRETCHES = 11  # columns of a roster


class Shop(NamedTuple):
    """What both engines are given."""

    work: Work
    roster: Roster
    rules: Rules
    until: int


class Times(NamedTuple):
    """When a shop is open, and how coarsely time passes in it."""

    begins: int
    grid: int  # ticks
    beat: int  # ticks; ten on the finest grid, so that fewer events tie there

    @property
    def span(self) -> int:
        return BEATS * self.beat

    def moments(self, rng: np.random.Generator, number: int) -> np.ndarray:
        """Draw instants of the shop, in no order."""
        return self.begins + rng.integers(0, self.span // self.grid + 1, number) * self.grid

    def lengths(self, rng: np.random.Generator, beats: float, number: int) -> np.ndarray:
        """Draw durations of so many beats on average, zero among them."""
        return (rng.exponential(beats * self.beat, number) // self.grid).astype(np.int64) * self.grid


def random_shop(seed: int, rows: int | None = None) -> Shop:
    """Make a shop of up to six people and 2,000 rows; its grid follows from the seed."""
    rng = np.random.default_rng(seed)
    grid = GRIDS[seed % len(GRIDS)]
    begins = int(rng.choice([0, -5_000_000, 1_796_000_000])) // grid * grid
    times = Times(begins, grid, max(grid, 10))
    people, lines, reactions = (int(rng.choice(some)) for some in ([*range(1, 7)], [3, 5, 12], [0, 2, 2]))
    work = random_work(rng, rows or people * int(rng.integers(80, 330)), lines, times)
    roster = random_roster(rng, people * int(rng.random() < 0.98), lines, times, reactions)
    until = times.begins + times.span + int(rng.integers(-50, 50)) * times.beat  # some stop in the middle
    return Shop(work, roster, random_rules(rng, lines, times, reactions), until)


# Work


def random_work(rng: np.random.Generator, rows: int, lines: int, times: Times) -> Work:
    """Rows alone, in pairs and in journeys; a third asks again what another asked."""
    line = rng.integers(0, lines, rows)
    comes = np.sort(times.moments(rng, rows))
    patience = np.where((line == 0) | (rng.random(rows) < 0.4), times.lengths(rng, 4, rows), FOREVER)
    wait = times.lengths(rng, 4, OUTCOMES * rows).reshape(rows, OUTCOMES) * rng.integers(0, 2, (rows, 1))
    pair = 8 * np.flatnonzero(rng.random(rows // 8) < 0.3)
    comes[pair + 1], line[pair + 1], wait[pair], wait[pair + 1] = comes[pair], line[pair], 0, 0
    patience[pair] = patience[pair + 1] = times.lengths(rng, 1, len(pair))
    then = random_journeys(rng, rows, pair) if rng.random() < 0.9 else np.full((rows, OUTCOMES), NOBODY)
    comes[then[then != NOBODY]] = NEVER
    again = (rng.random(rows) < rng.choice([0, 0.4, 0.4])) & (np.arange(rows) >= 2)
    return Work(
        comes=comes,
        line=line,
        work=times.lengths(rng, 3, rows) * (1 + (line == 0)) * (rng.random(rows) < 0.9),
        patience=patience if rng.random() < 0.9 else np.full(rows, FOREVER),
        key=rng.integers(0, 3, rows) * times.grid,
        then=then,
        wait=wait,
        about=np.where(again, np.arange(rows) - rng.integers(1, 3, rows), NOBODY),
        customer=np.arange(rows),
        step=np.zeros(rows, np.int64),
    )


def random_journeys(rng: np.random.Generator, rows: int, pair: np.ndarray) -> np.ndarray:
    """What follows each row under each outcome: a third is set off by one of the five rows before it.

    Pairs come together, with equal patience, and try again at once: only they show the order in which
    patience ends.
    """
    then = np.full((rows, OUTCOMES), NOBODY)
    alone = np.setdiff1d(np.arange(5, rows), pair[:, None] + np.arange(4))
    follower = alone[rng.random(len(alone)) < 0.4]
    which, outcome = np.nonzero(rng.random((len(follower), OUTCOMES)) < [0.8, 0.6, 0.6, 0.6])
    setter = follower - rng.integers(1, 6, len(follower))
    then[setter[which], outcome] = follower[which]  # of two that want the same place, one gets it
    for each in (pair, pair + 1):
        for outcome in (IF_LEFT, IF_BUSY, IF_CLOSED):
            then[each, outcome] = each + 2
    return then


# People


def random_roster(rng: np.random.Generator, people: int, lines: int, times: Times, reactions: int) -> Roster:
    """Stretches of a few beats, gaps of none or more, every pace, mask (also none), stop and reaction."""
    everything = 2**lines - 1
    done = int(rng.choice([everything, everything, everything - 1, 0b110]))  # some leave lines to nobody
    columns = [
        stretch
        for person in range(people)
        if rng.random() < 0.95  # a number that nobody bears
        for stretch in random_duty(rng, person, done, times, reactions)
    ]
    table = np.array(columns, dtype=np.int64).reshape(-1, STRETCHES)
    return Roster(*np.ascontiguousarray(table.T))  # the kernel is compiled anew for columns with gaps


def random_duty(
    rng: np.random.Generator, person: int, done: int, times: Times, reactions: int
) -> list[list[int]]:
    """Make the stretches of one person."""
    stretches: list[list[int]] = []
    grid, fine = times.grid, times.beat // times.grid
    on = times.begins + int(rng.integers(0, 6 * fine)) * grid
    while on < times.begins + times.span:
        off = on + int(rng.integers(1, int(rng.choice([8, 50])) * fine)) * grid
        does, does_then = (int(mask) & done for mask in rng.integers(1, done + 1, 2))
        pace = int(rng.choice([1000, 1000, 500, 1300, 333]))
        reaction = int(rng.choice([NO_REACTION, *range(reactions)]))
        off_then = off + int(rng.choice([0, 1, 4 * fine])) * grid
        asked, stop = int(rng.integers(0, 2)), int(rng.choice([0, 1, 2, 2, 2, 3, 4]))
        home = off + (on // grid % 3) * grid  # one in three is a shift of its own
        stretches.append([person, on, off, does, pace, asked, stop, reaction, does_then, off_then, home])
        on = off_then + int(rng.choice([0, 0, 1, 3, 15])) * grid
    return stretches


# Rules


def random_rules(rng: np.random.Generator, lines: int, times: Times, reactions: int) -> Rules:
    """Any ranks and curves; calls interrupt, or nothing does; every other rule in most of the shops."""

    def some(values: np.ndarray) -> np.ndarray:
        return values * (rng.random() < 0.7)

    calls = (np.arange(lines) % 5 == 0) & (rng.random() < 0.85)
    rank = rng.integers(0, 3, lines)
    return Rules(
        rank=rank,
        late_rank=rank + some(rng.integers(-1, 3, lines)),
        curve=rng.choice([*range(5), DUE], lines),
        interrupts=calls,
        yields=~calls & (rng.random(lines) < rng.choice([0, *9 * [0.9]])),
        stops=rng.random(lines) < 0.85,
        resume_cost=some(rng.integers(0, 3, lines)) * times.grid,
        guard=some(rng.integers(0, 3, lines)) * int(rng.choice([times.grid, times.beat])),
        reserve=some(rng.choice([0, 0, 0, 1, 2], lines)),
        kept_for=int(rng.integers(1, 2**lines)),
        trunk=some(rng.integers(0, 3, lines)) - 1,
        trunk_limit=rng.integers(1, 12, 2),
        offered=rng.random(lines) < rng.choice([0, 0.4, 0.4]),
        hours=random_hours(rng, times),
        curves=random_curves(rng, times),
        reactions=random_reactions(rng, lines, times, reactions),
    )


def random_hours(rng: np.random.Generator, times: Times) -> np.ndarray:
    """Open three quarters of the time, with hours that touch, and some of no length."""
    edges = np.sort(times.moments(rng, 300))
    begins, ends = edges[:-1], edges[1:]
    return np.column_stack([begins, ends])[rng.random(len(begins)) < 0.75]


def random_reactions(rng: np.random.Generator, lines: int, times: Times, number: int) -> Reactions:
    """Reactions to how many wait or how long they do; some begin and end at one measure."""
    measure = rng.integers(0, 2, number)
    above = np.where(measure, rng.integers(0, 6, number) * times.beat, rng.integers(0, 8, number))
    return Reactions(
        looks=np.unique(times.moments(rng, 120)),
        measure=measure,
        lines=rng.integers(1, 2**lines, number),
        clock=rng.choice([0, CLOCK], number),
        above=above,
        below=above - rng.integers(0, 2, number) * above // 2,
    )


def random_curves(rng: np.random.Generator, times: Times) -> Curves:
    """The orders of all shops; a clock that stands still now and then; deadlines that leap over nights."""
    at = np.unique(np.append(times.moments(rng, 20), times.begins))
    slope = np.arange(len(at)) % 2
    clock = np.concatenate([[0], np.cumsum(np.diff(at) * slope[:-1])])
    nights = np.cumsum(rng.integers(0, 6, len(at))) * times.beat
    return Curves(
        first=np.array([0, 1, 2, 3, 3 + len(at), 3 + 2 * len(at)]),
        at=np.concatenate([ORDERS.at, at, at]),
        value=np.concatenate([ORDERS.value, clock, at + 3 * times.beat + nights]),
        slope=np.concatenate([ORDERS.slope, slope, np.ones_like(at)]),
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
