"""A run's folder: everything that a projection leaves behind, sealed when it is whole."""

from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from sim.calibrate.called.envelope import Envelope
from sim.experiments.helping.helps import Ladder
from sim.experiments.project import Projection
from sim.experiments.seasons.replicate import season_log
from sim.norms.editions.edition import edition
from sim.norms.log.read import write
from sim.records.manifest import seal
from sim.records.store import as_json, write_whole
from sim.report.called.folder import Backtested, write_past
from sim.report.called.table import called_summary
from sim.report.counted import target_words
from sim.report.drawing.files import save
from sim.report.drivers.heat import heat_map
from sim.report.projection.beside import Beside
from sim.report.projection.page.page import page
from sim.report.projection.page.plan import shop_shown, week_shown
from sim.report.projection.pictures.coverage import coverage
from sim.report.projection.pictures.scores import projected_scores
from sim.report.projection.pictures.workload import workload
from sim.report.projection.screen import screen
from sim.report.projection.tables import summary, weekly_csv, weekly_table
from sim.report.tables import as_parquet
from sim.report.texts.language import Language
from sim.report.words import span

SCREEN, PAGE = "screen.txt", "report.html"
EVENTS_OF = 0  # the replication whose event log is kept


def write_run(
    projection: Projection, folder: Path, about: dict[str, Any], say: Language, beside: Beside
) -> None:
    """Write tables, pictures, the page and one season's event log; the manifest comes last.

    Screen, page and pictures speak the language of `say`; tables and summary are the same bytes in each.
    """
    table = weekly_table(projection)
    write_whole(folder / "weekly.csv", weekly_csv(table))
    write_whole(folder / "weekly.parquet", as_parquet(table))
    write_whole(folder / "summary.json", as_json({**summary(projection), **_checked(beside.past)}))
    settings = projection.settings
    write(season_log(projection.shop, settings.seed, EVENTS_OF, settings.engine), folder / "events")
    save(projected_scores(projection, say), folder / "projected-scores")
    save(workload(projection, say), folder / "workload")
    save(_coverage(projection, say, beside.ladder), folder / "coverage")
    if beside.hours is not None:
        shop = f"{projection.file.name}, {span(projection.shop.season.weeks, say)}"
        below = target_words("response", edition(projection.shop.scenario.edition), say)
        save(heat_map(beside.hours, shop, (say("why.answers"), below), say), folder / "hours")
    if beside.past is not None:
        past = Backtested(beside.past, projection.shop, projection.file.name)
        write_past(past, projection.file, folder, say)
    pictures = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.svg"))}
    write_whole(folder / PAGE, page(projection, pictures, say, beside).encode())
    write_whole(folder / SCREEN, (screen(projection, say, beside.ladder, beside.past) + "\n").encode())
    seal(folder, {**about, "events_of_replication": EVENTS_OF, "settings": settings.said})


def _checked(past: Envelope | None) -> dict[str, Any]:
    """Say for programs how predictions of the past did, where there is one."""
    return {} if past is None else {"checked_on_this_shop": True, "past": called_summary(past)}


def _coverage(projection: Projection, say: Language, ladder: Ladder | None) -> Figure:
    """Draw the week with the highest risk, as the advised plan staffs it."""
    known = {one.name for one in projection.shop.staff}
    shop, monday = shop_shown(projection, ladder), week_shown(projection)
    return coverage(shop, monday, known, projection.settings.seed, say)
