"""A backtest of arrivals: half-hours, days and weeks, against Poisson and the last week."""

from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import click

from sim.calibrate.arrivals.model import forecast
from sim.calibrate.arrivals.read import read_counts
from sim.calibrate.backtest.baselines import poisson_around_last, poisson_around_mean
from sim.calibrate.backtest.known import Known, known
from sim.calibrate.backtest.rolling import rolling, to_call
from sim.cli.history.backtesting.asked import Asked
from sim.deadline import date_of
from sim.norms.faults import Fault, InputError
from sim.records.manifest import is_whole, run_name
from sim.report.backtest.folder import PICTURE, SCREEN, SUMMARY, write_backtest
from sim.report.backtest.found import Found
from sim.report.lines import within_width
from sim.report.texts.language import Language

WEEKS = 12


def fits(path: Path, asked: Asked) -> bool:
    """Tell whether arrivals can be counted: in all but a scenario."""
    return path.suffix != ".toml"


def backtest(path: Path, asked: Asked) -> None:
    """Score the forecasts of the last weeks."""
    told = known(read_counts(path, asked.layout, asked.on_fault), str(asked.rules.holidays))
    weeks = asked.weeks or WEEKS
    mondays = _to_call(path, told, weeks)
    name = path.name.split(".")[0] or path.resolve().name
    about = {
        "data_sha256": _digest(told),
        "options": {"weeks": weeks, "seed": asked.seed, "language": asked.say.code},
        "normsim": version("normsim"),
    }
    folder = asked.out / name / f"backtest-{run_name('arrivals', about, version('normsim'))}"
    if not is_whole(folder):
        write_backtest(_found(name, told, mondays, asked.seed), folder, asked.say, about)
    click.echo((folder / (SUMMARY if asked.as_json else SCREEN)).read_text(encoding="utf-8"), nl=False)
    if not asked.as_json:
        _tell_where(folder, asked.say)


def _tell_where(folder: Path, say: Language) -> None:
    click.echo(within_width(say("backtest.picture", picture=str(folder / f"{PICTURE}.png"))))


def _found(name: str, told: Known, mondays: list[int], seed: int) -> Found:
    models = (forecast, poisson_around_mean, poisson_around_last)
    return Found(name, told, *(rolling(told.counts, mondays, model, seed) for model in models))


def _to_call(path: Path, told: Known, weeks: int) -> list[int]:
    try:
        return to_call(told.counts, weeks)
    except ValueError as fault:
        given, allowed = fault.args
        way_out = "give a longer history"
        if len(told.unknown):
            first = date_of(int(told.unknown[0]))
            way_out += f", or a row of 0 for days that were closed: {first} has none, so its week is left out"
        raise InputError([Fault(str(path), "weeks", given, allowed, way_out)]) from None


def _digest(told: Known) -> str:
    counts = told.counts
    content = counts.days.tobytes() + counts.counts.tobytes() + told.unknown.tobytes() + bytes(told.shut)
    return sha256(content + f"{counts.opens_s} {counts.slot_s}".encode()).hexdigest()
