"""A scenario with some keys changed: its text, edited where the keys stand, and read again."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import InlineTable

from sim.norms.faults import Fault, InputError
from sim.scenario.lines import KeyPath
from sim.scenario.read import ScenarioFile, read_text

SHORT_FORMS = {"people": "hours", "peaks": "times"}  # tables whose entries may be one value, and its key
RANGE = re.compile(r"(-?\d+)\.\.(-?\d+)")
ONE_OF_SEVERAL = re.compile(r"""(?:\[[^\]]*\]|\{[^}]*\}|"[^"]*"|'[^']*'|[^,])+""")
MOST = 1_000  # values that a range may stand for


@dataclass(frozen=True)
class Change:
    """One key of a scenario and the value it is to have, as somebody typed them."""

    key: str  # "temps.count", 'peaks."2026-W49"'
    value: str  # TOML, or words without their quotes

    def __str__(self) -> str:
        return f"{self.key}={self.value}"

    @property
    def path(self) -> KeyPath:
        """The key, part by part; a part with blanks needs no quotes."""
        try:
            return tuple(_parts(tomllib.loads(f"{self.key} = 0")))
        except tomllib.TOMLDecodeError:
            return tuple(part.strip() for part in self.key.split("."))


def change_of(text: str) -> Change:
    """Read "temps.count=2".

    Raises:
        InputError: no key, or no value.
    """
    key, equals, value = text.partition("=")
    if not (key.strip() and equals and value.strip()):
        way_out = 'write "temps.count=2", in quotes where it holds a blank'
        raise InputError([Fault("change", text or '""', "no key with a value", "key=value", way_out)])
    return Change(key.strip(), value.strip())


def values_of(text: str) -> list[Change]:
    """Read "temps.count=0..6", or "work.order=oldest first,first answers first": one change a value.

    >>> [str(change) for change in values_of("temps.count=0..2")]
    ['temps.count=0', 'temps.count=1', 'temps.count=2']

    Raises:
        InputError: no key, no value, or a range that runs backwards or is endless.
    """
    change = change_of(text)
    if ends := RANGE.fullmatch(change.value):
        first, last = map(int, ends.groups())
        if not first <= last < first + MOST:
            raise InputError(
                [Fault(text, change.key, change.value, "a range that runs forwards", "write 0..6")]
            )
        return [Change(change.key, str(value)) for value in range(first, last + 1)]
    return [Change(change.key, value.strip()) for value in ONE_OF_SEVERAL.findall(change.value)]


def combined(texts: Iterable[str]) -> list[tuple[Change, ...]]:
    """Read several ranges of values: every combination of them, the last one changing fastest."""
    return list(product(*map(values_of, texts)))


def changed(file: ScenarioFile, changes: Sequence[Change]) -> ScenarioFile:
    """Return the scenario with other values; its text keeps comments and order, and can be saved and run.

    Raises:
        InputError: what the scenario cannot say, each fault at the change that asks for it.
    """
    document = tomlkit.parse(file.text)
    for change in changes:
        _set(document, change.path, _value(change.value))
    try:
        read = read_text(tomlkit.dumps(document), file.place)
    except InputError as error:
        raise InputError([_placed(fault, file, changes) for fault in error.faults]) from None
    return replace(read, name=file.name)


def _parts(table: dict[str, Any]) -> Iterable[str]:
    [(key, inner)] = table.items()
    return (key, *_parts(inner)) if isinstance(inner, dict) else (key,)


def _value(text: str) -> Any:
    try:
        return tomlkit.value(text)
    except (TOMLKitError, ValueError):  # words without quotes
        return tomlkit.string(text)


def _set(document: Any, path: KeyPath, value: Any) -> None:
    """Put a value at its place; tables on the way are made, and short forms widened to the long one."""
    table = document
    for depth, key in enumerate(path[:-1]):
        if key not in table:
            table[key] = tomlkit.inline_table() if isinstance(table, InlineTable) else tomlkit.table()
        elif not isinstance(table[key], dict):
            table[key] = _widened(table[key], path[depth - 1] if depth else key)
        table = table[key]
    table[path[-1]] = value


def _widened(short: Any, table: str) -> InlineTable:
    widened = tomlkit.inline_table()
    if table in SHORT_FORMS:
        widened[SHORT_FORMS[table]] = short
    return widened


def _placed(fault: Fault, file: ScenarioFile, changes: Sequence[Change]) -> Fault:
    """Name the change at fault; a fault elsewhere is one of the scenario with the changes, not of a line."""
    asked = [change for change in changes if fault.key.startswith(change.key)]
    return replace(
        fault, place=str(asked[0]) if asked else f"{file.place} with {', '.join(map(str, changes))}"
    )
