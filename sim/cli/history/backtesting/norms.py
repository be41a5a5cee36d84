"""A backtest of a scenario: the shares of its service norms, week by week, against its own history."""

from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from sim.calibrate.called.envelope import WEEKS, envelope
from sim.cli.history.backtesting.asked import Asked
from sim.cli.seasons.shared import sweeping
from sim.experiments.seasons.shop import Shop
from sim.norms.faults import Fault, InputError
from sim.records.manifest import is_whole, run_name
from sim.report.called.folder import PICTURE, SCREEN, SUMMARY, Backtested, write_backtest
from sim.report.lines import within_width
from sim.scenario.read import ScenarioFile, read


def fits(path: Path, asked: Asked) -> bool:
    """Tell a scenario by the end of its name."""
    return path.suffix == ".toml"


def backtest(path: Path, asked: Asked) -> None:
    """Score the last weeks of the history that a scenario names."""
    file = read(path)
    _demand_history(file)
    options = {"weeks": asked.weeks or WEEKS, "seed": asked.seed, "language": asked.say.code, **file.digests}
    about = {"scenario": file.name, "scenario_text": file.text, "options": options}
    name = run_name(file.text, {"command": "backtest", **options}, version("normsim"))
    folder = asked.out / file.name / f"backtest-{name}"
    if not is_whole(folder):
        _simulate(file, folder, asked, {**about, "normsim": version("normsim")})
    click.echo((folder / (SUMMARY if asked.as_json else SCREEN)).read_text(encoding="utf-8"), nl=False)
    if not asked.as_json:
        click.echo(within_width(asked.say("called.picture", picture=str(folder / f"{PICTURE}.png"))))


def _demand_history(file: ScenarioFile) -> None:
    if file.scenario.history is None:
        given, way_out = "none", 'add history = "performance.csv", with the weekly figures of your norms'
        raise InputError([Fault(file.place, "history", given, "there, to be scored against", way_out)])


def _simulate(file: ScenarioFile, folder: Path, asked: Asked, about: dict[str, Any]) -> None:
    shop = Shop(file.scenario)
    with sweeping(folder, asked.crew, asked.seed) as sweep:
        backtested = Backtested(envelope(shop, sweep, asked.weeks or WEEKS), shop, file.name)
        write_backtest(backtested, folder, asked.say, about)
