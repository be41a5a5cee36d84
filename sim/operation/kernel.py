"""The compiled engine: the same as `reference`, row for row, fast.

Here is its door: all memory is laid out in plain arrays, and `loop.run` goes on until the end or until the
lists that grow are full; then they get twice the room, and it goes on. The loop and its `heaps` are plain
Python: numba compiles them when the door first calls (`_compiled`), and a test can run them as they stand.

Bounds: a queue holds each of its rows once, because a row is taken out before it can be put back; `later` and
`spells` keep room for all that one event may add.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from numba import njit
from numba.extending import register_jitable

from sim.deadline import NEVER
from sim.demand.work import FOREVER, NOBODY, Work
from sim.operation import heaps, loop
from sim.operation.contract import UNSEEN, EngineLog, Rules
from sim.staffing.roster import Roster

Columns = tuple[np.ndarray, ...]
FIRST_ROOM = 1024


def simulate(work: Work, roster: Roster, rules: Rules, until: int) -> EngineLog:
    """Run the shop from its first event up to, and without, the instant `until`."""
    some_follow = bool(work.then.max(initial=NOBODY) != NOBODY)  # else `then` need not be read
    fixed = _events(work, roster, rules), *_tables(work, roster, rules)
    given = (*fixed, some_follow, rules.kept_for, until)
    rows, queues, people, counts = _rows(work), _queues(work, rules), _people(roster.people), _counts(rules)
    later, spells = _empty(2, FIRST_ROOM), _empty(4, len(work) + FIRST_ROOM)
    most_later, most_spells = 8 + _most_asks(work.about), 2 * roster.people + 2  # of one event
    full = True
    while full:
        room = len(later[0]) - most_later, len(spells[0]) - most_spells
        full = _compiled()(given, rows, queues, people, counts, later, spells, room)
        if full:
            later, spells = _doubled(later), _doubled(spells)
    came, left, outcome, *_ = rows
    return EngineLog(came, left, outcome, *(column[: counts[0][loop.SPELLS]].copy() for column in spells))


@cache
def _compiled() -> Callable[..., bool]:
    """Compile the loop with all it calls in it.

    It allocates nothing, so no reference need be counted, which would take a third of its time: `_nrt`.
    """
    for helper in (*heaps.INLINED, *loop.INLINED):
        register_jitable(forceinline=True)(helper)
    options: dict[str, Any] = {"cache": True, "nogil": True, "_nrt": False}
    compiled: Callable[..., bool] = njit(**options)(loop.run)
    return compiled


def _events(work: Work, roster: Roster, rules: Rules) -> Columns:
    """All that is known before, in order: rows that come by themselves, changes of staff, looks, hours."""
    rows = np.flatnonzero(work.comes != NEVER)
    comes = work.comes[rows]
    if (np.diff(comes) < 0).any():
        order = np.argsort(comes, kind="stable")
        rows, comes = rows[order], comes[order]
    stretches = np.arange(len(roster))
    at = np.concatenate([roster.on, roster.off])
    number = np.concatenate([2 * stretches + 1, 2 * stretches])
    order = np.lexsort((number, at))
    return rows, comes, at[order], number[order], rules.reactions.looks, rules.hours.ravel()


def _tables(work: Work, roster: Roster, rules: Rules) -> tuple[Columns, ...]:
    """The columns of the contract's tables as the loop unpacks them."""
    curves, reactions = rules.curves, rules.reactions
    return (
        (work.line, work.key, work.then, work.wait, work.about, *_asked_again(work.about)),
        (roster.person, roster.off, roster.pace, roster.asked, roster.stop),
        (roster.does, roster.reaction, roster.does_then, roster.off_then),
        (rules.rank, rules.late_rank, rules.curve, rules.resume_cost, rules.guard, rules.reserve),
        (rules.interrupts, rules.yields, rules.stops, rules.offered, rules.trunk, rules.trunk_limit),
        (curves.first, curves.at, curves.value, curves.slope),
        (reactions.measure, reactions.lines, reactions.clock, reactions.above, reactions.below),
    )


def _asked_again(about: np.ndarray) -> Columns:
    """Link the rows that are about the same row: the first for each row, and the one after each."""
    first, following = np.full(len(about), NOBODY), np.full(len(about), NOBODY)
    asking = np.flatnonzero(about != NOBODY)
    order = asking[np.argsort(about[asking], kind="stable")]
    same = about[order][1:] == about[order][:-1]
    following[order[:-1][same]] = order[1:][same]
    begins = np.append(True, ~same)[: len(order)]
    first[about[order][begins]] = order[begins]
    return first, following


def _most_asks(about: np.ndarray) -> int:
    """How many rows are about the same one, at most."""
    return int(np.bincount(about[about != NOBODY], minlength=1).max())


def _rows(work: Work) -> Columns:
    """What changes of a row: came, left, outcome; work and patience left; place, late from, queued; marks."""
    n = len(work)
    came, left, outcome = np.full(n, NEVER), np.full(n, NEVER), np.full(n, UNSEEN)
    waits, late = np.zeros(n, np.bool_), np.zeros(n, np.bool_)
    return came, left, outcome, work.work.copy(), work.patience.copy(), *_zeros(3, n), waits, late


def _queues(work: Work, rules: Rules) -> Columns:
    """Where each queue begins, those of late rows behind the others; how long each is; places and rows."""
    lines = len(rules.rank)
    rows = np.bincount(work.line, minlength=lines)
    base = np.cumsum(np.concatenate([[0], rows, rows * (rules.rank != rules.late_rank)]))
    return base, np.zeros(2 * lines, np.int64), *_empty(2, int(base[-1]))


def _people(people: int) -> Columns:
    """What changes of a person: numbers of four things, six figures, when work ends, the ring of the free."""
    nobody = (np.full(people, NOBODY) for _ in range(4))
    ring = (np.full(people + 1, people) for _ in range(2))
    return *nobody, *_zeros(6, people), np.full(people, FOREVER), *ring


def _counts(rules: Rules) -> Columns:
    """The loop's own figures, how many wait in each line and are on each trunk, which reactions are on."""
    lines, trunks, reactions = len(rules.rank), len(rules.trunk_limit), len(rules.reactions.measure)
    return *(np.zeros(size, np.int64) for size in (loop.FIGURES, lines, trunks)), np.zeros(
        reactions, np.bool_
    )


def _zeros(columns: int, size: int) -> Columns:
    return tuple(np.zeros(size, np.int64) for _ in range(columns))


def _empty(columns: int, size: int) -> Columns:
    return tuple(np.empty(size, np.int64) for _ in range(columns))


def _doubled(columns: Columns) -> Columns:
    """Give columns twice the room."""
    return tuple(np.concatenate([column, np.empty_like(column)]) for column in columns)
