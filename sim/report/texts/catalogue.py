"""The messages of a language: a file of names and texts, read when the first of them is asked for.

A text is found by the path of its name, "headline.mails". A table of `one` and `many` is one text in two
forms; a list holds words that are counted off, such as the days of the week.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
FORMS = {"one", "many"}  # of a text that says how many; which one, its value `n` decides

Text = str | Mapping[str, str]


@dataclass(frozen=True)
class Catalogue:
    """What one language says."""

    texts: Mapping[str, Text]
    lists: Mapping[str, tuple[str, ...]]


@cache
def catalogue(code: str) -> Catalogue:
    """Read the texts of a language, "en" or "nl"."""
    entries = dict(_entries(tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))))
    lists = {name: tuple(entry) for name, entry in entries.items() if isinstance(entry, list)}
    return Catalogue({name: entry for name, entry in entries.items() if name not in lists}, lists)


def _entries(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    """Name every text and list of a table by its path."""
    for name, entry in table.items():
        if isinstance(entry, dict) and entry.keys() != FORMS:
            yield from _entries(entry, f"{path}{name}.")
        else:
            yield path + name, entry
