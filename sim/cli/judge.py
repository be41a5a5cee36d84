"""normsim judge: a real log by the same norms as a simulated one."""

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import reduce
from pathlib import Path
from typing import Any

import click

from sim.cli.options import instant, norm_options, pairs, share, working_hours, zone
from sim.deadline import Boundary, week_from_label
from sim.deadline.holidays import policy_for
from sim.norms import InputError, Options, Verdicts, exact, judge
from sim.norms.edition import newest
from sim.norms.log.naming import Layout
from sim.norms.log.read import Reading, read
from sim.norms.log.tables import TABLES
from sim.report.judgement import as_json, judgement, newest_would_say

DEFAULT_EDITION = "8wh"


LOG_OPTIONS = (
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
    click.option("--timezone", callback=zone, help="The clock of instants without an offset."),
    click.option(
        "--hours", callback=working_hours, help='Hours of another trade, such as "Sun-Thu 09:00-17:00".'
    ),
    click.option(
        "--country",
        type=click.Choice(["NL", "BE"]),
        default="NL",
        show_default=True,
        help="Of the seller.",
    ),
    norm_options,
    click.option(
        "--prior-strikes", metavar="WEEK,...", default="", help="Weeks before the log that were strikes."
    ),
    click.option("--as-of", callback=instant, help="Judge as it stood then.  [default: at the end]"),
    click.option("--questions-norm", callback=share, help="Your personal norm for questions."),
    click.option("--returns-norm", callback=share, help="Your personal norm for returns."),
    click.option(
        "--on-fault",
        type=click.Choice(["stop", "skip"]),
        default="stop",
        show_default=True,
        help="Stop at faulty rows, or leave them out and count them.",
    ),
)


def log_options(command: Any) -> Any:
    """Add what says how a file of another shop maps to the event log, and by which norms it is judged."""
    return reduce(lambda decorated, option: option(decorated), reversed(LOG_OPTIONS), command)


@click.command()
@click.argument("log")
@log_options
@click.option("--json", "json_wanted", is_flag=True, help="Everything as one JSON object.")
def command(log: str, on_fault: str, json_wanted: bool, **given: Any) -> None:
    """Judge a real LOG: weekly verdicts by norm, warning mails, strikes and what they lead to.

    LOG is a folder of Parquet files as `run` writes it, or one CSV, Parquet or JSON-lines file.
    """
    reading = read(Path(log), layout_of(given), on_fault)
    verdicts = judged(reading, given)
    later = judged(reading, {**given, "edition": newest().name})
    if json_wanted:
        click.echo(json.dumps(as_json(verdicts, reading, later), indent=1, sort_keys=True))
        return
    click.echo(judgement(log, verdicts, reading))
    click.echo(newest_would_say(verdicts, later))


def judged(reading: Reading, given: dict[str, Any]) -> Verdicts:
    """Judge what was read by the options given."""
    hours, clock = given["hours"] or "", given["timezone"] or Options.timezone
    questions, returns = (
        None if given[name] is None else exact(given[name]) for name in ("questions_norm", "returns_norm")
    )
    options = Options(clock, hours, questions_norm=questions, returns_norm=returns)
    boundary: Boundary = given["boundary"] or "close"
    holidays = given["holidays"] or policy_for(given["country"])
    prior = [week for week in given["prior_strikes"].split(",") if week.strip()]
    edition = given["edition"] or DEFAULT_EDITION
    with _prior_strikes_at_fault(prior):
        return judge(reading.log, edition, holidays, given["as_of"], boundary, prior, options)


def layout_of(given: dict[str, Any]) -> Layout:
    """Read the mapping options."""
    values: dict[str, dict[str, str]] = defaultdict(dict)
    column = ""
    for theirs, ours in pairs("values", "COLUMN:YOURS=OURS", given["values"]):
        before, colon, word = theirs.rpartition(":")
        column = before if colon else column  # outcome:AGENT=answered,HANG=abandoned
        if not column:
            raise click.BadParameter(f"{theirs!r} given; must begin with COLUMN:", param_hint="--values")
        values[column][word] = ours
    drop: dict[str, list[str]] = defaultdict(list)
    for column, value in pairs("drop", "COLUMN=VALUE", given["drop"]):
        drop[column].append(value)
    return Layout(
        given["table"],
        dict(pairs("columns", "OURS=YOURS", given["columns"])),
        values,
        drop,
        given["timezone"],
    )


@contextmanager
def _prior_strikes_at_fault(prior: list[str]) -> Iterator[None]:
    """Turn what only prior strikes can cause, no week or several sellers, into a fault of their option."""
    try:
        for week in prior:
            week_from_label(week)
        yield
    except InputError:
        raise
    except ValueError as fault:
        if not prior:
            raise
        raise click.BadParameter(str(fault), param_hint="--prior-strikes") from None
