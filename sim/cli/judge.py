"""normsim judge: a real log by the same norms as a simulated one."""

import json
from pathlib import Path
from typing import Any

import click

from sim.cli.asked import no_effect, without_effect
from sim.cli.log_options import from_manifest, judged, layout_of, log_options
from sim.norms.edition import newest
from sim.norms.log.read import read
from sim.report.judgement import as_json, judgement, newest_would_say


@click.command()
@log_options
@click.option("--json", "json_wanted", is_flag=True, help="Everything as one JSON object.")
def command(log: str, on_fault: str, json_wanted: bool, **given: Any) -> None:
    """Judge a real LOG: weekly verdicts by norm, warning mails, strikes and what they lead to.

    LOG is a folder of Parquet files as `run` writes it, or one CSV, Parquet or JSON-lines file. What the
    options do not say of the events of a run, its manifest says.
    """
    reading = read(Path(log), layout_of(given), on_fault)
    verdicts, later = judged(reading, given), judged(reading, given, newest().name)
    by_manifest, idle = from_manifest(log), without_effect(reading, verdicts, given)
    if json_wanted:
        told = {**as_json(verdicts, reading, later), "manifest": by_manifest, "no_effect": idle}
        click.echo(json.dumps(told, indent=1, sort_keys=True))
        return
    lines = [
        by_manifest,
        *no_effect(idle),
        judgement(log, verdicts, reading),
        newest_would_say(verdicts, later),
    ]
    click.echo("\n".join(filter(None, lines)))
