"""A judgement as it is asked for and as it is told: verdicts, and what the log was found to hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from sim.deadline import NEVER
from sim.norms.editions.edition import Edition
from sim.norms.log import EventLog
from sim.norms.log.part import Unmet
from sim.norms.log.read import Reading
from sim.norms.measures import Extent, View
from sim.norms.measures.frame import FOREVER
from sim.norms.options import DEFAULTS, Options
from sim.norms.standing.policy import PolicyEvent, policy_events
from sim.norms.verdicts import Verdicts, judge_by


@dataclass(frozen=True)
class Asked:
    """How a log is to be judged."""

    edition: Edition
    holidays: str | tuple[date, ...]
    as_of: int | None = None  # UTC second; None: the latest instant of the log
    options: Options = DEFAULTS
    beside: tuple[Edition, ...] = ()  # other editions to judge the same log by

    def view(self, as_of: int, edition: Edition | None = None) -> View:
        """Return how a log without rows is looked at."""
        return View(EventLog(), edition or self.edition, self.holidays, as_of, self.options)


@dataclass(frozen=True)
class Found:
    """What a log holds, beside its verdicts."""

    rows: Mapping[str, int]  # by table, of those that have any
    extent: Extent  # whom and which dates it names, whenever it is judged
    calls_ended: bool  # some call has an `ended_at`
    policy_events: Sequence[PolicyEvent] = ()
    dropped_rows: int = 0
    skipped_rows: int = 0
    unmet: tuple[Unmet, ...] = ()  # see Reading
    ids_not_checked: tuple[str, ...] = ()  # the tables of which nobody looked for ids that come again


@dataclass(frozen=True, eq=False)
class Judged:
    """The verdicts by the edition asked for, by those beside it, and what was found."""

    verdicts: Verdicts
    beside: tuple[Verdicts, ...]
    found: Found


def judge_read(reading: Reading, asked: Asked) -> Judged:
    """Judge a log that was read whole; raises as `judge_by`."""
    editions = (asked.edition, *asked.beside)
    verdicts, *beside = (
        judge_by(reading.log, edition, asked.holidays, asked.as_of, asked.options) for edition in editions
    )
    return Judged(verdicts, tuple(beside), found_in(reading, verdicts.view))


def found_in(reading: Reading, view: View) -> Found:
    """Say what was found in a log that was read whole, and is looked at in a view."""
    log = reading.log
    ended = log.calls.ended_at
    return Found(
        rows={name: len(table) for name, table in log.tables().items() if len(table)},
        extent=replace(view, as_of=FOREVER).extent,
        calls_ended=bool(np.any(ended != NEVER)),
        policy_events=policy_events(log, view.as_of),
        dropped_rows=reading.dropped_rows,
        skipped_rows=reading.skipped_rows,
        unmet=reading.unmet,
    )
