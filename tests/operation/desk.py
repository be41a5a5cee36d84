"""Small hand-written shops: a few rows, a few people, and what became of them in plain tuples."""

from dataclasses import dataclass, fields, replace

import numpy as np

from sim.deadline import NEVER
from sim.demand.work import CALL, FOLLOW_UP, FOREVER, KINDS, LINES, MAIL, NOBODY, OUTCOMES, Work
from sim.operation.contract import (
    BUSY,
    CLOSED,
    LEFT,
    MOOT,
    OLDEST_FIRST,
    OPEN,
    ORDERS,
    SERVED,
    UNSEEN,
    WAITING,
    Curves,
    EngineLog,
    Reactions,
    Rules,
)
from sim.operation.simulate import simulate
from sim.staffing.roster import HAND_OVER, NO_REACTION, Roster

ALL = 2**LINES - 1
PHONE, MAILS = 1 << CALL, 1 << MAIL | 1 << FOLLOW_UP
FOLLOWING = {"then": NOBODY, "wait": 0}
WORDS = {
    UNSEEN: "unseen", OPEN: "open", SERVED: "served", LEFT: "left", BUSY: "busy", CLOSED: "closed",
    MOOT: "moot",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One row of work; rows are numbered as they stand in the list."""

    comes: int
    line: int
    work: int
    patience: int = FOREVER
    key: int = 0
    then: tuple[int, ...] = (NOBODY,) * OUTCOMES  # if served, left, busy, closed; the last may be left out
    wait: tuple[int, ...] = (0,) * OUTCOMES
    about: int = NOBODY


@dataclass(frozen=True)
class Duty:
    """One stretch on duty."""

    on: int
    off: int
    person: int = 0
    does: int = ALL
    pace: int = 1000
    asked: int = 0
    stop: int = HAND_OVER
    reaction: int = NO_REACTION
    does_then: int | None = None  # None: the same
    off_then: int = NEVER  # not before `off`
    home: int = NEVER  # not before `off`


@dataclass(frozen=True)
class Told:
    """What an engine said."""

    log: EngineLog

    @property
    def spells(self) -> list[tuple[int, int, int, int]]:
        """Spells in order of beginning: (row, person, began, ended)."""
        log = self.log
        columns = log.spell_row, log.spell_person, log.spell_began, log.spell_ended
        return list(zip(*(column.tolist() for column in columns), strict=True))

    @property
    def outcomes(self) -> list[tuple[str, int]]:
        """What became of each row, and when."""
        return [
            (WORDS[outcome], left)
            for outcome, left in zip(self.log.outcome.tolist(), self.log.left.tolist(), strict=True)
        ]


def call(comes: int, work: int, **more: object) -> Row:
    return Row(comes, CALL, work, **more)


def mail(comes: int, work: int, **more: object) -> Row:
    return Row(comes, MAIL, work, **more)


def work_of(rows: list[Row]) -> Work:
    """Write rows as a table."""
    columns = {
        field.name: np.array([getattr(row, field.name) for row in rows], dtype=np.int64)
        for field in fields(Row)
        if field.name not in FOLLOWING
    }
    for name, empty in FOLLOWING.items():
        filled = [(*getattr(row, name), *[empty] * OUTCOMES)[:OUTCOMES] for row in rows]
        columns[name] = np.array(filled, dtype=np.int64).reshape(-1, OUTCOMES)
    columns["customer"], columns["step"] = np.arange(len(rows)), np.zeros(len(rows), np.int64)
    return Work(**columns)


def roster_of(duties: list[Duty]) -> Roster:
    """Write stretches as a table, by person and beginning."""
    columns = {
        field.name: [getattr(duty, field.name) for duty in sorted(duties, key=lambda d: (d.person, d.on))]
        for field in fields(Roster)
    }
    columns["does_then"] = [
        does if then is None else then
        for does, then in zip(columns["does"], columns["does_then"], strict=True)
    ]
    for name in ("off_then", "home"):
        columns[name] = [max(ends) for ends in zip(columns["off"], columns[name], strict=True)]
    return Roster(**{name: np.array(column, dtype=np.int64) for name, column in columns.items()})


def rules_of(interrupts: bool = False, order: int = OLDEST_FIRST, **more: object) -> Rules:
    """Calls before mail, mail before replies, each the oldest first; `more` are fields of Rules."""
    calls = np.arange(LINES) % KINDS == CALL
    rank = np.arange(LINES)
    rules = {
        "rank": rank,
        "late_rank": rank,
        "curve": np.where(calls, OLDEST_FIRST, order),
        "interrupts": calls & interrupts,
        "yields": ~calls,
        "stops": ~calls,
    }
    return replace(Rules.first_come(LINES), **rules | more)


def per_line(values: dict[int, int], otherwise: int = 0) -> np.ndarray:
    """Write what a rule says of each line."""
    return np.array([values.get(line, otherwise) for line in range(LINES)])


def curves(*added: list[tuple[int, int, int]]) -> Curves:
    """The curves of all rules, and more of them as pieces (at, value, slope)."""
    ends = len(ORDERS.at) + np.cumsum([len(curve) for curve in added])
    columns = zip(*(piece for curve in added for piece in curve), strict=True)
    known = (ORDERS.at, ORDERS.value, ORDERS.slope)
    return Curves(
        np.append(ORDERS.first, ends), *(np.append(*both) for both in zip(known, columns, strict=True))
    )


def reaction(looks: list[int], above: int, below: int = 0, **more: int) -> Reactions:
    """Write one reaction to how many wait; `more` are fields of Reactions."""
    fields = {"measure": WAITING, "lines": ALL, "clock": OLDEST_FIRST, "above": above, "below": below} | more
    return Reactions(np.array(looks), **{name: np.array([value]) for name, value in fields.items()})


def run(engine: str, rows: list[Row], duties: list[Duty], until: int = 10_000, **rules: object) -> Told:
    return Told(simulate(work_of(rows), roster_of(duties), rules_of(**rules), until, engine))
