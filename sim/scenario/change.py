"""One key of a scenario and the value it is to have, read from a line and set in a text."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import InlineTable

from sim.norms.faults import Fault, InputError
from sim.scenario.lines import KeyPath

SHORT_FORMS = {"people": "hours", "peaks": "times"}  # tables whose entries may be one value, and its key


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


def edited(text: str, changes: Sequence[Change]) -> str:
    """Set values in the text of a scenario, which keeps its comments and its order."""
    document = tomlkit.parse(text)
    for change in changes:
        _set(document, change.path, _value(change.value))
    return tomlkit.dumps(document)


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
