"""normsim why: which hours of the week are worth most to the shop, and until when a temp can be asked for."""

from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from sim.cli.options import language_option, norm_options
from sim.cli.seasons import OUT, SEED, Crew, crew_options, made_once, replications, shop_of, sweeping
from sim.experiments.drivers.hire import hire_by
from sim.experiments.drivers.hours import worth_of_hours
from sim.experiments.goal import Goal
from sim.experiments.replicate import Shop
from sim.experiments.targets import TARGETS
from sim.norms.faults import Fault, InputError
from sim.records.manifest import run_name
from sim.report.drivers.folder import PICTURE, SCREEN, Found, write_why
from sim.report.texts.language import Language
from sim.scenario.read import ScenarioFile, read


@click.command()
@click.argument("file")
@click.option(
    "--target",
    type=click.Choice(TARGETS),
    default="response",
    show_default=True,
    help="What is to be kept: it counts missed calls for phone, late answers otherwise, and missed weeks.",
)
@replications(30, least=2)
@SEED
@crew_options
@click.option(
    "--notice",
    type=click.IntRange(0, 365),
    metavar="DAYS",
    default=14,
    show_default=True,
    help="From deciding to the first day of a temp.",
)
@norm_options
@language_option
@OUT
def command(file: str, crew: Crew, out: Path, say: Language, **given: Any) -> None:
    """Say in which half-hours of the week one more person is worth most to the scenario FILE,
    and the last day on which a temp of [may_change] can be asked for who still helps.

    The same customers meet every plan. Writes OUT/<scenario>/why-<run>/: a heat map, a table, a summary.
    """
    norms = {name: given.pop(name) for name in ("edition", "holidays", "boundary")}
    scenario = read(file)
    shop = shop_of(scenario, norms)
    _demand_hours(scenario)
    options = {**given, **norms, "command": "why", "language": say.code}
    folder = (
        out / scenario.name / f"why-{run_name(shop.scenario.model_dump_json(), options, version('normsim'))}"
    )
    about = {
        "scenario": scenario.name,
        "scenario_text": scenario.text,
        "options": options,
        "normsim": version("normsim"),
    }
    made_once(folder, SCREEN, lambda: _simulate(shop, folder, say, about, crew))
    click.echo(say("why.picture", picture=str(folder / f"{PICTURE}.png")))


def _demand_hours(file: ScenarioFile) -> None:
    if not any(person.hours or person.on_days for person in file.scenario.people.values()):
        way_out = 'write Sanne = "mon-fri 09:00-17:00" below [people]'
        raise InputError([Fault(file.place, "people", "nobody", "somebody with hours of the week", way_out)])


def _simulate(shop: Shop, folder: Path, say: Language, about: dict[str, Any], crew: Crew) -> None:
    options = about["options"]
    goal = Goal((options["target"],))
    with sweeping(folder, crew, options["seed"]) as sweep:
        offer, seasons = shop.scenario.may_change.temp, options["replications"]
        hours = worth_of_hours(shop, goal, sweep, seasons)
        hire = None if offer is None else hire_by(shop, offer, goal, sweep, seasons, options["notice"])
        write_why(Found(hours, hire), shop, folder, say, about)
