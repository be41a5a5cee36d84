"""normsim staff: the cheapest plan that keeps the norms, simulated and checked with fresh customers."""

from dataclasses import asdict
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from sim.cli.options import norm_options
from sim.cli.seasons.goal import goal_options
from sim.cli.seasons.shared import MOST, OUT, SEED, Crew, crew_options, made_once, replications, sweeping
from sim.deadline import Boundary
from sim.experiments.plans.goal import Goal
from sim.experiments.search.advice import Wanted, advise
from sim.experiments.search.choices import choices
from sim.experiments.search.levers import Choices
from sim.norms.faults import Fault, InputError
from sim.records.manifest import run_name
from sim.report.staffed.folder import ROSTER, SCREEN, plan_file, write_advice
from sim.scenario.changes.vary import overridden
from sim.scenario.people.offers import ShiftOffer
from sim.scenario.people.shift_types import read_shift_types
from sim.scenario.read import ScenarioFile, read

LEAST_SEASONS = 20  # with fewer a chance of 5% cannot be told from none


@click.command()
@click.argument("file")
@goal_options("response,phone")
@click.option(
    "--shifts",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Shift types besides [may_change]: a CSV file of name, days, hours, breaks, max, euro_per_hour.",
)
@click.option(
    "--budget",
    type=click.IntRange(1, 100 * MOST),
    default=4_000,
    show_default=True,
    help="Seasons of all plans together that the search may take.",
)
@replications(200, LEAST_SEASONS, "Seasons that a plan meets in the search, and as many others in its check.")
@SEED
@crew_options
@norm_options
@OUT
def command(file: str, goal: Goal, shifts: Path | None, crew: Crew, out: Path, **given: Any) -> None:
    """Find the cheapest plan for the scenario FILE that keeps the norms.

    A plan is chosen out of what [may_change] of the file offers, and --shifts. Writes
    OUT/<scenario>/<run>/: the plan as a scenario that `normsim run` takes, its roster, the certificate.
    """
    boundary: Boundary = given.pop("boundary") or "close"
    scenario = overridden(read(file), edition=given.pop("edition"), holidays=given.pop("holidays"))
    types = read_shift_types(shifts) if shifts else {}
    asked = {**given, **asdict(goal)}
    options = {**asked, "boundary": boundary, "command": "staff", **_digests(scenario, shifts)}
    folder = out / scenario.name / run_name(scenario.text, options, version("normsim"))
    about = {
        "scenario": scenario.name,
        "scenario_text": scenario.text,
        "boundary": boundary,
        "options": asked,
        "normsim": version("normsim"),
    }
    made_once(folder, SCREEN, lambda: _search(_choices(scenario, types, file), goal, about, folder, crew))
    plan = folder / plan_file(scenario.name)
    click.echo(f"PLAN           {plan}, which normsim run takes; beside it {ROSTER}")


def _digests(file: ScenarioFile, shifts: Path | None) -> dict[str, str]:
    """Tell the files that the search reads by their bytes."""
    types = {} if shifts is None else {"shifts": sha256(shifts.read_bytes()).hexdigest()}
    return {**file.digests, **types}


def _choices(file: ScenarioFile, types: dict[str, ShiftOffer], given: str) -> Choices:
    """Find out what may be chosen; nothing at all is a fault of the file."""
    chosen = choices(file, types)
    if not chosen.levers and len(chosen.orders) == 1:
        way_out = 'write saturday = { hours = "09:00-13:00", max_people = 2, euro_per_hour = 39 } below it'
        raise InputError(
            [Fault(given, "may_change", "nothing to choose", "something that a plan may change", way_out)]
        )
    return chosen


def _search(chosen: Choices, goal: Goal, about: dict[str, Any], folder: Path, crew: Crew) -> None:
    options = about["options"]
    wanted = Wanted(goal, options["replications"], options["budget"])
    _demand_budget(wanted, chosen)
    with sweeping(folder, crew, options["seed"]) as sweep:
        write_advice(advise(chosen, about["boundary"], wanted, sweep), folder, about)


def _demand_budget(wanted: Wanted, chosen: Choices) -> None:
    least = wanted.least_budget(chosen)
    if wanted.budget < least:
        told = f"{wanted.budget} given; must be {least} or more: the seasons that tell what is within reach"
        raise click.BadParameter(told, param_hint="--budget")
