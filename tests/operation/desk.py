"""Small hand-written shops: a few rows, a few people, and what became of them in plain tuples."""

from dataclasses import dataclass, fields

import numpy as np

from sim.demand.work import CALL, FOLLOW_UP, FOREVER, LINES, MAIL, NOBODY, Work
from sim.operation.contract import LEFT, MOOT, OPEN, SERVED, UNSEEN, EngineLog, Rules
from sim.operation.simulate import simulate
from sim.staffing.roster import HAND_OVER, Roster

ALL = 2**LINES - 1
PHONE, MAILS = 1 << CALL, 1 << MAIL | 1 << FOLLOW_UP
WORDS = {UNSEEN: "unseen", OPEN: "open", SERVED: "served", LEFT: "left", MOOT: "moot"}


@dataclass(frozen=True)
class Row:
    """One row of work; rows are numbered as they stand in the list."""

    comes: int
    line: int
    work: int
    patience: int = FOREVER
    key: int = 0
    then: tuple[int, int] = (NOBODY, NOBODY)  # if served, if left
    wait: tuple[int, int] = (0, 0)
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
    }
    for pair in ("then", "wait"):
        columns[pair] = columns[pair].reshape(-1, 2)
    columns["customer"], columns["step"] = np.arange(len(rows)), np.zeros(len(rows), np.int64)
    return Work(**columns, survey=np.zeros((len(rows), 2)))


def roster_of(duties: list[Duty]) -> Roster:
    """Write stretches as a table, by person and beginning."""
    stretches = sorted((d.person, d.on, d.off, d.does, d.pace, d.asked, d.stop) for d in duties)
    return Roster(*np.array(stretches, dtype=np.int64).reshape(-1, 7).T)


def rules_of(interrupts: bool = False, slope: int = 1) -> Rules:
    """Calls before mail, mail before answers to answers, each the oldest first."""
    calls = np.arange(LINES) == CALL
    rank = np.array([0, 1, 2, 3])
    return Rules(rank, np.where(calls, 1, slope), calls & interrupts, ~calls)


def run(engine: str, rows: list[Row], duties: list[Duty], until: int = 10_000, **rules: object) -> Told:
    return Told(simulate(work_of(rows), roster_of(duties), rules_of(**rules), until, engine))
