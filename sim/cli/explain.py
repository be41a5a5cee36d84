"""normsim explain: why one question was in time, or late."""

from pathlib import Path
from typing import Any

import click

from sim.cli.asked import no_effect, without_effect
from sim.cli.log_options import from_manifest, judged, layout_of, log_options
from sim.norms.log.read import read
from sim.report.story import story


@click.command()
@log_options
@click.option("--case", "case_id", required=True, help="The id of the question.")
def command(log: str, case_id: str, on_fault: str, **given: Any) -> None:
    """Tell the clock of one question of a LOG: what counted, what was closed or a holiday, due, verdict."""
    reading = read(Path(log), layout_of(given), on_fault)
    verdicts = judged(reading, given)
    idle = no_effect(without_effect(reading, verdicts, given))
    click.echo("\n".join(filter(None, [from_manifest(log), *idle, story(verdicts, case_id)])))
