"""normsim explain: why one question was in time, or late."""

from pathlib import Path
from typing import Any

import click

from sim.cli.judge import judged, layout_of, log_options
from sim.norms.log.read import read
from sim.report.story import story


@click.command()
@click.argument("log")
@click.option("--case", "case_id", required=True, help="The id of the question.")
@log_options
def command(log: str, case_id: str, on_fault: str, **given: Any) -> None:
    """Tell the clock of one question of a LOG: what counted, what was closed or a holiday, due, verdict."""
    click.echo(story(judged(read(Path(log), layout_of(given), on_fault), given), case_id))
