"""normsim today: which open cases may be late unless picked first, this morning."""

import json
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click
import numpy as np

from sim.cli.options import language_option, norm_options, once, pairs
from sim.cli.progress import Bar
from sim.cli.seasons.learning import Learning, say_learned
from sim.cli.seasons.shared import OUT, SEED, Crew, crew_options, replications, shop_of
from sim.deadline import local_days, monday_of, week_label
from sim.deadline.instants.wall import to_wall, wall_text, zone_of
from sim.experiments.morning.inbox import morning
from sim.experiments.morning.outlook import Plan, outlook
from sim.norms.faults import Fault, InputError
from sim.norms.log import Cases, Layout
from sim.norms.log.cells import SkippedError, instant_of
from sim.records.manifest import is_whole, run_name
from sim.report.lines import whereabouts
from sim.report.morning.folder import PICTURE, SCREEN, SUMMARY, TABLE, write_morning
from sim.report.texts.language import Language
from sim.scenario.beside.open_cases import INSTANTS, Standing, read_cases
from sim.scenario.beside.start import start_of
from sim.scenario.read import ScenarioFile, read
from sim.scenario.values.days import OLDEST_DAYS, ZONE

DAY_S = 86_400
AGAIN = 3  # every so manyth play is played again with the list picked first


def _instant(ctx: click.Context, parameter: click.Parameter, given: str | None) -> int | None:
    """Read a local time of the shop, or an instant with its offset."""
    if given is None:
        return None
    try:
        return instant_of(given, zone_of(ZONE))
    except SkippedError:
        told = "must be a time that the clock shows; that night it skips an hour"
        raise click.BadParameter(f"{given!r} given; {told}") from None
    except (ValueError, OverflowError):
        raise click.BadParameter(f"{given!r} given; must be an instant; write 2026-12-07T08:45") from None


@click.command()
@click.argument("log")
@click.argument("scenario", metavar="FILE")
@click.option(
    "--at",
    callback=_instant,
    metavar="INSTANT",
    help='The morning, such as "2026-12-07 08:45".  [default: the newest instant of LOG]',
)
@click.option(
    "--columns", multiple=True, metavar="OURS=YOURS,...", help="Which of your columns is which of ours."
)
@replications(300, least=2, told="How often the coming days are played.")
@SEED
@crew_options
@norm_options
@language_option
@click.option("--json", "json_wanted", is_flag=True, help="Everything as one JSON object.")
@OUT
def command(
    log: str,
    scenario: str,
    at: int | None,
    columns: tuple[str, ...],
    crew: Crew,
    say: Language,
    json_wanted: bool,
    out: Path,
    **given: Any,
) -> None:
    """Say which open cases of LOG may be late unless picked first, in the shop of the scenario FILE.

    LOG is a CSV, Parquet or JSON-lines file of questions, those of the last days that were answered too:
    case_id, arrived_at, answered_at, and where known topic, order_id, replied_at, closed_at,
    forwarded_by_bol, handed_to_bol_at, taken_over_by_bol_at. Nothing else is read of it. Plays the coming
    days many times from there and writes OUT/<scenario>/today-<run>/: today.csv for the team, a picture,
    a summary. What FILE learns from its history is kept in OUT for the next mornings.
    """
    written, layout = read(scenario), Layout(columns=once("columns", pairs("columns", "OURS=YOURS", columns)))
    cases, instant = _cases(Path(log), at, layout)
    _demand_week(written, instant, None if at is not None else log)
    norms = {name: given.pop(name) for name in ("edition", "holidays", "boundary")}
    start = start_of(cases, instant, Path(log).name, sha256(Path(log).read_bytes()).hexdigest())
    if not len(morning(shop_of(written, norms), cases, start).rows):
        click.echo(_nothing_open(instant, say, json_wanted))
        return
    file = _learned(written, Learning.of(out, crew, norms["boundary"]), say)
    asked = {"command": "today", "at": instant, "columns": columns, "log": start.digest, "language": say.code}
    about = _about(file, {**given, **norms, **file.digests, **asked})
    folder = out / file.name / f"today-{run_name(file.text, about['options'], about['normsim'])}"
    if not is_whole(folder):
        with Bar() as progress:
            found = morning(shop_of(file, norms), cases, start)
            write_morning(outlook(found, _plan(given, crew), progress), folder, say, about)
    if json_wanted:
        click.echo((folder / SUMMARY).read_text(encoding="utf-8"), nl=False)
        return
    if at is None:
        click.echo(say("today.newest", at=to_wall(instant, zone_of(ZONE)), log=log))
    _show(folder, say)
    say_learned([file], say)


def _learned(file: ScenarioFile, learning: Learning, say: Language) -> ScenarioFile:
    """Return the scenario with what its history tells; who has to wait for that is told so."""
    if not learning.knows(file):
        click.echo(say("today.learns_first", folder=str(learning.folder(file))), err=True)
    return learning.learned(file)


def _about(file: ScenarioFile, options: dict[str, Any]) -> dict[str, Any]:
    return {
        "scenario": file.name,
        "scenario_text": file.text,
        "options": options,
        "normsim": version("normsim"),
    }


def _plan(given: dict[str, Any], crew: Crew) -> Plan:
    times = given["replications"]
    return Plan(given["seed"], times, -(-times // AGAIN), crew.workers, crew.cluster)


def _nothing_open(at: int, say: Language, as_object: bool) -> str:
    shown = to_wall(at, zone_of(ZONE))
    if as_object:
        return json.dumps({"at": shown.isoformat(), "cases": [], "open": 0})
    return say("today.nothing_open", at=shown)


def _show(folder: Path, say: Language) -> None:
    click.echo((folder / SCREEN).read_text(encoding="utf-8"), nl=False)
    files = say("today.files", csv=str(folder / TABLE), picture=f"{PICTURE}.png")
    click.echo(whereabouts(say("today.where"), files))


def _cases(path: Path, at: int | None, layout: Layout) -> tuple[Cases, int]:
    """Read the questions as they stand at an instant, the newest one of the log where none is given."""
    if path.is_dir():
        way_out = f"give {path / 'cases.parquet'}, or any other file of questions"
        raise InputError([Fault(str(path), "log", "a folder", "one file", way_out)])
    cases = read_cases(path, lambda part: None if at is None else _standing(at), layout)
    if at is not None:
        return cases, at
    newest = max(int(getattr(cases, name).max()) for name in INSTANTS)
    return read_cases(path, lambda part: _standing(newest), layout), newest


def _standing(at: int) -> Standing:
    shown, first = wall_text(at, zone_of(ZONE)), at - OLDEST_DAYS * DAY_S
    return Standing(
        end=at + 1,
        known=f"at or before {shown}, the instant of the list",
        way_out="give a later --at, or leave --at out for the newest instant of the file",
        first=first,
        recent=f"{wall_text(first, zone_of(ZONE))[:10]} or later, a year before {shown} at most",
    )


def _demand_week(file: ScenarioFile, at: int, newest_of: str | None) -> None:
    """Refuse an instant in no week of the scenario, which has no people and no forecast for it.

    It was given, or is the newest one of a log.
    """
    weeks, monday = file.scenario.weeks, int(monday_of(local_days(np.array([at]), ZONE))[0])
    if monday in weeks:
        return
    reach = f"{week_label(min(monday, weeks[0]))}..{week_label(max(monday, weeks[-1]))}"
    when = f"{wall_text(at, zone_of(ZONE))}, in {week_label(monday)},"
    held = f"in {week_label(weeks[0])} to {week_label(weeks[-1])}, the weeks that the scenario holds"
    scenario = f'a scenario with weeks = "{reach}"'
    if newest_of is None:
        raise InputError([Fault(file.place, "--at", when, held, f"give another --at, or {scenario}")])
    given = f"{when} which is the newest instant of the log and so the instant of the list,"
    way_out = f"give {scenario}, or an --at in its weeks, or look whether the log has the right dates"
    raise InputError([Fault(newest_of, "log", given, held, way_out)])
