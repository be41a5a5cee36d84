"""normsim judge: a real log by the same norms as a simulated one."""

import json
from pathlib import Path
from typing import Any

import click

from sim.cli.logs.asked import no_effect, without_effect
from sim.cli.logs.options import asked_of, from_manifest, judged, layout_of, log_options
from sim.cli.progress import Bar
from sim.norms.parts import Intake, judge_files
from sim.report.judgement import as_json, judgement, newest_would_say


@click.command()
@log_options
@click.option(
    "--check-ids", is_flag=True, help="Look for ids that come again in more than 10,000,000 rows too."
)
@click.option("--json", "json_wanted", is_flag=True, help="Everything as one JSON object.")
def command(log: str, on_fault: str, check_ids: bool, json_wanted: bool, **given: Any) -> None:
    """Judge a real LOG: weekly verdicts by norm, warning mails, strikes and what they lead to.

    LOG is a folder of Parquet files as `run` writes it or of one table, or one CSV, Parquet or JSON-lines
    file. Parquet may be larger than memory; the rest, and the log of a --new-seller, is read whole. What the
    options do not say of the events of a run, its manifest says.
    """
    asked, layout = asked_of(given, newest_too=True), layout_of(given)
    with Bar() as bar:
        intake = Intake(layout, on_fault, check_ids, progress=bar)
        told = judged(lambda: judge_files(Path(log), asked, intake), asked)
    verdicts, found, later = told.verdicts, told.found, told.beside[0]
    by_manifest, idle = from_manifest(log), without_effect(told, given)
    if json_wanted:
        everything = {**as_json(verdicts, found, later), "manifest": by_manifest, "no_effect": idle}
        click.echo(json.dumps(everything, indent=1, sort_keys=True))
        return
    lines = [
        by_manifest,
        *no_effect(idle),
        judgement(log, verdicts, found),
        newest_would_say(verdicts, later),
    ]
    click.echo("\n".join(filter(None, lines)))
