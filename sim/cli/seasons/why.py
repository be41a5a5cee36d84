"""normsim why: what drives the risk, which hours are worth most, and until when a temp can be asked for."""

from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from sim.cli.options import language_option, norm_options
from sim.cli.seasons.learning import Learning, say_learned
from sim.cli.seasons.shared import (
    OUT,
    SEED,
    Crew,
    crew_options,
    made_once,
    replications,
    shop_of,
    sweeping,
)
from sim.experiments.drivers import hire, hours, spread, tornado
from sim.experiments.drivers.ends import ends_of
from sim.experiments.plans.goal import Goal
from sim.experiments.plans.targets import TARGETS
from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.sweep import Sweep
from sim.norms.faults import Fault, InputError
from sim.records.manifest import run_name
from sim.report.drivers.folder import PICTURES, SCREEN, write_why
from sim.report.drivers.found import Found
from sim.report.lines import within_width
from sim.report.texts.language import Language
from sim.scenario.people.offers import TempOffer
from sim.scenario.read import ScenarioFile, read

OF_SPREAD = 8  # times the seasons of a plan: variances are known less well than differences of pairs


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
@click.option(
    "--worth",
    type=click.FloatRange(0, 10_000, min_open=True),
    metavar="EURO",
    help="What one late answer (or missed call) less is worth: it says until when a temp pays.",
)
@norm_options
@language_option
@OUT
def command(file: str, crew: Crew, out: Path, say: Language, **given: Any) -> None:
    """Say what drives the risk of the scenario FILE: which uncertain figures, and how much is forecast,
    absence or luck; in which half-hours of the week one more person is worth most; and the last day on which
    a temp of [may_change] can be asked for who still helps.

    The same customers meet every plan. Writes OUT/<scenario>/why-<run>/: pictures, tables, a summary.
    """
    norms = {name: given.pop(name) for name in ("edition", "holidays", "boundary")}
    written = read(file)
    _demand_hours(written)
    scenario = Learning.of(out, crew, norms["boundary"]).learned(written)
    shop = shop_of(scenario, norms)
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

    def make() -> None:
        with sweeping(folder, crew, given["seed"]) as sweep:
            write_why(_simulate(scenario, shop, about, sweep), folder, say, about)

    made_once(folder, SCREEN, make)
    click.echo(within_width(say("why.picture", **{name: str(folder / f"{name}.png") for name in PICTURES})))
    say_learned([scenario], say)


def _demand_hours(file: ScenarioFile) -> None:
    if not any(person.hours or person.on_days for person in file.scenario.people.values()):
        way_out = 'write Sanne = "mon-fri 09:00-17:00" below [people]'
        raise InputError([Fault(file.place, "people", "nobody", "somebody with hours of the week", way_out)])


def _simulate(file: ScenarioFile, shop: Shop, about: dict[str, Any], sweep: Sweep) -> Found:
    options = about["options"]
    goal, seasons = Goal((options["target"],)), options["replications"]
    moved, offer = ends_of(shop.scenario, file.guesses, goal), shop.scenario.may_change.temp
    sweep.announce(tornado.plans(shop, moved), range(seasons), tornado.STEP)
    sweep.announce(spread.plans(shop), range(OF_SPREAD * seasons), spread.STEP)
    sweep.announce(hours.plans(shop), range(seasons), hours.STEP)
    if offer is not None:
        sweep.announce(hire.plans(shop, offer), range(seasons), hire.STEP)
    return Found(
        shop=shop,
        name=file.name,
        goal=goal,
        tornado=tornado.tornado_of(shop, moved, goal, sweep, seasons),
        spread=spread.spread_of(shop, goal, sweep, OF_SPREAD * seasons),
        hours=hours.worth_of_hours(shop, goal, sweep, seasons),
        hire=None if offer is None else _hire(shop, offer, goal, sweep, options),
    )


def _hire(shop: Shop, offer: TempOffer, goal: Goal, sweep: Sweep, options: dict[str, Any]) -> hire.Hire:
    starts = hire.starts_of(shop, offer, goal, sweep, options["replications"])
    return hire.Hire(starts, options["notice"], options["worth"])
