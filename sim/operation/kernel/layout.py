"""How the compiled engine lays out its memory: what is read together stands together, a record a thing.

Rows, of which there are many, are laid out in `rows`. No field may be named as an attribute that numpy gives
to every value (`size`): without the compiler that is what would be read.
"""

from typing import Any, NamedTuple

import numpy as np

from sim.demand.work import FOREVER, NOBODY
from sim.operation.contract import LOOKS, STAFF_CHANGES, Rules
from sim.operation.kernel.room import ROOM
from sim.staffing.roster import Roster

Columns = tuple[np.ndarray, ...]
TURNS_LATE = -1  # a kind of event of its own, before all others
KIND = 2**40  # an event's code is kind * KIND + number: more than there are rows, stretches, looks or people
PATIENT = 16  # on the short list of `coming`


def _record(numbers: str, marks: str = "") -> np.dtype[Any]:
    """Give a record with a number of each of some names, and marks behind them."""
    fields = [(name, np.int64) for name in numbers.split()] + [(name, np.bool_) for name in marks.split()]
    return np.dtype(fields, align=True)


LINE = _record(
    "bit rank late_rank curve resume_cost guard reserve trunk waiting",
    "interrupts yields stops offered refuses sinks",
)
QUEUE = _record("first head end heaped")  # where its columns begin; its list, from `head` to `end`; its heap
PERSON = _record("stretch hand held spell since goes_home pace mask can asked ahead behind")
STRETCH = _record("person off pace asked stop does reaction does_then off_then home")
CURVE = _record("first end now")  # its pieces, and the one that holds now
PIECE = _record("at value slope")
REACTION = _record("measure lines clock above below", "on")
TRUNK = _record("limit occupied")
NOW = _record(
    "t_end ends_first replays until n_later n_spells n_held open_lines k_planned k_come k_hour at_door "
    "n_patient t_patience interrupting yielding careful kept_for"
)


class Desk(NamedTuple):
    """All that the loop reads and writes: columns of records and of numbers."""

    now: np.ndarray  # one record: what comes next, how far each list was read, masks of lines
    rows: np.ndarray
    # What was planned: stretches, and events; who comes by themselves; the edges of phone hours.
    stretches: np.ndarray
    planned_at: np.ndarray
    planned: np.ndarray
    coming_at: np.ndarray
    coming: np.ndarray
    hours: np.ndarray
    # Journeys: the columns of `Work`, and links of the rows that are about the same one.
    key: np.ndarray
    then: np.ndarray
    wait: np.ndarray
    about: np.ndarray
    first_again: np.ndarray
    next_again: np.ndarray
    # Rules
    lines: np.ndarray
    curves: np.ndarray
    pieces: np.ndarray
    reactions: np.ndarray
    trunks: np.ndarray
    # Who waits: queues, the columns of all lists and of all heaps, and those whose patience may end.
    queues: np.ndarray
    listed: np.ndarray
    heap_place: np.ndarray
    heap_row: np.ndarray
    patient: np.ndarray
    # Everybody, and behind the last the ring of the free; when work ends, and whose ends first.
    people: np.ndarray
    ends_at: np.ndarray
    winners: np.ndarray
    # The log, and what comes later; the last six have room for so much, and may be given more.
    came: np.ndarray
    left: np.ndarray
    outcome: np.ndarray
    later_at: np.ndarray
    later_code: np.ndarray
    spell_row: np.ndarray
    spell_person: np.ndarray
    spell_began: np.ndarray
    spell_ended: np.ndarray


def records(dtype: np.dtype[Any], size: int, **columns: Any) -> np.recarray:
    """Lay out so many records, zero where no column is given."""
    made = np.zeros(size, dtype).view(np.recarray)
    for name, column in columns.items():
        made[name] = column
    return made


def given_by(table: object, dtype: np.dtype[Any]) -> dict[str, np.ndarray]:
    """Find the columns of a record that a table has."""
    return {name: getattr(table, name) for name in dtype.names or () if hasattr(table, name)}


def rules_laid_out(rules: Rules) -> Columns:
    """Lines, curves and their pieces, reactions, trunks."""
    numbers, curves, reactions = np.arange(len(rules.rank)), rules.curves, rules.reactions
    made = {
        "bit": np.left_shift(1, numbers),
        "refuses": rules.offered | (rules.trunk != NOBODY),
        "sinks": rules.rank != rules.late_rank,
    }
    first, end = curves.first[:-1], curves.first[1:]
    return (
        records(LINE, len(numbers), **given_by(rules, LINE), **made),
        records(CURVE, len(first), first=first, end=end, now=first),
        records(PIECE, len(curves.at), **given_by(curves, PIECE)),
        records(REACTION, len(reactions.measure), **given_by(reactions, REACTION)),
        records(TRUNK, len(rules.trunk_limit), limit=rules.trunk_limit),
    )


def now_laid_out(rules: Rules, until: int) -> np.recarray:
    """Before the first event."""
    bits = np.left_shift(1, np.arange(len(rules.rank)))
    careful = (rules.guard > 0) | (rules.reserve > 0)
    masks = {"interrupting": rules.interrupts, "yielding": rules.yields, "careful": careful}
    return records(
        NOW,
        1,
        **{name: bits[marked].sum() for name, marked in masks.items()},
        replays=NOBODY, at_door=NOBODY, until=until, t_patience=FOREVER, kept_for=rules.kept_for,
    )  # fmt: skip


def planned(roster: Roster, rules: Rules) -> Columns:
    """Stretches; instants and codes of all that is planned, staff changes and looks, FOREVER behind."""
    looks = rules.reactions.looks
    goes_off = STAFF_CHANGES * KIND + 2 * np.arange(len(roster))
    at = np.concatenate([roster.on, roster.off, looks])
    code = np.concatenate([goes_off + 1, goes_off, LOOKS * KIND + np.arange(len(looks))])
    order = np.lexsort((code, at))
    stretches = records(STRETCH, len(roster), **given_by(roster, STRETCH))
    return stretches, np.append(at[order], FOREVER), np.append(code[order], FOREVER)


def people_laid_out(people: int) -> Columns:
    """Everybody off duty, behind the last the ring of the free; when work ends, and whose ends first."""
    nobody = dict.fromkeys(("stretch", "hand", "held", "spell"), NOBODY)
    ends_at = np.full(1 << max(people - 1, 0).bit_length(), FOREVER)
    winners = np.tile(np.arange(len(ends_at)), 2)  # behind games that were not played stands everybody
    return records(PERSON, people + 1, **nobody, ahead=people, behind=people), ends_at, winners


def queues_laid_out(rows: np.ndarray, rules: Rules) -> Columns:
    """A queue a line of so many rows, and those of late rows behind; columns of all lists, of all heaps.

    And the short list of those whose patience may end.
    """
    ends = np.cumsum(np.concatenate([rows, rows * (rules.rank != rules.late_rank)]))
    queues = records(QUEUE, len(ends), first=np.append(0, ends[:-1]))
    return queues, *ROOM.columns(3, int(ends[-1])), np.empty(PATIENT, np.int64)


def empty(columns: int, size: int) -> Columns:
    """Columns to be filled that outlive the run."""
    return tuple(np.empty(size, np.int64) for _ in range(columns))
