"""Journeys in the making: rows are added step by step, for many customers at once, numbered at the end."""

from typing import Any

import numpy as np

from sim.deadline import NEVER
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
    "why": ASKED,
    "done": ANSWER,
    "gone": HANGS_UP,
    "noticed_s": 0,
    "auto_reply_s": NEVER,
    "forwarded": False,
    "topic": NO_TOPIC,
    "survey": np.zeros(2),
}
LINKS = ("about", "case")  # columns that name rows


class Draft:
    """Rows of work, customer by customer; until `finished`, rows are numbered as they were added."""

    def __init__(self) -> None:
        self._size = 0
        empty = {name: np.asarray(usual) for name, usual in {"customer": 0, **DEFAULTS}.items()}
        self._columns = {name: [np.empty((0, *one.shape), one.dtype)] for name, one in empty.items()}
        self._follow: list[tuple[np.ndarray, int, np.ndarray, np.ndarray]] = []

    def add(self, customer: np.ndarray, **columns: Any) -> np.ndarray:
        """Add a row for each of some customers and return the rows: int64[n].

        `columns` are those of Work and Marks, one value for all rows or one a row; see DEFAULTS for the rest.
        """
        size = len(customer)
        rows = np.arange(self._size, self._size + size)
        self._columns["customer"].append(customer)
        for name, usual in DEFAULTS.items():
            value = np.asarray(columns.pop(name, usual))
            shape = (size, *np.shape(usual))
            self._columns[name].append(np.broadcast_to(value, shape))
        assert not columns, f"no column of a row: {', '.join(columns)}"
        self._size += size
        return rows

    def follow(
        self, rows: np.ndarray, outcome: int, followers: np.ndarray, wait_s: np.ndarray | float
    ) -> None:
        """Let each of some rows set off another one by an outcome, after so many seconds."""
        self._follow.append((rows, outcome, followers, np.rint(wait_s).astype(np.int64)))

    def finished(self) -> Journeys:
        """Order the rows by customer and as they were added, and number them so."""
        columns = {name: np.concatenate(parts) for name, parts in self._columns.items()}
        order = np.argsort(columns["customer"], kind="stable")
        place = np.empty(self._size, np.int64)
        place[order] = np.arange(self._size)
        columns = {name: column[order] for name, column in columns.items()}
        columns["case"] = np.where(columns["case"] == ITSELF, order, columns["case"])
        for name in LINKS:
            columns[name] = np.where(columns[name] == NOBODY, NOBODY, place[columns[name]])
        columns["then"], columns["wait"] = self._links(place)
        columns["step"] = _steps(columns["customer"])
        return Journeys(
            Work(**{name: columns[name] for name in Work.__dataclass_fields__}),
            Marks(**{name: columns[name] for name in Marks.__dataclass_fields__}),
        )

    def _links(self, place: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        then = np.full((self._size, OUTCOMES), NOBODY)
        wait = np.zeros((self._size, OUTCOMES), np.int64)
        for rows, outcome, followers, wait_s in self._follow:
            then[place[rows], outcome], wait[place[rows], outcome] = place[followers], wait_s
        return then, wait


def _steps(customer: np.ndarray) -> np.ndarray:
    """Number the rows of each customer, which stand together, from 0."""
    rows = np.arange(len(customer))
    first = np.where(np.diff(customer, prepend=-1) != 0, rows, 0)
    return np.asarray(rows - np.maximum.accumulate(first))
