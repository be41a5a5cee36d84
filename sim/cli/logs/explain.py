"""normsim explain: why one question was in time, or late."""

from pathlib import Path
from typing import Any

import click

from sim.cli.logs.asked import no_effect
from sim.cli.logs.options import asked_of, from_manifest, judged, layout_of, log_options
from sim.cli.options import language_option
from sim.norms.log.read import read
from sim.norms.told.judged import judge_read
from sim.report.judged.story import story
from sim.report.lines import within_width
from sim.report.texts.language import Language


@click.command()
@log_options
@click.option("--case", "case_id", required=True, help="The id of the question.")
@language_option
def command(log: str, case_id: str, on_fault: str, say: Language, **given: Any) -> None:
    """Tell the clock of one question of a LOG: what counted, what was closed or a holiday, due, verdict."""
    reading = read(Path(log), layout_of(given), on_fault)
    asked = asked_of(given, newest_too=False)
    told = judged(lambda: judge_read(reading, asked), asked)
    idle = no_effect(told, given, say)
    lines = [from_manifest(log, say), *idle, story(told.verdicts, case_id, say)]
    click.echo(within_width("\n".join(filter(None, lines))))
