"""The questions of a log as they stood at an instant, and everything that keeps a log from telling it."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from sim.deadline import NEVER
from sim.norms.faults import Fault, InputError
from sim.norms.log import Cases, Layout
from sim.norms.log.checks import Finding
from sim.norms.log.part import Part
from sim.norms.log.read import demand_rows, parts
from sim.scenario.values.days import ZONE

GONE = ("handed_to_bol_at", "taken_over_by_bol_at", "returned_at", "closed_at")
INSTANTS = ("arrived_at", "answered_at", "replied_at", *GONE)
PHONE = Cases.choices("channel").index("phone")
NO_ORDER = (-1, "")
MOST_OF_AN_ORDER = 9  # mails of one customer that wait at the same time
SHOWN = 20  # faults of a log


@dataclass(frozen=True)
class Standing:
    """At which instant a log is looked at, and how it is told what it cannot know by then."""

    end: int  # the first instant that has not come
    known: str  # completes "must be ..." for an instant
    way_out: str
    first: int  # the first instant since which a question may be open
    recent: str  # completes "must be ..." for an open question


def read_cases(path: Path, standing: Callable[[Part], Standing | None], layout: Layout) -> Cases:
    """Read the questions of a log as they stand; None: by nobody knows when.

    Raises:
        InputError: all faults of the log, of many the first twenty.
    """
    try:
        [part] = parts(path, replace(layout, table="cases", timezone=ZONE))
        demand_rows(path, len(part.rows))
    except InputError as error:
        raise _refused(path, error.faults) from None
    found = [replace(one, way_out=one.way_out.partition(" with --on-fault")[0]) for one in part.findings()]
    moment = standing(part)
    found += [*_crowded(part), *(_untimely(part, moment) if moment else ())]
    if found:
        raise _refused(path, part.faults(found))
    cases = part.table()
    assert isinstance(cases, Cases)
    return cases


def open_rows(cases: Cases) -> np.ndarray:
    """List the questions in writing that nobody answered or closed and the shop still has: int64[n], by age.

    One that was handed to bol, taken over by bol or returned to it is the shop's no more (5.9, 5.10: R).
    """
    rows = np.flatnonzero(_open(cases))
    return np.asarray(rows[np.argsort(cases.arrived_at[rows], kind="stable")])


def _open(cases: Cases) -> np.ndarray:
    waits = (cases.channel != PHONE) & (cases.answered_at == NEVER)
    for name in GONE:
        waits &= getattr(cases, name) == NEVER
    return np.asarray(waits)


def _refused(path: Path, faults: Sequence[Fault]) -> InputError:
    """Tell the faults of a log, each with its own place; of many the first ones."""
    more = len(faults) - SHOWN
    rest = [Fault(str(path), "rows", f"{more:,} more faults", "without a fault", "mend the first ones")]
    return InputError([*faults[:SHOWN], *(rest if more > 0 else [])])


def _crowded(part: Part) -> Iterator[Finding]:
    """Find an order that many open questions are about: most likely what an export writes for none."""
    cases = part.table()
    assert isinstance(cases, Cases)
    orders = cases.order_id[open_rows(cases)].tolist()
    for order, times in Counter(orders).items():
        if order not in NO_ORDER and times > MOST_OF_AN_ORDER:
            rows = np.flatnonzero(cases.order_id == order)[:1].tolist()
            allowed = f"that of {MOST_OF_AN_ORDER} open questions at most; it is that of {times:,}"
            yield _finding(part, "order_id", rows, allowed, "leave it empty where it is not known")


def _untimely(part: Part, standing: Standing) -> Iterator[Finding]:
    """Find what had not happened yet, and questions that are open since long ago."""
    for name in INSTANTS:
        if name in part.columns and (rows := np.flatnonzero(part.columns[name] >= standing.end).tolist()):
            yield _finding(part, name, rows, standing.known, standing.way_out)
    cases = part.table()
    assert isinstance(cases, Cases)
    old = _open(cases) & (cases.arrived_at != NEVER) & (cases.arrived_at < standing.first)
    if rows := np.flatnonzero(old).tolist():
        yield _finding(part, "arrived_at", rows, standing.recent, "correct the year, or leave the row out")


def _finding(part: Part, name: str, rows: list[int], allowed: str, way_out: str) -> Finding:
    return Finding("cases", name, np.array(rows), lambda row: part.given(name, row), allowed, way_out)
