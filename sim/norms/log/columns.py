"""What a column of the event log can hold, in which unit, and what an absent one holds.

- an *instant* is a whole UTC second (int64), a *date* a day number since 1970-01-01 (int64);
  NEVER (int64 minimum, numpy's NaT) says "never" or "not known" in both;
- an *id* is int64 (-1 unknown) or text ("" unknown);
- a *choice* is the place of its word in the declared order (int8), a *flag* 1 or 0 (int8); -1 is unknown in
  both;
- a *quantity* counts pieces and a *grade* is what a customer gave (int64); a *duration* is in seconds
  (int64, -1 unknown).

A column that is not given: the id of a row is its number, the seller one seller without a name, the channel
"message", a quantity 1, everything else unknown. A required column must be given.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.deadline import NEVER
from sim.norms.faults import Fault, InputError

Array = NDArray[Any]
Instants = NDArray[np.int64]
Dates = NDArray[np.int64]
Codes = NDArray[np.int8]
Flags = NDArray[np.int8]
Numbers = NDArray[np.int64]
Ids = NDArray[Any]

ROW_NUMBER = "row number"
UNITS = {"instant": "M8[s]", "date": "M8[D]"}
SMALL = ("choice", "flag")  # int8, everything else int64


@dataclass(frozen=True)
class Column:
    """What a column holds, and what is allowed in it."""

    kind: str
    required: bool = False  # the log must have the column
    filled: bool = False  # every row must have a value
    unknown: Any = -1  # what a column that was not given holds
    choices: tuple[str, ...] = ()
    lowest: int = 0
    highest: int = 2**62


def column(kind: str, **rules: Any) -> Any:
    """Declare a column of a table."""
    return field(default=None, metadata={"column": Column(kind, **rules)})


def instant(**rules: Any) -> Any:
    """Declare a column of instants."""
    return column("instant", unknown=NEVER, **rules)


def choice(*choices: str, **rules: Any) -> Any:
    """Declare a column that holds one of a few words."""
    return column("choice", choices=choices, **rules)


def quantity() -> Any:
    """Declare how many pieces a row stands for."""
    return column("quantity", unknown=1, filled=True)


def duration() -> Any:
    """Declare how many seconds something took."""
    return column("duration")


def row_number() -> Any:
    """Declare the id of the rows themselves."""
    return column("id", unknown=ROW_NUMBER, filled=True)


class Table:
    """Columns of one length that do not change; one that is not given is filled by the rules above."""

    seller_id: Ids

    def __post_init__(self) -> None:
        rules = columns(type(self))
        given = {
            name: _array(name, rules[name], values)
            for name, values in vars(self).items()
            if values is not None
        }
        _demand_shape(type(self), given)
        rows = len(next(iter(given.values()), ()))
        for name, rule in rules.items():
            frozen = (given[name] if name in given else _absent(rule, rows)).view()
            frozen.flags.writeable = False  # of our view: the caller's own array stays as it was
            object.__setattr__(self, name, frozen)

    @classmethod
    def choices(cls, name: str) -> tuple[str, ...]:
        """Return the words of a choice, in the order of their codes."""
        return columns(cls)[name].choices

    def __len__(self) -> int:
        return len(self.seller_id)


def columns(table: type[Table]) -> dict[str, Column]:
    """Return the columns of a table by name."""
    return {one.name: one.metadata["column"] for one in fields(table)}  # type: ignore[arg-type]


def name_of(table: type[Table]) -> str:
    """Return the name by which a log knows a table."""
    return table.__name__.lower()


def _array(name: str, rule: Column, values: Any) -> Array:
    array = np.asarray(values)
    if rule.kind == "choice" and array.dtype.kind in "UO":
        return _codes(name, rule.choices, array)
    if rule.kind in UNITS and array.dtype.kind == "M":
        return array.astype(UNITS[rule.kind]).astype(np.int64)
    if array.dtype.kind not in ("iuU" if rule.kind == "id" else "iub") and len(array):
        raise TypeError(f"{name} holds {array.dtype}; a column of kind {rule.kind} needs whole numbers")
    if rule.kind == "id":
        return array
    stored = array.astype(_dtype(rule), copy=False)
    if stored is not array and np.any(stored != array):
        raise ValueError(f"{name} holds numbers that do not fit {stored.dtype}")
    return stored


def _codes(name: str, choices: tuple[str, ...], words: Array) -> Codes:
    codes = np.full(len(words), -1, np.int8)
    for code, word in enumerate(choices):
        codes[words == word] = code
    strange = sorted({str(word) for word in words[(codes == -1) & (words != "")]})
    if strange:
        raise ValueError(f"{name} must be one of {', '.join(choices)}; got {', '.join(map(repr, strange))}")
    return codes


def _absent(rule: Column, rows: int) -> Array:
    if rule.unknown == ROW_NUMBER:
        return np.arange(rows)
    return np.full(rows, rule.unknown, _dtype(rule))


def _dtype(rule: Column) -> type[np.int8] | type[np.int64]:
    return np.int8 if rule.kind in SMALL else np.int64


def _demand_shape(table: type[Table], given: Mapping[str, Array]) -> None:
    place = name_of(table)
    lacking = [name for name, rule in columns(table).items() if rule.required and name not in given]
    if given and lacking:
        raise InputError(
            Fault(place, "columns", ", ".join(given), f"a table with {name}", f"add {name}")
            for name in lacking
        )
    if len({len(values) for values in given.values()}) > 1:
        said = ", ".join(f"{name} {len(values)} rows" for name, values in given.items())
        raise InputError([Fault(place, "columns", said, "equally long", "fill the shorter ones")])
