"""The options of `normsim compare`: those of seasons, those of logs, and which of them do not go together."""

import re
from functools import reduce
from typing import Any

import click
from click.core import ParameterSource

from sim.cli.logs.options import log_options
from sim.cli.options import language_option
from sim.cli.seasons.goal import goal_options
from sim.cli.seasons.shared import OUT, SEED, crew_options, replications
from sim.scenario.changes.vary import Change, change_of, combined

SCENARIO_ONLY = ("replications", "seed", "workers", "cluster", "measures", "targets", "risk", "over")
LOG_ONLY = (
    *("table", "columns", "values", "drop", "timezone", "hours", "country", "rules", "weeks", "as_of"),
    *("prior_strikes", "excused", "new_seller", "questions_norm", "returns_norm", "on_fault"),
)


OPTIONS = (
    click.option("--vary", multiple=True, metavar="KEY=VALUES", help="Repeatable: every combination."),
    click.option("--measures", is_flag=True, help="Each measure of [may_change.measures] alone, too."),
    replications(200),
    SEED,
    crew_options,
    language_option,
    goal_options("response,phone"),
    OUT,
)


def compare_options(command: Any) -> Any:
    """Add FILE and OTHERS, and the options of seasons before those of logs."""
    with_logs = log_options(click.argument("others", nargs=-1, metavar="[OTHERS]...")(command))
    [first] = [one for one in with_logs.__click_params__ if one.name == "log"]
    first.metavar = "FILE"
    return reduce(lambda decorated, option: option(decorated), reversed(OPTIONS), with_logs)


def refuse_typed(options: tuple[str, ...], beside: str, why: str) -> None:
    """Refuse options that were typed and would do nothing.

    Raises:
        click.UsageError: one of them was.
    """
    ctx = click.get_current_context()
    typed = [name for name in options if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE]
    if typed:
        flags = {one.name: one.opts[-1] for one in ctx.command.params}
        named = re.sub(r"^-+", "--", flags[typed[0]])
        raise click.UsageError(f"{named} given; must be absent beside {beside}: {why}; take it out")


def varied(texts: tuple[str, ...]) -> list[tuple[Change, ...]]:
    """Read --vary: every combination of its values, none where it was not given.

    Raises:
        InputError: what is no key with values.
        click.BadParameter: a key comes twice.
    """
    keys = [change_of(text).path for text in texts]
    for text, key in zip(texts, keys, strict=True):
        if keys.count(key) > 1:
            told = f"{text!r} given; must be one --vary for each key; write all its values there, with commas"
            raise click.BadParameter(told, param_hint="--vary")
    return combined(texts) if texts else []
