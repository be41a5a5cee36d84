"""normsim film: one day of a simulated season, drawn."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from sim.cli.seasons.shared import OUT
from sim.cli.tales.replaying import Season, season_options
from sim.deadline import date_of, day_number
from sim.experiments.seasons.shop import Shop
from sim.records.store import write_whole
from sim.report.drawing.files import as_png, as_svg
from sim.report.lines import wrapped
from sim.report.replay.day import day_of, summed_up, title_of
from sim.report.replay.film import film
from sim.report.replay.film_page import film_page
from sim.report.texts.language import ENGLISH, Language


def _day(ctx: click.Context, parameter: click.Parameter, given: str) -> int:
    try:
        return day_number(date.fromisoformat(given))
    except ValueError:
        told = f"{given!r} given; must be a day that the calendar has; write 2026-11-30"
        raise click.BadParameter(told) from None


@click.command()
@season_options
@click.option("--day", required=True, callback=_day, help="The day, such as 2026-11-30.")
@click.option("--html", is_flag=True, help="A page with a slider instead of a picture; no network.")
@OUT
def command(day: int, html: bool, out: Path, say: Language, **given: Any) -> None:
    """Simulate one season of a scenario FILE again and draw one day of it.

    What waits, who works on what, which deadlines come due, in local time. Writes
    OUT/<scenario>/film-<day>-<seed>-<replication>.png and .svg, or with --html one page with a slider; a
    Dutch one ends in -nl.
    """
    season = Season.asked(**given)
    _demand_simulated(season.shop, day)
    told = day_of(season.played(), day)
    spoken = "" if say == ENGLISH else f"-{say.code}"
    place = out / season.file.name / f"film-{date_of(day)}-{season.seed}-{season.replication}{spoken}"
    if html:
        files = {".html": film_page(told, season.made(say), say).encode()}
    else:
        figure = film(told, season.made(say), say)
        files = {".png": as_png(figure), ".svg": as_svg(figure, place.name).encode()}
    for ending, content in files.items():
        write_whole(place.with_name(place.name + ending), content)
    lines = wrapped(f"{title_of(told, say)}: {summed_up(told, say)}")
    click.echo("\n".join([*lines, *(f"{place}{ending}" for ending in files)]))


def _demand_simulated(shop: Shop, day: int) -> None:
    first, last = (date_of(int(shop.season.days[place])) for place in (0, -1))
    if not first <= date_of(day) <= last:
        told = f"{date_of(day)} given; must be a simulated day, {first} to {last}"
        raise click.BadParameter(told, param_hint="--day")
