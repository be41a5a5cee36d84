"""normsim staff: the cheapest plan that keeps the norms, simulated and checked with fresh customers."""

from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from sim.cli.options import language_option, norm_options
from sim.cli.seasons.goal import goal_options
from sim.cli.seasons.learning import Learning, parted, say_learned
from sim.cli.seasons.shared import (
    MOST,
    OUT,
    SEED,
    Crew,
    crew_options,
    made_once,
    replications,
    sweeping,
)
from sim.deadline import Boundary
from sim.experiments.plans.goal import Goal
from sim.experiments.search.advice import Wanted, advise
from sim.experiments.search.choices import choices
from sim.experiments.search.levers import Choices
from sim.norms.faults import Fault, InputError
from sim.records.manifest import run_name
from sim.report.lines import whereabouts
from sim.report.staffed.folder import PAGE, ROSTER, SCREEN, write_advice
from sim.report.staffed.words import plan_file
from sim.report.texts.language import Language
from sim.scenario.changes.vary import overriding
from sim.scenario.people.offers import ShiftOffer
from sim.scenario.people.shift_types import read_shift_types
from sim.scenario.read import ScenarioFile, read

LEAST_SEASONS = 20  # with fewer a chance of 5% cannot be told from none


@dataclass(frozen=True)
class Asked:
    """What was asked for, what the manifest says of it, and in which language the answer comes."""

    wanted: Wanted
    about: dict[str, Any]
    say: Language

    @property
    def options(self) -> dict[str, Any]:
        """Tell what names the folder, but for what `spoken` adds."""
        return {**self.about["options"], "boundary": self.about["boundary"], "command": "staff"}

    @property
    def spoken(self) -> dict[str, str]:
        """Tell the language of the folder: it holds one screen. Seasons are those of any language."""
        return {} if self.say.code == "en" else {"language": self.say.code}


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
    default=8_000,
    show_default=True,
    help="Seasons of all plans together, those of the check too.",
)
@replications(
    200, LEAST_SEASONS, "Seasons that a plan meets in the search, and at least as many others in its check."
)
@SEED
@crew_options
@norm_options
@language_option
@OUT
def command(file: str, shifts: Path | None, crew: Crew, out: Path, **given: Any) -> None:
    """Find the cheapest plan for the scenario FILE that keeps the norms.

    A plan is chosen out of what [may_change] of the file offers, and --shifts. Writes
    OUT/<scenario>/<run>/: one page, the plan as a scenario that `normsim run` takes, its roster, the
    certificate.
    """
    norms = {name: given.pop(name) for name in ("edition", "holidays")}
    types = read_shift_types(shifts) if shifts else {}
    learning = Learning.of(out, crew, given["boundary"])
    scenario = learning.changed(*parted(read(file), overriding(**norms)))
    asked = _asked(scenario, **given)
    options = asked.options | _digests(scenario, shifts)
    kept, folder = (
        out / scenario.name / run_name(scenario.text, options | spoken, version("normsim"))
        for spoken in ({}, asked.spoken)
    )
    folders = kept, folder
    made_once(folder, SCREEN, lambda: _search(asked, _choices(scenario, types, file), crew, folders), kept)
    say = asked.say
    click.echo(whereabouts(say("staffed.remark.plan"), say("staffed.where", page=str(folder / PAGE))))
    click.echo(whereabouts("", say("staffed.beside", plan=plan_file(scenario.name), roster=ROSTER)))
    say_learned([scenario], say)


def _asked(
    file: ScenarioFile, *, goal: Goal, boundary: Boundary | None, say: Language, **given: Any
) -> Asked:
    about = {
        "scenario": file.name,
        "scenario_text": file.text,
        "boundary": boundary or "close",
        "options": {**given, **asdict(goal)},
        "normsim": version("normsim"),
    }
    return Asked(Wanted(goal, given["replications"], given["budget"]), about, say)


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


def _search(asked: Asked, chosen: Choices, crew: Crew, folders: tuple[Path, Path]) -> None:
    """Search, and write what was found; the folders are those of the seasons and of the answer."""
    _demand_budget(asked.wanted, chosen)
    kept, folder = folders
    with sweeping(kept, crew, asked.about["options"]["seed"]) as sweep:
        advice = advise(chosen, asked.about["boundary"], asked.wanted, sweep)
        write_advice(advice, folder, asked.about, asked.say)


def _demand_budget(wanted: Wanted, chosen: Choices) -> None:
    least = wanted.least_budget(chosen)
    if wanted.budget < least:
        told = f"{wanted.budget} given; must be {least} or more: the seasons that tell what is within reach"
        raise click.BadParameter(told, param_hint="--budget")
