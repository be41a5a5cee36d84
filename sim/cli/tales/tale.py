"""normsim trace: one season simulated again by the readable engine, and the tale of one customer in it."""

from typing import Any

import click

from sim.cli.tales.replaying import Season, season_options
from sim.report.replay.tale import trace
from sim.report.texts.language import Language


@click.command()
@season_options
@click.option("--case", "case_id", required=True, help="The id of a case in the season's event log.")
def command(case_id: str, say: Language, **given: Any) -> None:
    """Simulate one season of a scenario FILE again and tell what happened to one customer.

    Who was at the desk and who went first, who answered and what interrupted them, what it set off, and the
    clock of the norm. The event log that `normsim run` keeps is that of replication 0.
    """
    season = Season.asked(**given)
    click.echo(trace(season.played(), case_id, season.made(say), say))
