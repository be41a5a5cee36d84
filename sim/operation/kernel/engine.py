"""The compiled engine: the same as `reference`, row for row, fast.

Here is its door: all memory is laid out (`room`, `rows`, `layout`), and `run.run` goes on until the end or
until the lists that grow are full; then they get twice the room, and it goes on. The loop, what it calls and
what fills the rows are plain Python: numba compiles them when the door first calls, and a test can run the
loop as it stands.

Bounds: a list takes each row of its line once, as it comes; a heap holds each once, because a row is taken
out before it can be put back; `later` and `spells` keep room for all that one event may add.
"""

from collections.abc import Callable
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numba.extending import register_jitable

from sim.deadline.kernel import compiled
from sim.deadline.kernel.compiled import compile_ahead, taken_from_disk
from sim.demand import work as tables
from sim.demand.work import FOREVER, Work
from sim.operation import contract, kernel
from sim.operation.contract import EngineLog, Rules
from sim.operation.kernel import layout, rows
from sim.operation.kernel.compiler import FromTheFront
from sim.operation.kernel.layout import Columns, Desk
from sim.operation.kernel.loop import changes, choices, coming, heaps, readings, run, staff
from sim.operation.kernel.room import ROOM
from sim.staffing import roster as stretches
from sim.staffing.roster import Roster

FIRST_ROOM = 1024
MOST_MOVES = 16  # a row, to put what comes in order
GROWING = 6  # columns of a desk, its last: what comes later, and spells
CALLED = (heaps, coming, readings, choices, changes, staff, run)  # modules of what is called in the loop


class Laid(NamedTuple):
    """The rows, and what they say of the room that they need."""

    rows: np.recarray
    log: Columns  # came, left, outcome
    coming: Columns  # instants of those that come by themselves, in order, and their numbers
    again: Columns  # links of the rows that are about the same one
    of_line: np.ndarray  # how many rows each line has
    most_asks: int  # about one row


def simulate(work: Work, roster: Roster, rules: Rules, until: int) -> EngineLog:
    """Run the shop from its first event up to, and without, the instant `until`."""
    laid = _laid_out(work, len(rules.rank), until)
    desk = Desk._make([
        layout.now_laid_out(rules, until), laid.rows,
        *layout.planned(roster, rules), *laid.coming, rules.hours.ravel(),
        work.key, work.then.ravel(), work.wait.ravel(), work.about, *laid.again,
        *layout.rules_laid_out(rules), *layout.queues_laid_out(laid.of_line, rules),
        *layout.people_laid_out(roster.people), *laid.log,
        *_later(FIRST_ROOM), *layout.empty(4, len(work) + FIRST_ROOM),
    ])  # fmt: skip
    of_one_event = 8 + layout.PATIENT + laid.most_asks, 2 * roster.people + 2  # what it adds at most
    while _compiled()(desk, len(desk.later_at) - of_one_event[0], len(desk.spell_row) - of_one_event[1]):
        desk = Desk._make([*desk[:-GROWING], *map(_doubled, desk[-GROWING:])])
    spells = int(desk.now["n_spells"][0])
    return EngineLog(*laid.log, *(column[:spells] for column in desk[-4:]))


@cache
def _compiled() -> Callable[..., bool]:
    """Compile the loop with all it calls in it."""
    compile_ahead()
    for helper in chain.from_iterable(module.INLINED for module in CALLED):
        register_jitable(forceinline=True, pipeline_class=FromTheFront)(helper)
    return _jitted(run.run)


@cache
def _jitted(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile what allocates nothing, so that no reference need be counted: a third of its time (`_nrt`)."""
    options: dict[str, Any] = {"cache": True, "nogil": True, "_nrt": False, "pipeline_class": FromTheFront}
    loop = njit(**options)(function)
    on_disk: Callable[..., Any] = taken_from_disk(loop, kernel, contract, tables, stretches, compiled)
    return on_disk


def _laid_out(work: Work, lines: int, until: int) -> Laid:
    """Lay out the rows."""
    n = len(work)
    ROOM.clear()
    (room,), log, of_line = ROOM.columns(1, n * rows.NUMBERS), layout.empty(3, n), np.zeros(lines, np.int64)
    made = room.view(rows.ROW).view(np.recarray)
    columns = work.comes, work.line, work.work, work.patience, work.key, work.then.ravel(), work.about
    coming, coming_at = ROOM.columns(2, n + 1)
    number, in_order, asking = _jitted(rows.fill)(
        columns, FOREVER - max(until, 0), made, of_line, log, coming, coming_at
    )
    if not in_order:
        coming, coming_at = _in_order(coming, coming_at, number)
    again = ROOM.columns(2, n if asking else 0)
    most_asks = _jitted(rows.link)(work.about, made, *again) if asking else 0
    return Laid(made, log, (coming_at, coming), again, of_line, most_asks)


def _in_order(coming: np.ndarray, coming_at: np.ndarray, number: int) -> Columns:
    """Put those that come by themselves in order of their instants, of one instant by number.

    Two passes do it where they come spread over the run, as customers do; numpy's stable sort any others.
    """
    first, last = coming_at[:number].min(), coming_at[:number].max()
    shift = max((int(last) - int(first)).bit_length() - number.bit_length() + 1, 0)
    places = np.zeros((int(last) - int(first) >> shift) + 2, np.int64)
    ordered, ordered_at = ROOM.columns(2, len(coming))
    _jitted(rows.spread)(coming, coming_at, number, first, shift, places, ordered, ordered_at)
    if not _jitted(rows.insert)(ordered, ordered_at, number, MOST_MOVES * number):
        order = np.argsort(ordered_at[:number], kind="stable")
        ordered[:number], ordered_at[:number] = ordered[order], ordered_at[order]
    return ordered, ordered_at


def _later(room: int) -> Columns:
    """What comes later: nothing yet."""
    return np.full(room, FOREVER), np.empty(room, np.int64)


def _doubled(column: np.ndarray) -> np.ndarray:
    """Give a column twice the room."""
    return np.concatenate([column, np.empty_like(column)])
