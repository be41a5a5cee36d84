"""The norm engine for a service: one event at a time in, the verdicts of the batch engine out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import numpy as np

from sim.deadline import NEVER, date_of
from sim.deadline.instants.forms import did_you_mean
from sim.norms.editions.edition import Edition
from sim.norms.editions.edition import edition as edition_named
from sim.norms.faults import Fault
from sim.norms.live import saved
from sim.norms.live.event import Event, Texts, refuse
from sim.norms.live.ledger import FIRST_WEEK, LAST_WEEK, Ledger
from sim.norms.live.reach import reached
from sim.norms.live.rows import Rows
from sim.norms.live.sums import Sums
from sim.norms.log import EventLog
from sim.norms.log.checks import EARLIEST
from sim.norms.log.columns import Numbers
from sim.norms.log.tables import TABLES
from sim.norms.measures import View
from sim.norms.options import DEFAULTS, Options
from sim.norms.verdicts import Verdicts, verdicts_of

EMPTY: dict[str, Any] = EventLog().tables()  # made once: most verdicts look at few tables


class LiveJudge:
    """Holds what events have told and judges it, at any instant, as `judge_by` judges the log of those rows.

    Events may come in any order, late, and again and again; verdicts and saved bytes do not depend on it. Of
    an instant the earliest told counts: a second answer changes nothing. Any other column is told once, or
    alike: a row that was told two things is held out of the verdicts and listed in `faults`, as is one that
    no log may hold (answered before it came). A row that lacks something required (an answer whose question
    has not come yet) waits, and is counted in `waiting`.

    In memory: about 350 bytes a question with two ids of its own, and the cells of the verdicts. One thread
    at a time.

    >>> judge = LiveJudge("8wh", "NL")
    >>> judge.observe(Event("cases", "Q1", {"answered_at": 1_795_510_800}))  # the question is not known yet
    >>> judge.waiting["cases"]
    1
    >>> judge.observe(Event("cases", "Q1", {"arrived_at": 1_795_507_200, "seller_id": "A"}))
    >>> judge.verdicts(as_of=1_795_600_000).at("response", "2026-W48").good
    1
    """

    def __init__(
        self, edition: Edition | str, holidays: str | Sequence[date], options: Options = DEFAULTS
    ) -> None:
        self._texts = Texts()
        self._rows = {name: Rows(name, self._texts) for name in TABLES}
        self._changes = 0
        read = edition_named(edition) if isinstance(edition, str) else edition
        self._ledger = Ledger(View(EventLog(**EMPTY), read, _listed(holidays), int(EARLIEST), options))
        _dates(self._ledger.view)  # a list that there is not is a ValueError here and not later

    @property
    def tallied(self) -> int:
        """The rows summed up since the beginning, one summed up twice counted twice: the cost of verdicts."""
        return self._ledger.tallied

    @property
    def waiting(self) -> dict[str, int]:
        """The rows of each table that lack something required, which are not judged yet."""
        return {name: rows.waiting() for name, rows in self._rows.items()}

    @property
    def faults(self) -> list[Fault]:
        """What is wrong with the rows that are held out of the verdicts, by the order in which they came."""
        self._sort()
        return [fault for rows in self._rows.values() for fault in rows.faults()]

    def observe(self, event: Event) -> None:
        """Merge what became known of one row, in amortised constant time.

        Raises InputError, and changes nothing, where the event itself is wrong: an unknown table or column, a
        value that the column cannot hold.
        """
        if event.table not in self._rows:
            hint = did_you_mean(event.table, TABLES)
            refuse("event", "table", repr(event.table), f"one of {', '.join(TABLES)}", hint)
        self._changes += self._rows[event.table].observe(event.id, event.facts)

    def verdicts(self, as_of: int) -> Verdicts:
        """Judge the rows as they stand at an instant (UTC second), as `judge_by` would judge their log.

        While `as_of` moves forward only rows touched since are summed up, and those that a later instant can
        change: open questions, ringing calls, items not due, what lies in the future. The result has a cell a
        seller, week and norm, and is made anew each time. Going backward sums up every row; so do dates
        before or far beyond all earlier ones (seldom: the room doubles) and, where `new_seller` is asked for,
        the looks at a new seller. `view.log` of the result is put together when it is first used, which must
        be before the next change (RuntimeError). ValueError as `judge_by`.
        """
        sums = self._sums(as_of)
        shown = replace(self._ledger.view, log=_WholeLog(self))
        frame = sums.extent(self._ledger.frame).frame(shown.today, shown.options.weeks)
        return verdicts_of(replace(shown, whole=frame), sums.tally.cut(self._ledger.frame, frame))

    def add_holiday(self, day: date) -> None:
        """Take a date for a holiday from now on; one that is in the list already changes nothing."""
        if isinstance(day, datetime) or not isinstance(day, date):
            raise ValueError(f"a holiday must be a date such as 2026-12-25; got {day!r}")
        listed = _dates(self._ledger.view)
        if day not in listed:
            self.set_holidays(sorted({*listed, day}))

    def set_holidays(self, holidays: str | Sequence[date]) -> None:
        """Judge by another list of holidays from now on, as if it had been the list all along.

        Only the questions whose clock runs into a date that changes and the calls made on it are summed up
        again; beside them a calendar of the years in use is made. ValueError for an unknown list.
        """
        now = self._ledger.view
        new = replace(now, holidays=_listed(holidays))
        changed = {*_dates(now)} ^ {*_dates(new)}
        if self._ledger.begun:
            for day in changed:
                for name, rows in reached(self._rows, day, self._ledger.view_of(now.log)).items():
                    self._rows[name].reopen(rows)
            self._retract()  # by the calendar by which they were added
        self._changes += 1
        self._ledger.view = new

    def save(self) -> bytes:
        """Return everything told, with edition, holidays and options: the same bytes for the same facts.

        They do not depend on the order of events or the verdicts asked for. An edition is saved by its name
        and what `read_as` changed in it.
        """
        return saved.written(self._ledger.view, self._rows, self._texts)

    @classmethod
    def restore(cls, data: bytes) -> "LiveJudge":
        """Return a judge as it was saved; its first verdicts sum up every row.

        Raises:
            ValueError: other or damaged bytes, or saved by a release that kept other things.
        """
        kept = saved.read(data)
        judge = cls(kept.edition, kept.holidays, kept.options)
        saved.fill(kept, judge._rows, judge._texts)
        return judge

    def _sums(self, as_of: int) -> Sums:
        """Bring the ledger to an instant: return the sums of all rows, and keep those of the settled ones."""
        ledger = self._ledger
        self._retract()
        self._sort()
        now = replace(ledger.view, as_of=as_of)
        today = now.today  # an instant without a date is a ValueError before anything changes
        if not ledger.begun:
            ledger.stretch(today, today)
        back, ledger.view = as_of < ledger.view.as_of, now
        if back or not ledger.begun:
            self._begin()
        log = self._open_log()
        settled = ledger.settled(log)
        if any(which.any() for which in settled.values()):
            done = {name: rows.open[settled[name]] for name, rows in self._rows.items()}
            ledger.sums += ledger.sum(self._log(done))
            for name, rows in self._rows.items():
                rows.settle(settled[name])
            log = self._open_log()
        return ledger.sums + ledger.sum(log) if any(map(len, log.tables().values())) else ledger.sums

    def _open_log(self) -> EventLog:
        return self._log({name: rows.open for name, rows in self._rows.items()})

    def _retract(self) -> None:
        """Take off the sums what settled rows were before they were touched."""
        taken = {name: rows.taken_before() for name, rows in self._rows.items()}
        before: dict[str, Any] = {name: table for name, table in taken.items() if table is not None}
        if before:
            self._ledger.sums -= self._ledger.sum(EventLog(**(EMPTY | before)))

    def _sort(self) -> None:
        """Sort out the rows touched since, and make cells for those that can be judged."""
        log = self._log({name: rows.sort() for name, rows in self._rows.items() if rows.touched})
        ledger, view = self._ledger, self._ledger.view_of(log)
        instants = [at[at != NEVER] for at in view.first_instants().values()]
        days = [view.days(np.array([at.min(), at.max()])) for at in instants if len(at)]
        found = np.concatenate([*days, log.items.promised_on, np.array(view.options.weeks or (), np.int64)])
        if not len(found):
            return
        if not ledger.reaches(found.min(), found.max()):
            ledger.stretch(int(found.min()), int(found.max()))
            self._begin()
        ledger.admit(sorted(view.extent.names))

    def _begin(self) -> None:
        """Forget the sums: every row is open again."""
        self._ledger.begin()
        for rows in self._rows.values():
            rows.reopen_all()

    def _log(self, rows: dict[str, Numbers], whole: bool = False) -> EventLog:
        tables: dict[str, Any] = {
            name: self._rows[name].table(some, whole) for name, some in rows.items() if len(some)
        }
        return EventLog(**(EMPTY | tables))

    def _whole(self) -> EventLog:
        return self._log({name: rows.judged() for name, rows in self._rows.items()}, whole=True)


def _listed(holidays: str | Sequence[date]) -> str | tuple[date, ...]:
    return holidays if isinstance(holidays, str) else tuple(sorted(set(holidays)))


def _dates(view: View) -> tuple[date, ...]:
    """Return every date of the list, with the contested ones of the edition where it has a name."""
    ends = date_of(FIRST_WEEK), date(date_of(LAST_WEEK).year + 1, 12, 31)
    return tuple(holiday.day for holiday in view.holidays_between(*ends))


class _WholeLog(EventLog):
    """The log of a live judge's rows, put together when someone looks at a table of it."""

    def __init__(self, judge: LiveJudge) -> None:
        vars(self).update(_judge=judge, _changes=judge._changes)

    def __getattr__(self, name: str) -> Any:
        if name not in TABLES:
            raise AttributeError(name)
        if self._judge._changes != self._changes:
            raise RuntimeError(
                "events have come since these verdicts; ask for verdicts anew to see their log"
            )
        vars(self).update(self._judge._whole().tables())
        return vars(self)[name]
