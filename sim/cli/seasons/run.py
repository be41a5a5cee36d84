"""normsim run: a scenario's season, many times over, to a folder of results and the first screen."""

from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from sim.cli.options import as_typed, language_option, norm_options
from sim.cli.seasons.learning import Learning, say_learned
from sim.cli.seasons.shared import OUT, SEED, Crew, crew_options, made_once, replications, shop_of, sweeping
from sim.cli.seasons.until import UNTIL, until, until_options
from sim.experiments.helping.offered import NOTHING, announce, offered
from sim.experiments.project import Run, Settings, project
from sim.experiments.seasons.shop import Shop
from sim.operation.simulate import ENGINES
from sim.records.manifest import run_name
from sim.report.lines import whereabouts
from sim.report.projection.beside import Beside
from sim.report.projection.folder import PAGE, SCREEN, write_run
from sim.report.texts.language import Language
from sim.scenario.read import read


@dataclass(frozen=True)
class Shown:
    """What is shown of a run, and how; its figures do not depend on it."""

    say: Language
    advice: bool  # try what may change

    @property
    def options(self) -> dict[str, str]:
        """Tell what differs from the usual: it changes bytes of what is shown, so it names the folder.

        A folder speaks one language, and what is sealed stays as it is; the figures of a run in another one
        are simulated again.
        """
        language: dict[str, str] = {} if self.say.code == "en" else {"language": self.say.code}
        return language if self.advice else {**language, "advice": "none"}


@click.command()
@click.argument("file")
@replications(200)
@SEED
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="kernel",
    show_default=True,
    help="The fast one, or the readable one that says what is right.",
)
@crew_options
@click.option(
    "--advice/--no-advice",
    default=True,
    show_default=True,
    help="Try what [may_change] offers, and say what helps and which hours are worth most.",
)
@until_options
@norm_options
@language_option
@OUT
def command(file: str, crew: Crew, out: Path, say: Language, **given: Any) -> None:
    """Simulate the season of a scenario FILE and say which weeks the service norms will break.

    Writes OUT/<scenario>/<run>/ and prints the first screen. The same scenario, seed and options give the
    same bytes, whatever the number of workers; a run that is there is shown again, a broken one resumed.
    """
    read_file = read(file)
    norms = {name: given.pop(name) for name in ("edition", "holidays", "boundary")}
    stop = until(given["replications"], **{name: given.pop(name) for name in UNTIL})
    shown = Shown(say, given.pop("advice"))
    run = Run(read_file, shop_of(read_file, norms), Settings(**given, until=stop))
    learning = Learning.of(out, crew, norms["boundary"])
    options = {**run.settings.said, **_judged_by(run.shop), **read_file.digests, **shown.options}
    folder = out / read_file.name / run_name(read_file.text, options, version("normsim"))
    made_once(folder, SCREEN, lambda: _simulate(run, folder, shown, learning))
    click.echo(whereabouts(say("remark.pictures"), say("pictures.where", page=str(folder / PAGE))))
    say_learned([read_file], say)


def _judged_by(shop: Shop) -> dict[str, str]:
    return {"edition": shop.scenario.edition, "holidays": shop.holidays, "boundary": shop.boundary}


def _simulate(run: Run, folder: Path, shown: Shown, learning: Learning) -> None:
    about = _about(run)
    past = None if run.file.scenario.past is None else learning.past(run.file)
    run = _learned(run, learning)
    with sweeping(folder, learning.crew, run.settings.seed, run.settings.engine) as sweep:
        if shown.advice:
            announce(run, sweep)
        projection = project(run, sweep)
        beside = offered(run, sweep) if shown.advice else NOTHING
        sweep.progress("pictures", 0, 1)
        write_run(projection, folder, about, shown.say, Beside(beside.ladder, beside.hours, past))


def _learned(run: Run, learning: Learning) -> Run:
    """Let the season take from the past what it tells; options override the scenario as before."""
    file, said = learning.learned(run.file), run.shop.scenario
    scenario = file.scenario.model_copy(update={"edition": said.edition, "holidays": said.holidays})
    return replace(run, file=file, shop=replace(run.shop, scenario=scenario))


def _about(run: Run) -> dict[str, Any]:
    """Say what was run, for the manifest."""
    file = run.file
    return {
        "scenario": file.name,
        "scenario_text": file.text,
        "in_scenario": {"edition": file.scenario.edition, "holidays": file.scenario.holidays},
        "judged_by": _judged_by(run.shop),
        "season": as_typed(run.shop.options, run.shop.season.until),
        "normsim": version("normsim"),
    }
