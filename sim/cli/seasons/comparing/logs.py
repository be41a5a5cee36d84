"""Readings of the rules for one real log: read once, judged many times, and what flips."""

from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from sim.cli.logs.asked import no_effect
from sim.cli.logs.options import asked_of, from_manifest, judged, layout_of
from sim.cli.options import EDITION, working_hours
from sim.cli.seasons.comparing.options import varied
from sim.deadline.holidays import POLICIES
from sim.deadline.instants.forms import did_you_mean
from sim.norms import Fault, InputError, Verdicts, default_edition
from sim.norms.editions.edition import edition
from sim.norms.editions.reading import changeable, changes
from sim.norms.log.read import Reading, read
from sim.norms.told.judged import Asked, judge_read
from sim.norms.verdicts import judge_by
from sim.records.manifest import run_name, seal
from sim.records.store import write_whole
from sim.report.judged.readings.read import Read
from sim.report.judged.readings.screen import readings
from sim.report.judged.readings.tables import flipped_csv, verdicts_csv
from sim.report.lines import within_width
from sim.report.texts.language import Language
from sim.scenario.changes.vary import Change

CHOICES = {"edition": EDITION.choices, "holidays": tuple(POLICIES), "boundary": ("close", "next_open")}
SCREEN = "screen.txt"


def compare_readings(log: str, others: tuple[str, ...], given: dict[str, Any]) -> None:
    """Judge a log by every combination of what --vary says, and print the verdicts side by side."""
    if others:
        raise click.UsageError(f"{others[0]} given beside a log; must be a log alone; compare it by --vary")
    say: Language = given.pop("say")
    if not given["vary"]:
        raise click.UsageError("no --vary given; must be one or more; write --vary edition=8wh,24h-weekday")
    asked = [(_name(said), _asked(given, said)) for said in varied(given["vary"])]
    reading = read(Path(log), layout_of(given), given["on_fault"])
    base = asked_of(given, newest_too=False)
    told = judged(lambda: judge_read(reading, base), base)
    compared = [Read(_base_name(base, say), told.verdicts), *_different(reading, base, asked)]
    lines = [
        from_manifest(log, say),
        *no_effect(told, given, say),
        readings(log, told.found, compared, say),
        *_alike(base, asked, say),
    ]
    folder = _written(log, given, compared, within_width("\n".join(filter(None, lines))))
    click.echo(within_width(say("readings.tables", verdicts=str(folder / "verdicts.csv"))))


def _asked(given: Mapping[str, Any], said: tuple[Change, ...]) -> Asked:
    """Read the rules as the options say, but for some changes."""
    values = dict(given)
    for change in said:
        if change.key in CHOICES:
            if change.value not in (known := CHOICES[change.key]):
                hint = did_you_mean(change.value, known)
                raise _fault(change, f"one of {', '.join(known)}", f"correct it{hint}")
            values[change.key] = change.value
        elif change.key == "hours":
            values["hours"] = _hours(change)
        else:
            values["rules"] = (*values["rules"], _rule(change, values["edition"]))
    return asked_of(values, newest_too=False)


def _hours(change: Change) -> str | None:
    ctx = click.get_current_context()
    [parameter] = [one for one in ctx.command.params if one.name == "hours"]
    try:
        return working_hours(ctx, parameter, change.value.strip("\"'"))
    except click.BadParameter as fault:
        raise click.BadParameter(fault.message, param_hint="--vary hours") from None


def _rule(change: Change, name: str | None) -> str:
    known = changeable(edition(name or default_edition().name))
    if change.key not in known:
        allowed = "edition, holidays, hours, boundary or a value of the edition"
        raise _fault(change, allowed, "normsim editions lists them; write --vary edition=8wh,24h-weekday")
    return f"{change.key}={change.value}"


def _fault(change: Change, allowed: str, way_out: str) -> InputError:
    return InputError([Fault("--vary", change.key, change.value, allowed, way_out)])


def _name(said: tuple[Change, ...]) -> str:
    return ", ".join(map(str, said))


def _base_name(base: Asked, say: Language) -> str:
    return " · ".join(
        [
            say("judged.edition", name=base.edition.name),
            say("judged.holidays", listed=str(base.holidays)),
            base.options.hours or say("readings.hours_of_edition"),
            say("judged.boundary", boundary=base.options.boundary),
        ]
    )


def _different(reading: Reading, base: Asked, asked: list[tuple[str, Asked]]) -> Iterator[Read]:
    for name, one in asked:
        if _rules(one) != _rules(base):
            yield Read(name, _judged(reading, one))


def _rules(asked: Asked) -> tuple[object, ...]:
    """Return what decides the verdicts: a value read as its edition has it anyway is no other rule."""
    return asked.edition.name, changes(asked.edition), asked.holidays, asked.options


def _judged(reading: Reading, asked: Asked) -> Verdicts:
    return judge_by(reading.log, asked.edition, asked.holidays, asked.as_of, asked.options)


def _alike(base: Asked, asked: list[tuple[str, Asked]], say: Language) -> Iterator[str]:
    same = (name for name, one in asked if _rules(one) == _rules(base))
    yield from (say("readings.is_the_first", name=name) for name in same)


def _written(log: str, given: Mapping[str, Any], compared: list[Read], text: str) -> Path:
    """Write tables and screen to a folder named after the log and what came out, and show the screen."""
    path = Path(log)
    tables = {"verdicts.csv": verdicts_csv(compared), "flipped.csv": flipped_csv(compared)}
    content = "\n".join(table.decode() for table in tables.values())
    name = run_name(content, {"compared": [one.name for one in compared]}, version("normsim"))
    folder: Path = given["out"] / (path.stem or path.resolve().name) / f"compare-{name}"
    for file, table in tables.items():
        write_whole(folder / file, table)
    write_whole(folder / SCREEN, f"{text}\n".encode())
    seal(folder, {"compared": [one.name for one in compared], "log": log, "normsim": version("normsim")})
    click.echo(text)
    return folder
