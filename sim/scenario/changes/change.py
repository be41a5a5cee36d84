"""One key of a scenario and the value it is to have, read from a line and set in a text."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import InlineTable

from sim.norms.faults import Fault, InputError
from sim.scenario.lines import KeyPath

WAS = "the guess was:"
GUESS = re.compile(r"^guess\b[:;]?\s*", re.IGNORECASE)
FITTED = re.compile(r"^fitted from [^;]*(; |$)")
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
        except ValueError:  # no TOML, or more than one key
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


def remarked(text: str, remarks: Mapping[KeyPath, str]) -> str:
    """Say beside keys what their values rest on; a comment that calls one a guess no longer does.

    What else a comment says stays behind the remark, and one of an earlier fit makes room for the new one.
    Keys that share a line with others have no comment of their own, and get none.
    """
    document = tomlkit.parse(text)
    for path, remark in remarks.items():
        table: Any = document
        for key in path[:-1]:
            table = table[key]
        if isinstance(table, InlineTable):
            continue
        item = table.item(path[-1])
        said = GUESS.sub(f"{WAS} ", FITTED.sub("", item.trivia.comment.lstrip("# ")))
        said = said.strip().removesuffix(WAS)  # nothing was said but that it is one
        item.trivia.comment = f"# {'; '.join(filter(None, (remark, said)))}"
        item.trivia.comment_ws = item.trivia.comment_ws or "  "
    return tomlkit.dumps(document)


def without(text: str, paths: Iterable[KeyPath]) -> str:
    """Take keys out of the text of a scenario; those that it does not have are out already."""
    document = tomlkit.parse(text)
    for path in paths:
        table: Any = document
        for key in path[:-1]:
            table = table.get(key, {})
        if path[-1] in table:
            table.remove(path[-1])
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
