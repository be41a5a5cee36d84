"""A scenario with some keys changed: its text, edited where the keys stand, and read again."""

import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

from sim.deadline.weekly import read_weekly
from sim.norms.faults import Fault, InputError
from sim.scenario.changes.change import Change, change_of, edited, without
from sim.scenario.changes.measures import without_idle
from sim.scenario.changes.uncertain import TABLE as RANGES
from sim.scenario.changes.uncertain import path_of
from sim.scenario.read import ScenarioFile, checked, read_text
from sim.scenario.schema import Scenario
from sim.scenario.values.words import nearest

__all__ = ["Change", "change_of", "changed", "combined", "overridden", "overriding", "text_in", "values_of"]

RANGE = re.compile(r"(-?\d+)\.\.(-?\d+)")
ONE_OF_SEVERAL = re.compile(r"""(?:\[[^\]]*\]|\{[^}]*\}|"[^"]*"|'[^']*'|[^,])+""")
MOST = 1_000  # values that a range may stand for


def values_of(text: str) -> list[Change]:
    """Read "temps.count=0..6", or "work.order=oldest first,first answers first": one change a value.

    >>> [str(change) for change in values_of("temps.count=0..2")]
    ['temps.count=0', 'temps.count=1', 'temps.count=2']

    Raises:
        InputError: no key, no value, a range that runs backwards or is endless, or hours that may be one
            value or several.
    """
    change = change_of(text)
    _demand_one_meaning(change)
    if ends := RANGE.fullmatch(change.value):
        first, last = map(int, ends.groups())
        if not first <= last < first + MOST:
            raise InputError(
                [Fault(text, change.key, change.value, "a range that runs forwards", "write 0..6")]
            )
        return [Change(change.key, str(value)) for value in range(first, last + 1)]
    return [Change(change.key, value.strip()) for value in ONE_OF_SEVERAL.findall(change.value)]


def _demand_one_meaning(change: Change) -> None:
    """Refuse hours of several stretches without quotes: "mon-fri 09:00-17:00, sat 10:00-14:00"."""
    if "," in change.value and not re.search(r"[\"'\[{]", change.value) and _is_a_week(change.value):
        parts = ",".join(f'"{part.strip()}"' for part in change.value.split(","))
        way_out = (
            f"write {change.key}='\"{change.value}\"' for one plan, or {change.key}='{parts}' for several"
        )
        raise InputError([Fault(str(change), change.key, change.value, "hours in quotes", way_out)])


def _is_a_week(value: str) -> bool:
    try:
        return bool(read_weekly(value))
    except ValueError:
        return False


def combined(texts: Iterable[str]) -> list[tuple[Change, ...]]:
    """Read several ranges of values: every combination of them, the last one changing fastest."""
    return list(product(*map(values_of, texts)))


def changed(file: ScenarioFile, changes: Sequence[Change]) -> ScenarioFile:
    """Return the scenario with other values; its text keeps comments and order, and can be saved and run.

    A measure that may be taken and sets what is now said anyway is taken out. Of a scenario that has learned
    its figures a change takes out the range of the figure that it sets: nobody wrote it there.

    Raises:
        InputError: what the scenario cannot say, each fault at the change that asks for it.
    """
    try:
        text = edited(_without_learned_ranges(file, changes), changes)
        if file.scenario.may_change.measures:
            text = without_idle(_scenario(text, file), text, lambda other: _scenario(other, file))
        read = read_text(text, file.place)
    except InputError as error:
        misnamed = [fault for change in changes for fault in _misnamed(change, file)]
        raise InputError(misnamed or [_placed(fault, file, changes) for fault in error.faults]) from None
    return replace(read, name=file.name)


def overridden(file: ScenarioFile, **values: str | None) -> ScenarioFile:
    """Write what options say instead of the file into its text: a plan is then run as it was judged."""
    changes = overriding(**values)
    return changed(file, changes) if changes else file


def overriding(**values: str | None) -> list[Change]:
    """Return what options say instead of a file as changes of it; None leaves it as it is."""
    return [Change(key, json.dumps(value)) for key, value in values.items() if value is not None]


def text_in(folder: Path, file: ScenarioFile) -> str:
    """Return the text of a scenario for another folder, from which the files that it names are found."""
    home, here = Path(file.place).absolute().parent, folder.absolute()

    def found(name: str) -> str:
        return Path(os.path.relpath(home / name, here)).as_posix()

    named = {key: one.file for key, one in file.named_files.items()}
    changes = [
        Change(key, json.dumps(found(one) if isinstance(one, str) else [found(name) for name in one]))
        for key, one in named.items()
    ]
    return edited(file.text, changes) if changes else file.text


def _without_learned_ranges(file: ScenarioFile, changes: Sequence[Change]) -> str:
    if file.scenario.learned is None:
        return file.text
    asked = {change.path for change in changes}
    ranges = [(RANGES, key) for key in file.scenario.uncertain if path_of(key) in asked]
    return without(file.text, ranges) if ranges else file.text


def _scenario(text: str, file: ScenarioFile) -> Scenario:
    return checked(text, file.place)[0]


def _misnamed(change: Change, file: ScenarioFile) -> Iterator[Fault]:
    """Tell of a key of somebody or something that the file spells a little otherwise."""
    table, *names = change.path
    known = getattr(file.scenario, table, None)
    if isinstance(known, dict) and len(names) > 1 and names[0] not in known:
        meant = nearest(names[0], list(known))
        if meant is not None:
            allowed = f"a name that [{table}] has"
            yield Fault(str(change), change.key, f'"{names[0]}"', allowed, f"did you mean {meant}?")


def _placed(fault: Fault, file: ScenarioFile, changes: Sequence[Change]) -> Fault:
    """Name the change at fault; a fault elsewhere is one of the scenario with the changes, not of a line."""
    asked = [change for change in changes if fault.key.startswith(change.key)]
    if not asked and fault.key.startswith(f"{RANGES}."):
        way_out = f"give its range too, '{fault.key}=[low, high]', or take it out of the file"
        fault = replace(fault, way_out=way_out)
    return replace(
        fault, place=str(asked[0]) if asked else f"{file.place} with {', '.join(map(str, changes))}"
    )
