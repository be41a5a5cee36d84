"""A shop's own past: the weekly figures of its norms, read from the files that a scenario names.

Or where a scenario has learned from them: then it has the figures, and names the files and weeks only.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, ValidationInfo

from sim.deadline.holidays import policy_for
from sim.deadline.instants.wall import week_label
from sim.deadline.weekly import weekly_text
from sim.norms.faults import Fault, InputError
from sim.norms.figures import Figures, figures_of, holds_figures, merged, read_figures
from sim.norms.log import Layout
from sim.norms.log.read import read
from sim.norms.options import Options
from sim.norms.verdicts import judge_by
from sim.scenario.beside.start import FOLDER
from sim.scenario.values.days import ZONE
from sim.scenario.values.words import parse_weeks

SERVICE = ("response", "phone")  # the norms that people at work decide
SOLD = ("on_time", "cancellations", "track_and_trace", "returns")  # those that what is sold decides
LEAST_WEEKS = 4  # with figures of one of SERVICE
COUNTED_BAD = ("cancellations", "returns")  # of what is sold, those whose numerator counts the bad ones
MOST_BAD = 0.75  # of all weeks together; of fashion half may come back


@dataclass(frozen=True)
class HistoryFiles:
    """What was, week by week, by the files that a scenario names."""

    files: tuple[str, ...]  # as the scenario names them
    figures: Figures
    digest: str  # of the files' bytes: another past is another run

    @property
    def file(self) -> str | tuple[str, ...]:
        """What the scenario says: one name, or a list."""
        return _one_or_list(self.files)

    @property
    def learned(self) -> "Learned":
        """What a scenario says that has learned from them."""
        return Learned(self.files, (self.figures.weeks[0], self.figures.weeks[-1]))


@dataclass(frozen=True)
class Learned:
    """Where the figures of a scenario come from: it knows that past, and learns nothing from it again."""

    files: tuple[str, ...]  # as the scenario that learned named them
    weeks: tuple[int, int]  # the first and the last with figures: day numbers of their Mondays

    def __str__(self) -> str:
        files = json.dumps(_one_or_list(self.files), ensure_ascii=False)
        return f'{{ learned = {files}, weeks = "{"..".join(map(week_label, self.weeks))}" }}'


def read_named(given: object, info: ValidationInfo) -> HistoryFiles | Learned:
    """Read the files that a scenario names, from the folder of its own file; or what it learned from.

    A file holds weekly figures, or is a log of questions or calls: that is judged, by the scenario's edition,
    hours and holidays, and gives the figures of the weeks that it holds whole.
    """
    if isinstance(given, HistoryFiles | Learned):
        return given
    if isinstance(given, dict):
        return _read_learned(given)
    names = _names(given)
    if not names:
        raise ValueError('must be the name of a file, or a list of them; write history = "performance.csv"')
    paths = [Path((info.context or {}).get(FOLDER, ".")) / name for name in names]
    if missing := [path for path in paths if not path.is_file()]:
        raise ValueError(f"must be a file beside the scenario; there is no {missing[0]}")
    digest = sha256(b"".join(sha256(path.read_bytes()).digest() for path in paths)).hexdigest()
    return HistoryFiles(names, _figures(paths, info.data), digest)


HistoryNamed = Annotated[HistoryFiles | Learned, BeforeValidator(read_named)]


def is_past(history: HistoryFiles | Learned, monday: int) -> HistoryFiles | Learned:
    """Refuse a past that is no past, too short, or the wrong way round.

    `monday` is the day number of the season's first. Of every norm a figure of a later week is one too many:
    a season would learn from what it is to tell.
    """
    weeks = history.weeks if isinstance(history, Learned) else history.figures.weeks
    if weeks and (last := max(weeks)) >= monday:
        allowed = f"figures of weeks before {week_label(monday)}, when the season begins"
        raise ValueError(f"must be {allowed}; let the season begin the week after {week_label(last)}")
    if isinstance(history, Learned):
        return history
    figures = history.figures
    if (known := len({row.week for row in figures.rows if row.norm in SERVICE})) < LEAST_WEEKS:
        allowed = f"{LEAST_WEEKS} weeks or more with figures of {' or '.join(SERVICE)}"
        raise ValueError(f"must be {allowed}, and has {known}; a prediction is set against weeks before it")
    for norm in COUNTED_BAD:
        _demand_few_bad(norm, figures)
    return history


def _read_learned(given: Mapping[str, object]) -> Learned:
    """Read what was learned from; the weeks may be more than a season has."""
    files, weeks = _names(given.get("learned")), given.get("weeks")
    if not files or not isinstance(weeks, str) or len(given) > 2:
        told = '{ learned = "performance.csv", weeks = "2026-W36..2026-W46" }'
        raise ValueError(
            f"must be the name of a file, a list of them, or {told}, as learned.toml has it; "
            'write history = "performance.csv"'
        )
    ends = [parse_weeks(end.strip())[0] for end in weeks.split("..")]
    if len(ends) != 2 or ends[0] > ends[1]:
        raise ValueError('must be the first and the last week in order; write weeks = "2026-W36..2026-W46"')
    return Learned(files, (ends[0], ends[1]))


def _names(given: object) -> tuple[str, ...]:
    """Take one name or a list of them; nothing where it is neither."""
    names = [given] if isinstance(given, str) else given
    if isinstance(names, list) and all(isinstance(one, str) and one for one in names):
        return tuple(names)
    return ()


def _one_or_list(files: tuple[str, ...]) -> str | tuple[str, ...]:
    return files[0] if len(files) == 1 else files


def _demand_few_bad(norm: str, figures: Figures) -> None:
    """Refuse a norm of which hardly any was good: then the good ones were counted."""
    found = figures.of(norm).values()
    bad, of = sum(one.bad for one in found), sum(one.denominator for one in found)
    if bad > MOST_BAD * of:
        allowed = f"figures with {norm} of {MOST_BAD:.0%} or less, and has {bad:,} of {of:,}"
        way_out = "it counts the bad ones; look whether the two are the wrong way round"
        raise ValueError(f"must be {allowed}; of {norm} {way_out}")


def _figures(paths: Sequence[Path], said: dict[str, Any]) -> Figures:
    """Read figures, judge logs, and put all together; the page's own figure goes before that of a log."""
    figures = [path for path in paths if holds_figures(path)]
    logs = [path for path in paths if path not in figures]
    readers = [partial(read_figures, figures), *(partial(_of_log, path, said) for path in logs)]
    faults: list[Fault] = []
    found: list[Figures] = []
    for reads in readers:
        try:
            found.append(reads())
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return merged(found)


def _of_log(path: Path, said: Mapping[str, Any]) -> Figures:
    """Judge a log of one shop; a fault of the scenario's own rules is told where they stand."""
    if not {"edition", "hours", "holidays", "country"} <= said.keys():
        return Figures(())
    try:
        log = read(path, Layout(timezone=ZONE)).log
    except InputError as error:
        way_out = " with --on-fault"
        raise InputError(
            [replace(one, way_out=one.way_out.partition(way_out)[0]) for one in error.faults]
        ) from None
    holidays, counted = said["holidays"] or policy_for(said["country"]), weekly_text(said["hours"] or ())
    verdicts = judge_by(log, said["edition"], holidays, options=Options(hours=counted))
    if len(sellers := verdicts.view.sellers) > 1:
        way_out = "leave out the rows of the others"
        raise InputError([Fault(str(path), "seller_id", ", ".join(sellers), "one shop", way_out)])
    return figures_of(verdicts)
