"""One pass over a log in parts, with what had to be guessed before it, and what it found."""

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from sim.deadline import NEVER
from sim.norms.faults import Fault
from sim.norms.judged import Asked
from sim.norms.log import EventLog
from sim.norms.log.columns import Array, Table
from sim.norms.log.part import Part
from sim.norms.measures import Extent, Frame
from sim.norms.measures.frame import FOREVER
from sim.norms.parts.sellers import Sellers
from sim.norms.parts.sums import Sums
from sim.norms.policy import PolicyEvent, policy_events
from sim.norms.verdicts import Verdicts, verdicts_of

NOTHING = Extent()
KEPT_FAULTS = 10_000  # the rest is counted
OF_POLICY = ("auto_replied_at", "outside_reply_at", "closed_at")


@dataclass(frozen=True)
class Guess:
    """What a pass takes for known: the instant to judge at, and dates that hold all known ones."""

    as_of: int  # FOREVER: not known
    dates: Frame | None = None  # None: not known, nothing is summed up

    def holds(self, found: "Guess") -> bool:
        """Tell whether sums by this guess are those by what was found."""
        if self.dates is None or found.dates is None or self.as_of != found.as_of:
            return False
        return self.dates.first <= found.dates.first and found.dates.last <= self.dates.last


@dataclass
class Pass:
    """The rows of a log, part by part: sums in the cells of a guess, and all that is found on the way."""

    asked: Asked
    guess: Guess
    sellers: Sellers = field(default_factory=Sellers)
    rows: Counter[str] = field(default_factory=Counter)
    known: Extent = NOTHING  # dates as of the guess
    ever: Extent = NOTHING
    latest: int = NEVER
    dropped: int = 0
    skipped: int = 0
    faults: list[Fault] = field(default_factory=list)
    more_faults: int = 0
    met: set[Any] = field(default_factory=set)
    calls_ended: bool = False
    policy: list[PolicyEvent] = field(default_factory=list)

    def __post_init__(self) -> None:
        editions = (self.asked.edition, *self.asked.beside)
        self._views = [self.asked.view(self.guess.as_of, edition) for edition in editions]
        dates = self.guess.dates
        self.sums = [Sums(view, dates) for view in self._views] if dates is not None else []

    def add(self, part: Part) -> None:
        """Add a part."""
        self.dropped += part.dropped
        self.met |= part.met
        found = list(part.findings())
        keep = part.sound(found)
        if found:
            self._fault(part.faults(found))
            self.skipped += int((~keep).sum())
        self._add_sound(part, part.table(keep if found else slice(None)), keep)

    def _add_sound(self, part: Part, table: Table, keep: Array) -> None:
        name, log = part.name, EventLog(**{part.name: table})  # type: ignore[arg-type]
        self.sellers.found[table.seller_id] = True
        self._date(log)
        for sums in self.sums:
            sums.add(name, log, self.sellers.names)
        if name == "calls":
            self.calls_ended |= bool(np.any(log.calls.ended_at != NEVER))
        if name == "cases":
            self.policy += self._policy(part, log, keep)
        self.rows[name] += len(table)

    def _date(self, log: EventLog) -> None:
        view = replace(self._views[0], log=log)
        self.known |= Extent(frozenset(), *view.known_dates)
        self.ever |= Extent(frozenset(), *replace(view, as_of=FOREVER).known_dates)
        self.latest = max(self.latest, log.latest())

    def _fault(self, faults: list[Fault]) -> None:
        room = max(KEPT_FAULTS - len(self.faults), 0)
        self.faults += faults[:room]
        self.more_faults += len(faults[room:])

    def _policy(self, part: Part, log: EventLog, keep: Array) -> list[PolicyEvent]:
        """Return what is forbidden; only of rows that may hold any are the ids looked at."""
        if not part.columns.keys() & set(OF_POLICY):
            return []
        cases = log.cases
        early = (cases.closed_at != NEVER) & ~(
            (cases.answered_at <= cases.closed_at) & (cases.answered_at != NEVER)
        )
        rows = np.flatnonzero(early | (cases.auto_replied_at != NEVER) | (cases.outside_reply_at != NEVER))
        few = {name: getattr(cases, name)[rows] for name in part.columns}
        few["case_id"] = self._ids(part, np.flatnonzero(keep)[rows], rows)
        return policy_events(EventLog(cases=type(cases)(**few)), self.guess.as_of)

    def _ids(self, part: Part, cells: Array, rows: Array) -> Array:
        """Return the ids of some rows, which are their numbers where the file has none."""
        if "case_id" not in part.source.theirs:
            return self.rows["cases"] + rows
        ids, _ = part.source.readers["case_id"].read(part.cells["case_id"].take(cells).combine_chunks())
        return ids

    def found(self) -> Guess:
        """Return what a pass would have to know."""
        as_of = self.latest if self.asked.as_of is None else self.asked.as_of
        return Guess(as_of, self.frame(as_of))

    def frame(self, as_of: int) -> Frame:
        """Return the cells of what was found."""
        extent = replace(self.known if self.guess.as_of == as_of else self.ever, names=self.sellers.named())
        return extent.frame(self.asked.view(as_of).today, self.asked.options.weeks)

    def verdicts(self, as_of: int, frame: Frame) -> list[Verdicts]:
        """Return the verdicts by each edition in the cells of what was found."""
        names = self.sellers.names
        return [
            verdicts_of(
                replace(view, as_of=as_of, whole=frame), sums.tally(names).cut(sums.view(names).frame, frame)
            )
            for view, sums in zip(self._views, self.sums, strict=True)
        ]
