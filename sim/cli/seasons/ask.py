"""normsim ask: one change of a scenario, one sentence, one small table, in about a second."""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from sim.cli.options import language_option, norm_options
from sim.cli.seasons.learning import Learning, parted, say_learned
from sim.cli.seasons.shared import OUT, SEED, Crew, crew_options, replications, shop_of
from sim.experiments.plans.compare import Plan, compare
from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.sweep import Sweep
from sim.norms.faults import Fault, InputError
from sim.report.asked import Question, answer
from sim.report.texts.language import Language
from sim.scenario.changes.change import Change, change_of
from sim.scenario.changes.vary import values_of
from sim.scenario.faults import shown
from sim.scenario.lines import KeyPath
from sim.scenario.read import ScenarioFile, read


@click.command()
@click.argument("file")
@click.argument("changes", nargs=-1, required=True, metavar="KEY=VALUE...")
@replications(24, 2, "Seasons of each.")
@SEED
@crew_options
@norm_options
@language_option
@OUT
def command(file: str, changes: tuple[str, ...], crew: Crew, out: Path, say: Language, **given: Any) -> None:
    """Ask what one change of a scenario FILE, or a few together, would do.

    KEY=VALUE is a key of the file and its other value: "people.Sanne.days_off=2026-W49",
    absence.sick_week_chance=0.06, temps.count=2, "work.order=first answers first". The same customers meet
    both; nothing is written, but for what FILE learns from its history: that is kept in OUT.
    """
    asked, written = [change_of(text) for text in changes], read(file)
    _demand_keys_once(asked)
    learning = Learning.of(out, crew, given["boundary"])
    after, base = _changed(written, asked, learning), learning.learned(written)
    shops = [shop_of(one, given) for one in (base, after)]
    _demand_a_change(asked, base, shops)
    plans = [
        Plan(name, one, shop) for name, one, shop in zip(("now", "then"), (base, after), shops, strict=True)
    ]
    sweep = Sweep(given["seed"], workers=crew.workers, cluster=crew.cluster)
    comparison = compare(plans, sweep, given["replications"])
    question = Question(changes, tuple(_now(base, change) for change in asked))
    click.echo(answer(question, comparison, say))
    say_learned((base, after), say)


def _changed(written: ScenarioFile, asked: list[Change], learning: Learning) -> ScenarioFile:
    """Change the file, which learns.

    Raises:
        InputError: what it cannot say; of several values for one key the way out is to compare them.
    """
    try:
        return learning.changed(*parted(written, asked))
    except InputError as error:
        several = {str(change): len(values_of(str(change))) > 1 for change in asked}
        raise InputError(
            replace(fault, way_out=f"compare several: normsim compare FILE --vary {fault.place}")
            if several.get(fault.place)
            else fault
            for fault in error.faults
        ) from None


def _demand_keys_once(asked: list[Change]) -> None:
    """Refuse two values of one key, of which only the last would be simulated.

    Raises:
        InputError: a key comes again.
    """
    first: dict[KeyPath, Change] = {}
    again = [
        (change, first[change.path])
        for change in asked
        if first.setdefault(change.path, change) is not change
    ]
    if again:
        raise InputError(
            Fault(
                str(change),
                change.key,
                f"{change.value} after {before}",
                "asked once",
                "take one out",
            )
            for change, before in again
        )


def _demand_a_change(asked: list[Change], base: ScenarioFile, shops: list[Shop]) -> None:
    """Refuse other weeks, and what the file says already.

    Raises:
        InputError: the change is none, or one that no season survives.
    """
    before, after = shops
    if before.season.weeks != after.season.weeks:
        allowed = "left as it is: other seasons have other customers"
        raise InputError([Fault("ask", "weeks", "other weeks", allowed, "run each season on its own")])
    if before.scenario == after.scenario:
        said = ", ".join(map(str, asked))
        way_out = "the file says so already; give another value"
        raise InputError([Fault(base.place, "ask", said, "something that changes the scenario", way_out)])


def _now(base: ScenarioFile, change: Change) -> str | None:
    """Say what the file says of a key now; None: nothing."""
    said: Any = tomllib.loads(base.text)
    for part in change.path:
        said = said.get(part) if isinstance(said, dict) else None
    return None if said is None else shown(said)
