"""normsim roster: the planned roster of a scenario as a file that people and their tools can edit."""

from collections.abc import Sequence
from pathlib import Path

import click

from sim.cli.options import language_option, weeks
from sim.deadline import week_label
from sim.norms.faults import Fault, InputError
from sim.records.store import write_whole
from sim.report.lines import within_width
from sim.report.texts.language import Language
from sim.scenario.beside.roster.sheet import KINDS


@click.command()
@click.argument("file")
@click.option("--week", callback=weeks, help="2026-W50, or 2026-W47..2026-W50.  [default: those of the file]")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("roster.csv"),
    show_default=True,
    help="A file that ends in .csv or .xlsx.",
)
@language_option
def command(file: str, week: tuple[int, int] | None, out: Path, say: Language) -> None:
    """Write who works when in a scenario FILE: shifts, breaks, paid hours and what they cost.

    The file can be read back: roster = "roster.csv" in a scenario takes the place of [people].
    """
    from sim.experiments.seasons.shop import Shop
    from sim.report.roster.files import as_csv, as_excel
    from sim.report.roster.rows import shifts_of
    from sim.scenario.read import read

    shop = Shop(read(file).scenario)
    if out.suffix.lower() not in KINDS:
        raise click.BadParameter(f"{str(out)!r} given; must end in .csv or .xlsx", param_hint="--out")
    asked = tuple(range(week[0], week[1] + 1, 7)) if week else shop.season.weeks
    shifts = shifts_of(shop, asked)
    if not shifts:
        way_out = f"the season of the file is {_labels(shop.season.weeks)}"
        allowed = "weeks in which somebody works"
        raise InputError([Fault("--week", _labels(asked), "nobody planned", allowed, way_out)])
    try:
        raw = (as_excel if out.suffix.lower() == ".xlsx" else as_csv)(shifts, say)
    except ImportError:
        told = Fault("--out", out.name, "an Excel file", "CSV without openpyxl", "install the extra excel")
        raise InputError([told]) from None
    write_whole(out, raw)
    hours, euro = sum(one.paid_hours for one in shifts), sum(one.euro for one in shifts)
    people = len({one.name for one in shifts})
    where = say("roster.written", people=people, n=len(shifts), hours=hours, euro=euro, file=str(out))
    click.echo(within_width(where))


def _labels(weeks: Sequence[int]) -> str:
    return "..".join(dict.fromkeys(week_label(weeks[place]) for place in (0, -1)))
