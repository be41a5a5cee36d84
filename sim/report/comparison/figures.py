"""Figures as a comparison writes them: three digits at most, differences with their sign and range."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, get_args

from sim.report.texts.language import Language
from sim.scenario.schema import Scenario
from sim.scenario.values.figures import Section


def added(row: Mapping[str, Any], figure: str, say: Language) -> str:
    """Write what a plan adds to a figure, with its range: "-1,200 (-1,500 to -950)"."""
    return _with_range(row, figure, say, say.by)


def points(row: Mapping[str, Any], chance: str, say: Language) -> str:
    """Write what a plan adds to a chance, in points: "+18 pp (+12 to +25)"."""
    return _with_range(row, chance, say, lambda share: _whole(100 * share), " pp")


def _with_range(
    row: Mapping[str, Any], name: str, say: Language, write: Callable[[float], str], unit: str = ""
) -> str:
    mean, low, high = (row[f"{name}_{column}"] for column in ("added", "added_low", "added_high"))
    known = say("compare.not_known" if mean else "compare.none_differs")
    if low is not None and (low or high):
        known = say("words.between", low=write(low), high=write(high))
    return f"{write(mean)}{unit} ({known})"


def _whole(value: float) -> str:
    return f"{value:+.0f}" if abs(value) >= 0.5 else "0"


def short(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Leave the tables out of the names of plans where the key says enough: "order=newest first"."""
    names = [re.sub(r"(?:[\w-]+\.)+([\w-]+)=", _key, row["plan"]) for row in rows]
    if len(set(names)) < len(names):
        names = [row["plan"] for row in rows]
    return [{**row, "plan": name} for row, name in zip(rows, names, strict=True)]


def _key(said: re.Match[str]) -> str:
    """Write a key without its tables if no other table has a key of that name: "temps.count" stays."""
    return f"{said[1]}=" if len(_tables_with(said[1])) == 1 else said[0]


@cache
def _tables_with(key: str) -> list[str]:
    """List the tables of a scenario that have a key of this name; "" is the top of the file."""
    tables = {name: _sections(one.annotation) for name, one in Scenario.model_fields.items()}
    del tables["may_change"]  # which says what else may be written elsewhere
    tables[""] = [Scenario]
    return [name for name, sections in tables.items() for one in sections if key in one.model_fields]


def _sections(annotation: Any) -> list[type[Section]]:
    """List the classes of a table, and of the entries of one with names."""
    if isinstance(annotation, type) and issubclass(annotation, Section):
        return [annotation]
    return [section for part in get_args(annotation) for section in _sections(part)]
