"""normsim staff: the cheapest plan that keeps the norms, simulated and checked with fresh customers."""

from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from sim.cli.options import norm_options, share
from sim.cli.progress import Bar
from sim.cli.seasons import MOST, OUT, SEED, WORKERS, made_once, replications
from sim.deadline import Boundary
from sim.experiments.goal import OVERS, Goal
from sim.experiments.search.advice import Wanted, advise
from sim.experiments.search.levers import Choices, choices
from sim.experiments.sweep import Sweep
from sim.experiments.targets import TARGETS, Target
from sim.norms.faults import Fault, InputError
from sim.records.manifest import SEASONS, run_name
from sim.report.staffed.folder import PLAN, ROSTER, SCREEN, write_advice
from sim.scenario.offers import ShiftOffer
from sim.scenario.read import ScenarioFile, read
from sim.scenario.shift_types import read_shift_types
from sim.scenario.vary import overridden

LEAST_SEASONS = 20  # with fewer a chance of 5% cannot be told from none


def _targets(ctx: click.Context, parameter: click.Parameter, given: str) -> tuple[Target, ...]:
    """Read "response,phone"."""
    found = [one.strip() for one in given.split(",") if one.strip()]
    unknown = [one for one in found if one not in TARGETS]
    if unknown or not found:
        said = repr(unknown[0] if unknown else given)
        raise click.BadParameter(f"{said} given; must be of {', '.join(TARGETS)}; write response,phone")
    return tuple(target for target in TARGETS if target in found)


def _risk(ctx: click.Context, parameter: click.Parameter, given: str) -> float:
    """Read a chance that is neither never nor always."""
    risk = float(share(ctx, parameter, given) or 0)
    if not 0 < risk < 1:
        raise click.BadParameter(f"{given!r} given; must be above 0 and below 1; write 0.05 for 5%")
    return risk


@click.command()
@click.argument("file")
@click.option(
    "--target",
    "targets",
    callback=_targets,
    default="response,phone",
    show_default=True,
    help=f"What is to be kept, each by itself: {', '.join(TARGETS)}.",
)
@click.option(
    "--risk",
    callback=_risk,
    metavar="SHARE",
    default="0.05",
    show_default=True,
    help="How often each may be missed.",
)
@click.option(
    "--over",
    type=click.Choice(OVERS),
    default="week",
    show_default=True,
    help="Missed in each week, or once or more in the season.",
)
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
@WORKERS
@norm_options
@OUT
def command(file: str, shifts: Path | None, workers: int, out: Path, **given: Any) -> None:
    """Find the cheapest plan for the scenario FILE that keeps the norms.

    A plan is chosen out of what [may_change] of the file offers, and --shifts. Writes
    OUT/<scenario>/<run>/: the plan as a scenario that `normsim run` takes, its roster, the certificate.
    """
    boundary: Boundary = given.pop("boundary") or "close"
    scenario = overridden(read(file), edition=given.pop("edition"), holidays=given.pop("holidays"))
    types = read_shift_types(shifts) if shifts else {}
    options = {**given, "boundary": boundary, "command": "staff", **_digests(scenario, shifts)}
    folder = out / scenario.name / run_name(scenario.text, options, version("normsim"))
    made_once(
        folder, SCREEN, lambda: _search(_choices(scenario, types, file), boundary, given, folder, workers)
    )
    click.echo(f"PLAN           {folder / PLAN}, which normsim run takes; beside it {ROSTER}")


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


def _search(chosen: Choices, boundary: Boundary, given: dict[str, Any], folder: Path, workers: int) -> None:
    goal = Goal(given["targets"], given["risk"], given["over"])
    wanted = Wanted(goal, given["replications"], given["budget"])
    about = {
        "scenario": chosen.file.name,
        "scenario_text": chosen.file.text,
        "boundary": boundary,
        "options": {**given, "targets": list(given["targets"])},
        "normsim": version("normsim"),
    }
    with Bar() as progress, Sweep(given["seed"], "kernel", workers, folder / SEASONS, progress) as sweep:
        write_advice(advise(chosen, boundary, wanted, sweep), folder, about)
