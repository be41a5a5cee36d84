"""An event, and how its facts are read: what is wrong with it alone is refused before anything is stored."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple, NoReturn

import numpy as np

from sim.deadline import NEVER, day_number
from sim.norms.faults import Fault, InputError
from sim.norms.log.checks import allowed_range
from sim.norms.log.columns import Array, Column

SEND = "send the event again, corrected"
DTYPES = {
    **dict.fromkeys(("instant", "date", "quantity", "grade", "duration"), np.int64),
    "id": np.int32,
}


class Event(NamedTuple):
    """What became known of one row of one table of the log.

    The facts have the names and units of the columns: an instant is a UTC second; a date a day number or a
    `date`; a choice its word or its code; a flag True, False, 1 or 0. None, NEVER, and -1 or "" for an id, a
    choice or a flag, say nothing. An id may be a number or text: 7 and "7" are the same row.
    """

    table: str
    id: int | str  # of the row, and no fact of it; returns, reviews and surveys have theirs only here
    facts: Mapping[str, Any]


class Texts:
    """The ids that rows refer to, each held once and known by a number; "" is -1."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._codes: dict[str, int] = {"": -1}

    def code(self, text: str) -> int:
        """Return the number of a text, a new one for a new text."""
        code = self._codes.get(text)
        if code is None:
            code = self._codes[text] = len(self.texts)
            self.texts.append(text)
        return code

    def text(self, code: int) -> str:
        """Return the text of a number."""
        return "" if code < 0 else self.texts[code]


class Cells:
    """One column of the rows: what was told of each, and how a fact becomes a number."""

    def __init__(self, rule: Column, texts: Texts) -> None:
        self.rule = rule
        self.absent = NEVER if rule.kind in ("instant", "date") else -1
        self.values: Array = np.empty(0, DTYPES.get(rule.kind, np.int8))
        self.earliest_counts = rule.kind == "instant"
        self._texts = texts
        self._read = _READERS.get(rule.kind, _whole)
        self._lowest, self._highest, self.allowed = (
            (1, 0, "a text or a whole number") if rule.kind == "id" else allowed_range(rule)
        )

    def read(self, fact: Any) -> int | None:
        """Return the number that a fact is stored as, `absent` for none; None for what cannot be held."""
        if type(fact) is int and self._lowest <= fact <= self._highest:
            return fact
        if fact is None:
            return self.absent
        try:
            value = self._read(self, fact)
        except (ValueError, TypeError):
            return None
        says_nothing = value == self.absent and self.rule.kind not in ("quantity", "grade")
        held = says_nothing or self.rule.kind == "id" or self._lowest <= value <= self._highest
        return value if held else None

    def order(self, value: int) -> int | str:
        """Return by what two values of this column are compared: ids by their text."""
        return self._texts.text(value) if self.rule.kind == "id" else value

    def shown(self, value: int) -> str:
        """Write a stored value as a person would."""
        if self.rule.kind == "choice" and value >= 0:
            return self.rule.choices[value]
        return str(np.datetime64(value, "D")) if self.rule.kind == "date" else str(self.order(value))

    def logged(self, values: Array) -> Array:
        """Return stored values as the log has them; what was not told is what an absent column holds."""
        if self.rule.kind == "id":
            codes, place = np.unique(values, return_inverse=True)
            return np.array([self._texts.text(code) for code in codes.tolist()], np.str_)[place]
        if self.absent == self.rule.unknown:
            return values
        return np.where(values == self.absent, self.rule.unknown, values)

    def _id(self, fact: Any) -> int:
        return self._texts.code(row_id(fact))

    def _choice(self, fact: Any) -> int:
        if not isinstance(fact, str):
            return _whole(None, fact)
        return self.rule.choices.index(fact) if fact else -1


def row_id(given: Any) -> str:
    """Return an id as text, "" for one that is not known; TypeError for anything but a number or text."""
    if isinstance(given, str):
        return given
    number = _whole(None, given)
    return "" if number == -1 else str(number)


def refuse(place: str, key: str, given: str, allowed: str, hint: str = "") -> NoReturn:
    """Refuse an event with one clear line."""
    raise InputError([Fault(place, key, given, allowed, SEND + hint)])


def _whole(_: Cells | None, fact: Any) -> int:
    if isinstance(fact, bool | np.bool_) or not isinstance(fact, int | np.integer):
        raise TypeError
    return int(fact)


def _flag(_: Cells, fact: Any) -> int:
    return int(fact) if isinstance(fact, bool | np.bool_) else _whole(None, fact)


def _date(_: Cells, fact: Any) -> int:
    if isinstance(fact, date) and not isinstance(fact, datetime):
        return day_number(fact)
    return _whole(None, fact)


_READERS: dict[str, Callable[[Cells, Any], int]] = {
    "id": Cells._id,
    "choice": Cells._choice,
    "flag": _flag,
    "date": _date,
}
