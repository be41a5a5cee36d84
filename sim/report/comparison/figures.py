"""Figures as a comparison writes them: three digits at most, differences with their sign and range."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, get_args

from sim.report.texts.language import ENGLISH
from sim.scenario.figures import Section
from sim.scenario.schema import Scenario

DIGITS = 3
percent = ENGLISH.percent


def few(value: float) -> str:
    """Write a figure with three digits at most: "2,310", "13", "2.6", "0.25", "0".

    >>> [few(value) for value in (2314.2, 13.42, 2.58, 0.2549, 0.0, 0.0004)]
    ['2,310', '13', '2.6', '0.25', '0', '0']
    """
    if abs(value) >= 100:
        return f"{float(f'{value:.{DIGITS}g}'):,.0f}"
    shown = f"{value:.0f}" if abs(value) >= 10 else f"{value:.1f}" if abs(value) >= 1 else f"{value:.2f}"
    return "0" if not float(shown) else shown.rstrip("0").rstrip(".") if "." in shown else shown


def rough(value: float) -> str:
    """Write a figure with two digits: "1,200", "0.4", "0"."""
    return few(float(f"{value:.2g}"))


def signed(value: float) -> str:
    """Write a difference with its sign and two digits: "-1,200", "+0.4", "0"."""
    text = rough(value)
    return text if text == "0" or value < 0 else f"+{text}"


def euro(value: float) -> str:
    """Write an amount in whole euro, as every other screen does: "€ 38,850", "€ 0", "-€ 300"."""
    return f"{'-' if value <= -0.5 else ''}€ {abs(round(value)):,}"


def added(row: Mapping[str, Any], figure: str) -> str:
    """Write what a plan adds to a figure, with its range: "-1,200 (-1,500 to -950)"."""
    return _with_range(row, figure, 1.0, "")


def points(row: Mapping[str, Any], chance: str) -> str:
    """Write what a plan adds to a chance, in points: "+18 (+12 to +25) pp"."""
    return _with_range(row, chance, 100.0, " pp")


def _with_range(row: Mapping[str, Any], name: str, times: float, unit: str) -> str:
    mean, low, high = (row[f"{name}_{column}"] for column in ("added", "added_low", "added_high"))
    write = signed if not unit else _whole
    known = "none differs" if not mean else "not known"
    if low is not None and (low or high):
        known = f"{write(times * low)} to {write(times * high)}"
    return f"{write(times * mean)}{unit} ({known})"


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
