"""Journeys in the making: rows are added step by step, for many customers at once, numbered at the end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.deadline import NEVER
from sim.deadline.kernel.compiled import compiled
from sim.demand.marks import ANSWER, ASKED, HANGS_UP, NO_TOPIC, Journeys, Marks
from sim.demand.work import FOREVER, NOBODY, OUTCOMES, Work

ITSELF = -2  # a row that begins a question
DEFAULTS: dict[str, Any] = {
    "line": 0,
    "work": 0,
    "comes": NEVER,
    "patience": FOREVER,
    "key": 0,
    "about": NOBODY,
    "case": ITSELF,
    "why": np.int8(ASKED),
    "done": np.int8(ANSWER),
    "gone": np.int8(HANGS_UP),
    "noticed_s": 0,
    "auto_reply_s": NEVER,
    "forwarded": False,
    "topic": np.int16(NO_TOPIC),
    "answers_survey": 0.0,
    "grades_it": 0.0,
}
LINKS = ("about", "case")  # columns that name rows


class Draft:
    """Rows of work, customer by customer; until `finished`, rows are numbered as they were added."""

    def __init__(self) -> None:
        self.size = 0
        self.people = 0
        self.added: list[dict[str, Any]] = []
        self.follows: list[tuple[np.ndarray, int, np.ndarray, np.ndarray]] = []

    def add(self, customer: np.ndarray, **columns: Any) -> np.ndarray:
        """Add a row for each of some customers and return the rows: int64[n].

        `columns` are those of Work and Marks, one value for all rows or one a row; see DEFAULTS for the rest.
        """
        strange = columns.keys() - DEFAULTS.keys()
        assert not strange, f"no column of a row: {', '.join(strange)}"
        rows = np.arange(self.size, self.size + len(customer))
        self.added.append({"customer": customer, **columns})
        self.size += len(customer)
        self.people = max(self.people, int(customer.max(initial=-1)) + 1)
        return rows

    def follow(
        self, rows: np.ndarray, outcome: int, followers: np.ndarray, wait_s: np.ndarray | float
    ) -> None:
        """Let each of some rows set off another one by an outcome, after so many seconds."""
        self.follows.append((rows, outcome, followers, np.rint(wait_s).astype(np.int64)))


def finished(drafts: Sequence[Draft]) -> Journeys:
    """Put drafts one after another, customers numbered on, and order the rows of all.

    Each column is written once, straight to where its rows come to stand.
    """
    customer, place, step = _ordered(_customers(drafts))
    parts = list(_parts(drafts, place))
    columns = {name: _column(name, parts, len(place)) for name in DEFAULTS}
    columns |= {"customer": customer, "step": step}
    columns["then"], columns["wait"] = _links(drafts, place)
    return Journeys(
        Work(**{name: columns[name] for name in Work.__dataclass_fields__}),
        Marks(**{name: columns[name] for name in Marks.__dataclass_fields__}),
    )


def _ordered(customer: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Order rows by customer, and as they were added: int64[n] each, of all rows in the new order.

    Customers, where each row comes to stand (rows as they were added), and its number among its customer's.
    """
    ordered, place, step = (np.empty_like(customer) for _ in range(3))
    begins = np.cumsum(np.append(0, np.bincount(customer)))
    compiled(stand_in_order)(customer, begins, begins.copy(), (ordered, place, step))
    return ordered, place, step


def stand_in_order(
    customer: np.ndarray, begins: np.ndarray, free: np.ndarray, rows: tuple[np.ndarray, ...]
) -> None:
    """Let each row stand behind those of its customer before it: `free` is each customer's next place."""
    ordered, place, step = rows
    for row in range(len(customer)):
        who = customer[row]
        at = free[who]
        free[who] = at + 1
        place[row], ordered[at], step[at] = at, who, at - begins[who]


@dataclass(frozen=True)
class _Part:
    """Rows that were added together."""

    columns: dict[str, Any]
    place: np.ndarray  # int64[n], where each comes to stand
    named: np.ndarray  # int64[rows + 2], the places of all rows of its draft; of ITSELF (none yet); NOBODY


def _customers(drafts: Sequence[Draft]) -> np.ndarray:
    """Number the customers of all drafts: int64[rows], as the rows were added."""
    numbers, people = [np.empty(0, np.int64)], 0
    for draft in drafts:
        theirs = [people + part["customer"] for part in draft.added]
        people = max((int(one.max(initial=people - 1)) + 1 for one in theirs), default=people)
        numbers += theirs
    return np.concatenate(numbers)


def _places(drafts: Sequence[Draft], place: np.ndarray) -> list[np.ndarray]:
    """Cut the places of all rows into those of each draft."""
    return np.split(place, np.cumsum([draft.size for draft in drafts])[:-1])


def _parts(drafts: Sequence[Draft], place: np.ndarray) -> Iterator[_Part]:
    for draft, theirs in zip(drafts, _places(drafts, place), strict=True):
        begin, named = 0, np.append(theirs, [0, NOBODY])
        for columns in draft.added:
            end = begin + len(columns["customer"])
            yield _Part(columns, theirs[begin:end], named)
            begin = end


def _column(name: str, parts: Sequence[_Part], size: int) -> np.ndarray:
    given = [part for part in parts if name in part.columns]
    column = _usual(name, size, complete=sum(len(part.place) for part in given) == size)
    for part in given:
        value = part.columns[name]
        column[part.place] = _named(value, part) if name in LINKS else value
    return column


def _usual(name: str, size: int, complete: bool) -> np.ndarray:
    """Give the column of rows that do not say it; where all do, it is to be filled."""
    usual = np.asarray(DEFAULTS[name])
    if complete:
        return np.empty(size, usual.dtype)
    return np.arange(size) if name == "case" else np.full(size, usual, usual.dtype)


def _named(rows: np.ndarray, part: _Part) -> np.ndarray:
    """Number rows that a column names as they come to stand; ITSELF is the row that names it."""
    named = part.named[rows]  # ITSELF and NOBODY count from its end
    itself = np.flatnonzero(rows == ITSELF)
    named[itself] = part.place[itself]
    return np.asarray(named)


def _links(drafts: Sequence[Draft], place: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    then = np.full((len(place), OUTCOMES), NOBODY)
    wait = np.zeros((len(place), OUTCOMES), np.int64)
    for draft, where in zip(drafts, _places(drafts, place), strict=True):
        for rows, outcome, followers, wait_s in draft.follows:
            then[where[rows], outcome], wait[where[rows], outcome] = where[followers], wait_s
    return then, wait
