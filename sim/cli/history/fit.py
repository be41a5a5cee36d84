"""normsim fit: from a seller's own history to the figures of a scenario."""

from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from sim.calibrate.fit import Fit, fit, peak_after
from sim.calibrate.history import Asking, History, read_history
from sim.calibrate.into import no_lag, taken
from sim.cli.logs.options import layout_of, mapping_options
from sim.cli.options import language_option, working_hours
from sim.cli.seasons.shared import OUT, made_once
from sim.deadline.holidays import POLICIES
from sim.norms.faults import Fault, InputError
from sim.records.manifest import run_name
from sim.records.store import write_whole
from sim.report.fitted.facts import in_english
from sim.report.fitted.fitting import Fitting
from sim.report.fitted.folder import PICTURE, SCREEN, write_fit
from sim.report.lines import within_width
from sim.report.texts.language import ENGLISH, Language
from sim.scenario.read import ScenarioFile, read


@click.command()
@click.argument("history", nargs=-1, required=True, metavar="HISTORY...", type=click.Path(path_type=Path))
@click.option("--into", metavar="SCENARIO", help="The scenario file that gets the figures.")
@click.option(
    "--holidays",
    type=click.Choice(list(POLICIES)),
    default="NL",
    show_default=True,
    help="The public holidays that stop the clock of the answers.",
)
@click.option(
    "--hours", callback=working_hours, help='Hours of another trade, such as "Sun-Thu 09:00-17:00".'
)
@mapping_options
@language_option
@OUT
def command(history: tuple[Path, ...], into: str | None, out: Path, say: Language, **given: Any) -> None:
    """Fit a scenario to your own HISTORY: any number of files, each recognised by its columns.

    A case log, a call log, the folder of a run, weekly figures of the performance page (CSV, or the JSON of
    its API), daily orders (date, orders), calls by interval (ts_local, calls). Reads ids, instants,
    quantities and topics only. What the files cannot tell stays a guess and is named. Writes
    OUT/<name>/fit-<run>/: a table, a picture, a summary.
    """
    file = None if into is None else read(into)
    layout = layout_of(given)
    read_files = read_history(
        history, Asking(layout, given["on_fault"], given["holidays"], given["hours"] or "")
    )
    fitting = _fitting(read_files, file, history[0].resolve().name.partition(".")[0])
    _demand_figures(fitting.fit, history)
    spoken = {} if say == ENGLISH else {"language": say.code}  # a folder speaks one language
    options = {**given, **spoken, "command": "fit", "files": _digests(history)}
    text = "" if file is None else file.text
    folder = out / fitting.name / f"fit-{run_name(text, options, version('normsim'))}"
    about = {"options": options, "scenario": fitting.name, "scenario_text": text}
    about |= {"normsim": version("normsim")}
    made_once(folder, SCREEN, lambda: write_fit(fitting, folder, say, about))
    if file is not None and fitting.taken is not None and fitting.taken.steps:
        _put(Path(file.place), fitting.taken.text)
    click.echo(within_width(say("fit.picture_at", picture=str(folder / f"{PICTURE}.png"))))


def _fitting(history: History, file: ScenarioFile | None, name: str) -> Fitting:
    ahead = peak_after(history) if file is None else file.scenario.weeks
    found = fit(history, ahead, None if file is None else no_lag(file.scenario))
    return Fitting(
        name if file is None else file.name,
        history,
        found,
        file,
        None if file is None else taken(found, file, in_english),
    )


def _demand_figures(found: Fit, history: tuple[Path, ...]) -> None:
    """Refuse a history that tells no figure at all, with the reason of each."""
    if not found.fitted and not found.profiles:
        place, allowed = ", ".join(map(str, history)), "a log or figures that tell it"
        raise InputError(
            [Fault(place, one.key, "too little", allowed, in_english(one.reason)) for one in found.untold]
        )


def _digests(paths: tuple[Path, ...]) -> dict[str, str]:
    """Tell the files that were read by their bytes; a folder by those of its files."""
    files = [one for path in paths for one in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    return {
        f"{place} {one.name}": sha256(one.read_bytes()).hexdigest()
        for place, one in enumerate(files)
        if one.is_file()
    }


def _put(path: Path, text: str) -> None:
    """Write a scenario anew, whole or not at all, with the line ends that it has."""
    ends = b"\r\n" if b"\r\n" in path.read_bytes() else b"\n"
    write_whole(path, text.encode().replace(b"\n", ends))
