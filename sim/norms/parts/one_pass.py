"""One pass over a log in parts, with what had to be guessed before it, and what it found."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from sim.deadline import NEVER
from sim.norms.faults import Fault
from sim.norms.log import EventLog
from sim.norms.log.columns import Array, Instants, Numbers
from sim.norms.log.part import Part
from sim.norms.log.tables import Cases
from sim.norms.measures import Extent, Frame
from sim.norms.measures.frame import FOREVER
from sim.norms.measures.view import Rows
from sim.norms.parts.cases import all_sound
from sim.norms.parts.sellers import Sellers
from sim.norms.parts.sums import Sums
from sim.norms.standing.policy import PolicyEvent, policy_events
from sim.norms.told.judged import Asked
from sim.norms.verdicts import Verdicts, verdicts_of

NOTHING = Extent()
KEPT_FAULTS = 10_000  # the rest is counted
OF_POLICY = {"auto_replied_at", "outside_reply_at", "closed_at"}


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
        if not len(part.rows):
            return
        if part.name == "cases" and part.as_read and all_sound(part.columns):
            self._add_cases(part)
            return
        found = list(part.findings())
        keep = part.sound(found)
        if found:
            self._fault(part.faults(found))
            self.skipped += int((~keep).sum())
        self._add_sound(part, keep)

    def _add_cases(self, part: Part) -> None:
        """Add cases without a fault, by their columns alone."""
        columns = part.columns
        arrived = columns["arrived_at"]
        self.sellers.find(columns["seller_id"])
        self._date(EventLog(cases=_first_and_last(arrived, self.guess.as_of)))
        instants = [at for name, at in columns.items() if name.endswith("_at")]
        self.latest = max(self.latest, *(int(at.max()) for at in instants))
        for sums in self.sums:
            sums.add_cases(columns, len(self.sellers.names))
        if columns.keys() & OF_POLICY:
            self._judge_policy(part, np.arange(len(arrived)))
        self.rows["cases"] += len(arrived)

    def _add_sound(self, part: Part, keep: Rows) -> None:
        """Add the rows to keep of any table."""
        name, table = part.name, part.table(keep)
        log = EventLog(**{name: table})  # type: ignore[arg-type]
        self.sellers.find(table.seller_id)
        self._date(log)
        self.latest = max(self.latest, log.latest())
        for sums in self.sums:
            sums.add(name, log, self.sellers.names)
        if name == "calls":
            self.calls_ended |= bool(np.any(log.calls.ended_at != NEVER))
        if name == "cases":
            self._judge_policy(part, np.flatnonzero(keep))
        self.rows[name] += len(table)

    def _date(self, log: EventLog) -> None:
        view = replace(self._views[0], log=log)
        self.known |= Extent(frozenset(), *view.known_dates)
        self.ever |= Extent(frozenset(), *replace(view, as_of=FOREVER).known_dates)

    def _fault(self, faults: list[Fault]) -> None:
        room = max(KEPT_FAULTS - len(self.faults), 0)
        self.faults += faults[:room]
        self.more_faults += len(faults[room:])

    def _judge_policy(self, part: Part, kept: Numbers) -> None:
        """List what is forbidden; only of rows that may hold any are the ids looked at."""
        place = np.flatnonzero(may_be_forbidden(part.columns, kept))
        if not len(place):
            return
        rows, ids = kept[place], self.rows["cases"] + place  # a row without an id has its number
        if "case_id" in part.source.theirs:
            cells = part.cells["case_id"].take(rows).combine_chunks()
            ids, _ = part.source.readers["case_id"].read(cells)
        few = {name: values[rows] for name, values in part.columns.items()}
        self.policy += policy_events(EventLog(cases=Cases(**few, case_id=ids)), self.guess.as_of)

    def found(self) -> Guess:
        """Return what a pass would have to know."""
        as_of = self.latest if self.asked.as_of is None else self.asked.as_of
        return Guess(as_of, self.frame(as_of))

    def frame(self, as_of: int) -> Frame:
        """Return the cells of what was found."""
        extent = replace(self.known if self.guess.as_of == as_of else self.ever, names=self.sellers.named())
        return extent.frame(self.asked.view(as_of).today, self.asked.options.weeks)

    def verdicts(self, frame: Frame) -> list[Verdicts]:
        """Return the verdicts by each edition in the cells of what was found."""
        names = self.sellers.names
        return [
            verdicts_of(replace(view, whole=frame), sums.tally(names).cut(sums.view(names).frame, frame))
            for view, sums in zip(self._views, self.sums, strict=True)
        ]


def may_be_forbidden(columns: Mapping[str, Array], rows: Numbers) -> Rows:
    """Tell the rows of cases in which there is anything that policy looks at."""
    may = np.zeros(len(rows), bool)
    answered = columns["answered_at"][rows]
    for name in OF_POLICY & columns.keys():
        at = columns[name][rows]
        answered_first = (name == "closed_at") & (answered != NEVER) & (answered <= at)
        may |= (at != NEVER) & ~answered_first
    return may


def _first_and_last(arrived: Instants, as_of: int) -> Cases:
    """Return cases that reach as far as many do, ever and as of an instant."""
    last = int(arrived.max())
    known = last if last <= as_of else int(arrived[arrived <= as_of].max(initial=arrived.min()))
    reach = np.array([arrived.min(), known, last])
    return Cases(arrived_at=reach, answered_at=np.full_like(reach, NEVER))
