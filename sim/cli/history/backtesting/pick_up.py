"""A backtest of the phone: which share of calls is answered each week, called on its eve."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import click
import numpy as np

from sim.calibrate.backtest.pick_up import pick_up
from sim.calibrate.phone.attempts import UNKNOWN, Attempts, attempts
from sim.cli.history.backtesting.asked import Asked
from sim.cli.history.backtesting.planned import Planned, planned_for
from sim.norms.faults import Fault, InputError
from sim.norms.log import files
from sim.norms.log.naming import recognised
from sim.norms.log.read import read
from sim.norms.measures import View
from sim.records.manifest import is_whole, run_name
from sim.report.backtest.folder import PICTURE, SCREEN, SUMMARY
from sim.report.backtest.pick_up.folder import write_pick_up
from sim.report.backtest.pick_up.found import Found
from sim.report.lines import within_width

WEEKS = 12  # that are called, unless it is said
SAYS_WHO = "agent_id"
NEEDED = {  # what an attempt must tell, in one column or another, and why
    SAYS_WHO: "says who is at work; or give a --roster",
    "waited_s": "says how callers wait; or give answered_at and ended_at",
    "handled_s": "says how long calls last; or give answered_at and ended_at",
}


def fits(path: Path, asked: Asked) -> bool:
    """Tell a file of calls that names who answered."""
    if not path.is_file() or path.suffix == ".toml":
        return False
    theirs = files.names(path)
    if asked.roster is None and SAYS_WHO not in {*theirs, *asked.layout.columns}:
        return False
    return recognised(path, theirs, asked.layout) == "calls"


def backtest(path: Path, asked: Asked) -> None:
    """Score the weeks as they would have been called."""
    view = _view(path, asked)
    planned = None if asked.roster is None else planned_for(view, asked.roster)
    view = view if planned is None else planned.view
    calls = attempts(view)
    if faults := list(_faults(path, calls, planned)):
        raise InputError(faults)
    name = path.name.split(".")[0] or path.resolve().name
    about = {
        "data_sha256": _digest(calls),
        "options": {
            "weeks": asked.weeks or WEEKS,
            "language": asked.say.code,
            "edition": view.edition.name,
            "hours": view.options.hours,
            "holidays": asked.rules.holidays,
            **({} if planned is None else {"roster": planned.digest}),
        },
        "normsim": version("normsim"),
    }
    folder = asked.out / name / f"backtest-{run_name('pick-up', about, version('normsim'))}"
    if not is_whole(folder):
        at_work = None if planned is None else planned.at_work
        weeks = pick_up(view, asked.weeks or WEEKS, at_work)
        found = Found(name, view.edition.phone.min_share, weeks, None if planned is None else planned.told)
        if not found.weeks.known:
            raise InputError([_too_short(path)])
        write_pick_up(found, folder, asked.say, about)
    click.echo((folder / (SUMMARY if asked.as_json else SCREEN)).read_text(encoding="utf-8"), nl=False)
    if not asked.as_json:
        click.echo(
            within_width(asked.say("backtest.picture_of_weeks", picture=str(folder / f"{PICTURE}.png")))
        )


def _view(path: Path, asked: Asked) -> View:
    log = read(path, replace(asked.layout, table="calls"), asked.on_fault).log
    return replace(asked.rules.view(log.latest()), log=log)


def _faults(path: Path, calls: Attempts, planned: Planned | None) -> Iterator[Fault]:
    """Yield what the log tells of no call at all."""
    told = {
        SAYS_WHO: calls.agent[calls.answered],
        "waited_s": calls.waited_s,
        "handled_s": calls.handled_s[calls.answered],
    }
    if planned is not None:
        del told[SAYS_WHO]
    for column, values in told.items():
        if not np.any(values != UNKNOWN):
            way_out = f"name the column with --columns {column}=YOURS: it {NEEDED[column]}"
            yield Fault(str(path), column, "of no call", "known of answered calls", way_out)


def _too_short(path: Path) -> Fault:
    allowed = "a whole week of calls, and 7 days before it with 50 answered calls and 50 hang-ups"
    return Fault(str(path), "weeks", "too short a log", allowed, "give a longer history, or --kind arrivals")


def _digest(calls: Attempts) -> str:
    columns = (calls.at, calls.waited_s, calls.handled_s, calls.outcome, calls.agent, calls.counts)
    return sha256(b"".join(np.ascontiguousarray(column).tobytes() for column in columns)).hexdigest()
