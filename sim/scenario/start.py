"""A start that is not empty: the questions that are open when the season begins, read from a log."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any

import numpy as np
from pydantic import BeforeValidator, ValidationInfo

from sim.deadline import NEVER
from sim.deadline.wall import date_of, to_utc, week_from_label, zone_of
from sim.norms.faults import Fault, InputError
from sim.norms.log import Cases, Layout
from sim.norms.log.cells import is_skipped
from sim.norms.log.checks import Finding
from sim.norms.log.part import Part
from sim.norms.log.read import demand_rows, parts
from sim.scenario.days import OLDEST_DAYS, ZONE

FOLDER = "folder"  # of the scenario's file, in the context of its validation
INSTANTS = (
    "arrived_at",
    "answered_at",
    "closed_at",
    "handed_to_bol_at",
    "taken_over_by_bol_at",
    "returned_at",
)
GONE = INSTANTS[1:]
PHONE = Cases.choices("channel").index("phone")
SHOWN = 20  # faults of a log


def _refused(path: Path, faults: Sequence[Fault]) -> InputError:
    """Tell the faults of a log, each with its own place; of many the first ones."""
    more = len(faults) - SHOWN
    rest = [Fault(str(path), "rows", f"{more:,} more faults", "without a fault", "mend the first ones")]
    return InputError([*faults[:SHOWN], *(rest if more > 0 else [])])


@dataclass(frozen=True)
class Start:
    """The open questions of a log."""

    file: str  # as the scenario names it
    arrived_at: tuple[int, ...]  # in order
    digest: str  # of the file's bytes: another log is another run


def read_start(given: object, info: ValidationInfo) -> Start:
    """Read the log that a scenario names, from the folder of its own file."""
    if isinstance(given, Start):
        return given
    if not isinstance(given, str) or not given:
        raise ValueError('must be the name of a log; write start = "open-cases.csv"')
    path = Path((info.context or {}).get(FOLDER, ".")) / given
    if not path.is_file():
        raise ValueError(f"must be a file beside the scenario; there is no {path}")
    cases = _sound_cases(path, info.data.get("weeks"))
    is_open = cases.channel != PHONE
    for column in GONE:
        is_open &= getattr(cases, column) == NEVER
    if not is_open.any():
        raise ValueError("must be a log with open questions; leave answered_at empty where nobody answered")
    return Start(
        given, tuple(sorted(cases.arrived_at[is_open].tolist())), sha256(path.read_bytes()).hexdigest()
    )


def _sound_cases(path: Path, weeks: tuple[int, ...] | None) -> Cases:
    """Read the questions of a log, or raise InputError with all its faults."""
    try:
        [part] = parts(path, Layout(table="cases", timezone=ZONE))
        demand_rows(path, len(part.rows))
    except InputError as error:
        raise _refused(path, error.faults) from None
    found = [replace(one, way_out=one.way_out.partition(" with --on-fault")[0]) for one in part.findings()]
    found += [*_skipped(part), *(_untimely(part, weeks[0]) if weeks else ())]
    if found:
        raise _refused(path, part.faults(found))
    cases = part.table()
    assert isinstance(cases, Cases)
    return cases


def _skipped(part: Part) -> Iterator[Finding]:
    """Find the local times that the clock of the shop skipped in spring: nothing happened then."""
    zone = zone_of(ZONE)
    for name in INSTANTS:
        known = np.flatnonzero(part.columns[name] != NEVER) if name in part.columns else np.empty(0, np.int64)
        rows = [row for row in known.tolist() if is_skipped(part.given(name, row), zone)]
        if rows:
            yield _finding(
                part, name, rows, "a time that the clock shows", "on that night it goes from 2 to 3"
            )


def _untimely(part: Part, monday: int) -> Iterator[Finding]:
    """Find what happened when the season had begun (`monday`, a day number), and questions of long ago."""
    zone = zone_of(ZONE)
    begins, first = to_utc(date_of(monday), 0, zone), to_utc(date_of(monday - OLDEST_DAYS), 0, zone)
    for name in INSTANTS:
        if name in part.columns and (rows := np.flatnonzero(part.columns[name] >= begins).tolist()):
            allowed = f"before {date_of(monday)}, when the season begins"
            yield _finding(part, name, rows, allowed, "let the season begin the week after, or leave it out")
    arrived_at, open_still = part.columns["arrived_at"], np.ones(len(part.rows), np.bool_)
    for name in GONE:
        open_still &= part.columns[name] == NEVER if name in part.columns else True
    if rows := np.flatnonzero(open_still & (arrived_at != NEVER) & (arrived_at < first)).tolist():
        allowed = f"{date_of(monday - OLDEST_DAYS)} or later, a year before the season at most"
        yield _finding(part, "arrived_at", rows, allowed, "correct the year, or leave the row out")


def _finding(part: Part, name: str, rows: list[int], allowed: str, way_out: str) -> Finding:
    return Finding("cases", name, np.array(rows), lambda row: part.given(name, row), allowed, way_out)


OpenQuestions = Annotated[Start, BeforeValidator(read_start)]


def before_the_season(said: Any, monday: int, window_weeks: int) -> Any:
    """Refuse what is known from before the first week (`monday`, a day number) and lies in it or after it.

    A strike counts for `window_weeks` weeks, its own included; one that is older counts no more.
    """
    if isinstance(said, Start):
        begins = to_utc(date_of(monday), 0, zone_of(ZONE))
        if late := sum(at >= begins for at in said.arrived_at):
            allowed = f"questions asked before {date_of(monday)}, when the season begins"
            raise ValueError(f"must be {allowed}; {late} came later: let the season begin the week after")
    elif any(week_from_label(week) >= monday for week in said or ()):
        raise ValueError(f"must be weeks before {date_of(monday)}; the weeks of the season are simulated")
    elif old := [week for week in said if week_from_label(week) <= monday - 7 * window_weeks]:
        allowed = f"among the {window_weeks} weeks that count with the first of the season"
        raise ValueError(f"must be {allowed}; take out {', '.join(old)}: it counts no more")
    return said
