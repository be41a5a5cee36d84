"""What `judge` and `explain` ask about a log: how its files map to ours, and by which rules it is judged."""

from collections import defaultdict
from collections.abc import Callable
from functools import reduce
from pathlib import Path
from shlex import quote
from typing import Any

import click
from click.core import ParameterSource

from sim.cli.logs.asked import demand_weeks_of_log, every_ring
from sim.cli.options import (
    instant,
    norm_options,
    norm_zone,
    once,
    pairs,
    share,
    week_labels,
    weeks,
    weeks_of_norms,
    working_hours,
    zone,
)
from sim.deadline.holidays import policy_for
from sim.deadline.instants.wall import to_wall
from sim.norms import Edition, InputError, Options, default_edition, read_as
from sim.norms.editions.edition import edition as edition_named
from sim.norms.editions.edition import newest
from sim.norms.log.naming import Layout
from sim.norms.log.tables import TABLES
from sim.norms.told.judged import Asked, Judged
from sim.records.manifest import judged_by
from sim.report.texts.language import Language

OF_THE_SELLER = ("weeks", "questions_norm", "returns_norm", "prior_strikes", "excused", "new_seller")
RULE_HELP = (
    "Read one value of the edition otherwise; `normsim editions` lists them. What the norm texts leave open:"
    ' phone.min_ring_s ("no grace for short rings", 5.13), response.phone_cases_count ("Does a case made by'
    ' an answered call count?", 5.16), cancellations.promised_day_counts ("before or on" the promised date is'
    ' free, or only before it), track_and_trace.strike ("T&T as a strike norm", 5.21), holidays.good_friday'
    " and holidays.liberation_day (5.3)."
)


def _from_manifest(ctx: click.Context, parameter: click.Parameter, log: str) -> str:
    """Let the manifest of a run say of its events what the command line does not."""
    ctx.default_map = judged_by(Path(log))[1]
    return log


def _country(ctx: click.Context, parameter: click.Parameter, given: str | None) -> str:
    """Let a country that was typed decide about the holidays before the manifest of a run does."""
    if given is not None and ctx.default_map:
        ctx.default_map = {name: word for name, word in ctx.default_map.items() if name != "holidays"}
    return given or "NL"


MAPPING_OPTIONS = (
    click.option("--table", type=click.Choice(list(TABLES)), help="What a single file holds."),
    click.option(
        "--columns",
        multiple=True,
        metavar="OURS=YOURS,...",
        help="Which of your columns is which of ours.",
    ),
    click.option(
        "--values",
        multiple=True,
        metavar="COLUMN:YOURS=OURS,...",
        help="Which of your words is which of ours.",
    ),
    click.option("--drop", multiple=True, metavar="COLUMN=VALUE,...", help="Rows to leave out."),
    click.option("--timezone", is_eager=True, callback=zone, help="The clock of instants without an offset."),
)
ON_FAULT = click.option(
    "--on-fault",
    type=click.Choice(["stop", "skip"]),
    default="stop",
    show_default=True,
    help="Stop at faulty rows, or leave them out and count them.",
)
LOG_OPTIONS = (
    click.argument("log", is_eager=True, callback=_from_manifest),
    *MAPPING_OPTIONS,
    click.option(
        "--hours", callback=working_hours, help='Hours of another trade, such as "Sun-Thu 09:00-17:00".'
    ),
    click.option(
        "--country",
        type=click.Choice(["NL", "BE"]),
        callback=_country,
        help="Of the seller; its holidays are taken.  [default: NL]",
    ),
    norm_options,
    click.option("--rule", "rules", multiple=True, metavar="NAME=VALUE,...", help=RULE_HELP),
    click.option("--weeks", callback=weeks, metavar="FIRST..LAST", help="Weeks to judge.  [default: all]"),
    click.option("--as-of", callback=instant, help="Judge as it stood then.  [default: at the end]"),
    click.option(
        "--prior-strikes",
        callback=week_labels,
        metavar="WEEK,...",
        default="",
        help="Weeks before the log that were strikes.",
    ),
    click.option(
        "--excused",
        callback=weeks_of_norms,
        multiple=True,
        metavar="NORM:WEEK,...",
        help="Weeks that the marketplace takes out of a norm (K11), such as on_time:2026-W48.",
    ),
    click.option(
        "--new-seller",
        is_flag=True,
        help="The log begins with the shop's first order: GroeiStart, no strikes until 100 orders.",
    ),
    click.option("--questions-norm", callback=share, help="Your personal norm for questions."),
    click.option("--returns-norm", callback=share, help="Your personal norm for returns."),
    ON_FAULT,
)


def log_options(command: Any) -> Any:
    """Add the log, what says how it maps to the event log, and the rules by which it is judged."""
    return reduce(lambda decorated, option: option(decorated), reversed(LOG_OPTIONS), command)


def mapping_options(command: Any) -> Any:
    """Add what says how the files of a log map to ours, and no rules: nothing is judged."""
    return reduce(
        lambda decorated, option: option(decorated), reversed((*MAPPING_OPTIONS, ON_FAULT)), command
    )


def from_manifest(log: str, say: Language) -> str:
    """Say which options of the command the manifest of a run gave, "" for none."""
    ctx = click.get_current_context()
    said = {
        name: word
        for name, word in (ctx.default_map or {}).items()
        if ctx.get_parameter_source(name) is ParameterSource.DEFAULT_MAP
    }
    if "as_of" in said:  # as the judgement shows it: in the zone of the norm
        said["as_of"] = to_wall(ctx.params["as_of"], norm_zone(ctx)).isoformat()
    words = " ".join(f"--{name.replace('_', '-')} {quote(word)}" for name, word in said.items())
    return say("judged.manifest", path=str(judged_by(Path(log))[0]), options=words) if words else ""


def asked_of(given: dict[str, Any], newest_too: bool) -> Asked:
    """Read by which rules a log is to be judged; beside them by the newest, and as `every_ring` compares."""
    options = Options(
        timezone=given["timezone"] or Options.timezone,
        hours=given["hours"] or "",
        boundary=given["boundary"] or "close",
        **{name: given[name] for name in OF_THE_SELLER},
    )
    own = _edition(given["edition"] or default_edition().name, given["rules"])
    newest_one = [_edition(newest().name, given["rules"])] * newest_too
    holidays = given["holidays"] or policy_for(given["country"])
    return Asked(own, holidays, given["as_of"], options, (*newest_one, *every_ring(own)))


def judged(judge: Callable[[], Judged], asked: Asked) -> Judged:
    """Judge, and refuse what was asked of the wrong log."""
    try:
        found = judge()
        demand_weeks_of_log(found)
        return found
    except InputError:
        raise
    except ValueError as fault:
        if not asked.options.of_one_seller:
            raise
        raise click.UsageError(str(fault)) from None


def layout_of(given: dict[str, Any]) -> Layout:
    """Read the mapping options."""
    drop: dict[str, list[str]] = defaultdict(list)
    for column, value in pairs("drop", "COLUMN=VALUE", given["drop"]):
        drop[column].append(value)
    return Layout(
        given["table"],
        once("columns", pairs("columns", "OURS=YOURS", given["columns"])),
        _words(given["values"]),
        drop,
        given["timezone"],
    )


def _words(texts: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """Read which of your words is which of ours, by column."""
    named = []
    column = ""
    for theirs, ours in pairs("values", "COLUMN:YOURS=OURS", texts):
        before, colon, word = theirs.rpartition(":")
        column = before if colon else column  # outcome:AGENT=answered,HANG=abandoned
        if not column:
            raise click.BadParameter(f"{theirs!r} given; must begin with COLUMN:", param_hint="--values")
        named.append((f"{column}:{word}", ours))
    values: dict[str, dict[str, str]] = defaultdict(dict)
    for name, ours in once("values", named).items():
        column, _, word = name.rpartition(":")
        values[column][word] = ours
    return values


def _edition(name: str, rules: tuple[str, ...]) -> Edition:
    try:
        return read_as(edition_named(name), once("rule", pairs("rule", "NAME=VALUE", rules)))
    except ValueError as fault:
        raise click.BadParameter(str(fault), param_hint="--rule") from None
