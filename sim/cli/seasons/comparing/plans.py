"""Plans for a scenario: the files, combinations of changes and measures that were asked for, over seasons."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from sim.cli.seasons.comparing.options import varied
from sim.cli.seasons.learning import Learning, parted, say_learned
from sim.cli.seasons.shared import Crew, made_once, sweeping
from sim.deadline import Boundary, week_label
from sim.experiments.plans.compare import Plan, compare, standard
from sim.experiments.plans.goal import Goal
from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.sweep import plan_key
from sim.norms.faults import Fault, InputError
from sim.records.manifest import run_name
from sim.report.comparison.folder import PAGE, SCREEN, write_comparison
from sim.report.comparison.table import Weighed
from sim.report.lines import whereabouts
from sim.report.texts.language import Language
from sim.scenario.changes.measures import taking
from sim.scenario.changes.vary import Change, overriding
from sim.scenario.read import ScenarioFile, read

Varied = tuple[str, ScenarioFile, tuple[Change, ...]]  # the name of a plan, its file and what it changes


@dataclass(frozen=True)
class Asked:
    """What was asked for; with the versions of files and program it decides every byte of the result."""

    plans: tuple[Plan, ...]
    replications: int
    seed: int
    goal: Goal
    boundary: Boundary
    notes: tuple[str, ...]
    say: Language


def compare_plans(paths: tuple[str, ...], given: dict[str, Any]) -> None:
    """Compare the plans of some scenario files, the first of which is the base, and print the screen."""
    asked = _asked(paths, given)
    folder = given["out"] / asked.plans[0].file.name / f"compare-{_name(asked)}"
    made_once(folder, SCREEN, lambda: _simulate(asked, folder, given["crew"]))
    say: Language = given["say"]
    click.echo(whereabouts(say("remark.pictures"), say("compare.where", page=str(folder / PAGE))))
    say_learned((plan.file for plan in asked.plans), say)


def _asked(paths: tuple[str, ...], given: dict[str, Any]) -> Asked:
    boundary: Boundary = given["boundary"] or "close"
    norms = overriding(**{name: given[name] for name in ("edition", "holidays")})
    files = [read(path) for path in paths]
    _demand_same_weeks(files)
    split = [(name, *parted(file, [*norms, *changes])) for name, file, changes in _varied(files, given)]
    _demand_several(len(split), len(split))
    learning = Learning.of(given["out"], given["crew"], given["boundary"])
    learned = [(name, learning.changed(written, ahead)) for name, written, ahead in split]
    plans = [Plan(name, file, Shop(file.scenario, boundary)) for name, file in learned]
    different = list(_different(plans))
    _demand_several(len(plans), len(different))
    say: Language = given["say"]
    notes = [say("compare.alike", plan=plan.name, first=first.name) for plan, first in _alike(plans)]
    seasons, seed, goal = (given[name] for name in ("replications", "seed", "goal"))
    return Asked(tuple(different), seasons, seed, goal, boundary, tuple(notes), say)


def _demand_several(plans: int, different: int) -> None:
    if different == 1:
        given_once = "one plan" if plans == 1 else f"the same plan {plans} times"
        way_out = "another scenario file, --vary KEY=VALUES or --measures"
        raise click.UsageError(f"{given_once} given; must be two or more that differ; add {way_out}")


def _demand_same_weeks(files: list[ScenarioFile]) -> None:
    base = files[0]
    allowed = f"{_weeks(base)}, the weeks of {base.place}: other seasons have other customers"
    faults = [
        Fault(file.place, "weeks", _weeks(file), allowed, "give both files the same weeks")
        for file in files[1:]
        if file.scenario.weeks != base.scenario.weeks
    ]
    if faults:
        raise InputError(faults)


def _weeks(file: ScenarioFile) -> str:
    weeks = file.scenario.weeks
    return "..".join(dict.fromkeys(week_label(weeks[place]) for place in (0, -1)))


def _varied(files: list[ScenarioFile], given: dict[str, Any]) -> Iterator[Varied]:
    """Name every plan: the files, each under every combination of changes, and each measure alone."""
    names = _names(files)
    for name, file in zip(names, files, strict=True):
        yield name, file, ()
    combinations = varied(given["vary"])
    for name, file in zip(names, files, strict=True):
        for changes in combinations:
            _demand_no_weeks(changes)
            said = ", ".join(map(str, changes))
            yield (said if file is files[0] else f"{name}, {said}"), file, changes
    if given["measures"]:
        yield from _measures(files[0])


def _names(files: list[ScenarioFile]) -> list[str]:
    """Name files by their stems, or by their paths where stems are alike."""
    stems = [file.name for file in files]
    return stems if len(set(stems)) == len(stems) else [file.place for file in files]


def _demand_no_weeks(changes: tuple[Change, ...]) -> None:
    for change in changes:
        if change.path == ("weeks",):
            allowed = "left as it is: other seasons have other customers, which no plan can share"
            raise InputError([Fault("--vary", "weeks", change.value, allowed, "run each season on its own")])


def _measures(file: ScenarioFile) -> Iterator[Varied]:
    open_still = {name: one for name, one in file.scenario.may_change.measures.items() if not one.taken}
    if not open_still:
        way_out = 'add [may_change.measures."quick replies"] with set = ["work.minutes_per_mail=5.5"]'
        raise InputError(
            [Fault(file.place, "may_change.measures", "nothing", "one measure or more", way_out)]
        )
    for name, measure in open_still.items():
        yield name, file, taking(name, measure)


def _different(plans: list[Plan]) -> Iterator[Plan]:
    alike = {id(plan) for plan, _ in _alike(plans)}
    return (plan for plan in plans if id(plan) not in alike)


def _alike(plans: list[Plan]) -> Iterator[tuple[Plan, Plan]]:
    """List the plans that are what an earlier one is, each with that one."""
    first: dict[str, Plan] = {}
    for plan in plans:
        earlier = first.setdefault(plan_key(plan.shop), plan)
        if earlier is not plan:
            yield plan, earlier


def _name(asked: Asked) -> str:
    """Name a comparison after everything that can change its result."""
    texts = "\n".join(f"{plan.name}\n{plan_key(plan.shop)}\n{plan.file.text}" for plan in asked.plans)
    return run_name(texts, _settings(asked), version("normsim"))


def _settings(asked: Asked) -> dict[str, Any]:
    return {
        "replications": asked.replications,
        "seed": asked.seed,
        "goal": asdict(asked.goal),
        "boundary": asked.boundary,
        "notes": list(asked.notes),
        **({} if asked.say.code == "en" else {"language": asked.say.code}),
    }


def _simulate(asked: Asked, folder: Path, crew: Crew) -> None:
    with sweeping(folder, crew, asked.seed) as sweep:
        held = standard(asked.plans[0], asked.goal, sweep, asked.replications)
        weighed = Weighed(compare(asked.plans, sweep, asked.replications), held)
        sweep.progress("pictures", 0, 1)
        about = {
            "compared": [plan.name for plan in asked.plans],
            "settings": _settings(asked),
            "normsim": version("normsim"),
        }
        write_comparison(weighed, folder, asked.notes, about, asked.say)
