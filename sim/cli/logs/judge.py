"""normsim judge: a real log by the same norms as a simulated one."""

import json
from pathlib import Path
from typing import Any

import click

from sim.cli.logs.asked import no_effect, without_effect
from sim.cli.logs.options import asked_of, from_manifest, judged, layout_of, log_options
from sim.cli.options import language_option
from sim.cli.progress import Bar
from sim.norms.parts import Intake, judge_files
from sim.report.judged.as_object import as_json
from sim.report.judged.judgement import judgement, newest_would_say
from sim.report.lines import within_width
from sim.report.texts.language import ENGLISH, Language


@click.command()
@log_options
@click.option(
    "--check-ids", is_flag=True, help="Look for ids that come again in more than 10,000,000 rows too."
)
@click.option("--json", "json_wanted", is_flag=True, help="Everything as one JSON object.")
@language_option
def command(log: str, on_fault: str, check_ids: bool, json_wanted: bool, say: Language, **given: Any) -> None:
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
    if json_wanted:
        idle = without_effect(told, given, ENGLISH)
        typed = {"manifest": from_manifest(log, ENGLISH), "no_effect": idle}
        everything = {**as_json(verdicts, found, later), **typed}
        click.echo(json.dumps(everything, indent=1, sort_keys=True))
        return
    lines = [
        from_manifest(log, say),
        *no_effect(told, given, say),
        judgement(log, verdicts, found, say),
        newest_would_say(verdicts, later, say),
    ]
    click.echo(within_width("\n".join(filter(None, lines))))
