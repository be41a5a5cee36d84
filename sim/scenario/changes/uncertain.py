"""Figures of which the file is unsure: a range around the value, and every season draws a value of its own.

[uncertain]
"work.minutes_per_mail" = [6.1, 6.9]  # nine seasons in ten lie between

Half of a normal distribution lies on each side of the file's value, which is the median, each as wide as it
takes for one season in twenty to lie below the low end and one in twenty above the high one (see
`draws.two_halves`). What would lie beyond the bounds of the key lies on the bound.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from sim.norms.faults import Fault, InputError
from sim.scenario.changes.change import SHORT_FORMS, Change
from sim.scenario.lines import KeyPath, LineIndex
from sim.scenario.schema import Scenario
from sim.scenario.values.figures import Section
from sim.scenario.values.ranges import EXAMPLE
from sim.scenario.values.words import nearest

TABLE = "uncertain"
TAIL = 0.05  # of the seasons below the low end, and so many above the high one
# Figures that no season reads: prices, offers, norms that were agreed.
NOT_DRAWN = {
    *("prices", "may_change", "overtime"),
    *("euro_per_hour", "euro_per_message", "contract_hours", "returns_norm", "questions_norm"),
}


@dataclass(frozen=True)
class Figure:
    """A number of a scenario that seasons read."""

    path: KeyPath
    value: float
    least: float  # the bounds of its key, both allowed
    most: float

    def within(self, value: float) -> float:
        """Return a value, or the bound beyond which it lies."""
        return min(max(value, self.least), self.most)

    def demand(self, value: float) -> None:
        """Raise InputError for a value beyond the bounds."""
        if self.within(value) != value:
            allowed, way_out = f"between {self.least:g} and {self.most:g}", "correct the range"
            raise InputError([Fault("", ".".join(self.path), f"{value:g}", allowed, way_out)])


def figures(scenario: Scenario) -> dict[KeyPath, Figure]:
    """List all numbers that may be uncertain: those with a value, and no whole numbers, which are counted."""
    return {one.path: one for one in _figures(scenario, ())}


def path_of(key: str) -> KeyPath:
    """Split the key of a figure: "work.minutes_per_mail", 'people."Jan de Vries".speed'."""
    return Change(key, "").path


def uncertain_figures(scenario: Scenario) -> dict[str, Figure]:
    """List the figures with a range, by their keys as the file writes them."""
    known = figures(scenario) if scenario.uncertain else {}
    return {key: known[path_of(key)] for key in scenario.uncertain}


def with_value(scenario: Scenario, figure: Figure, value: float) -> Scenario:
    """Give a figure another value, or the bound beyond which it lies; what others say of it is not asked."""
    changed: Scenario = _replaced(scenario, figure.path, figure.within(value))
    return changed


def certain(scenario: Scenario, figure: Figure, value: float) -> Scenario:
    """Give a figure a value that all seasons share."""
    left = {key: ends for key, ends in scenario.uncertain.items() if path_of(key) != figure.path}
    return with_value(scenario.model_copy(update={TABLE: left}), figure, value)


def faults_of_ranges(
    scenario: Scenario,
    given: Mapping[str, Any],
    read: Callable[[dict[str, Any]], object],
    index: LineIndex,
    place: str,
) -> Iterator[Fault]:
    """Tell every range of no figure of the file, not around its value, or with an end that it cannot have.

    `read` makes a scenario of what tables and keys a text gives, or raises an InputError with its faults.
    """
    known, first = figures(scenario), dict[KeyPath, str]()
    for key, ends in scenario.uncertain.items():
        line, name = index.line((TABLE, key)), f"{TABLE}.{json.dumps(key, ensure_ascii=False)}"
        told = Fault(f"{place}:{line}", name, f"[{ends[0]:g}, {ends[1]:g}]", "", "")
        figure = known.get(path_of(key))
        if figure is None:
            yield _unknown(told, key, scenario)
        elif (again := first.setdefault(path_of(key), key)) != key:
            yield replace(told, allowed="there once", way_out=f"take it out: {again} is the same figure")
        elif not ends[0] <= figure.value <= ends[1]:
            allowed = f"around {figure.value:g}, the value of {key}"
            yield replace(told, allowed=allowed, way_out="correct the range, or the value in its table")
        else:
            asked = partial(_read_with, read, given, figure.path)
            reads = figure.demand if _of_roster(scenario, figure.path) else asked
            yield from _at_an_end(told, figure.path, given[TABLE][key], reads)


def _of_roster(scenario: Scenario, path: KeyPath) -> bool:
    """Tell a figure of a person whom the roster has: the text cannot say another value."""
    return scenario.roster is not None and path[0] == "people" and path[1] in scenario.roster.people


def _at_an_end(
    told: Fault, path: KeyPath, ends: Sequence[float], read: Callable[[float], object]
) -> Iterator[Fault]:
    """Tell the first end that the file could not say as a value; `read` reads it with one."""
    for end in ends:
        try:
            read(end)
        except InputError as error:
            fault = error.faults[0]
            own = path_of(fault.key) == path
            allowed = fault.allowed if own else f"a value with which {fault.key} are {fault.allowed}"
            yield replace(told, given=f"{end}", allowed=f"{allowed}, at both ends", way_out=fault.way_out)
            return


def _unknown(told: Fault, key: str, scenario: Scenario) -> Fault:
    """Say which figure was meant, or why none can be."""
    names = [".".join(path) for path in figures(scenario)]
    same_end = [name for name in names if name.rpartition(".")[2] == key]
    meant = same_end[0] if same_end else nearest(key, names)
    way_out = f"did you mean {meant}?" if meant else f"name table and key, such as {EXAMPLE}"
    return replace(
        told,
        given="no such figure",
        allowed="a number with a value that seasons read, no whole number, no date and no price",
        way_out=way_out,
    )


def _figures(section: Section, above: KeyPath) -> Iterator[Figure]:
    for name, field in type(section).model_fields.items():
        value, path = getattr(section, name), (*above, field.alias or name)
        if path[-1] in NOT_DRAWN:
            continue
        if isinstance(value, Section):
            yield from _figures(value, path)
        elif isinstance(value, dict):
            for entry, one in value.items():
                if isinstance(one, Section):
                    yield from _figures(one, (*path, entry))
        elif (reader := section.reader(name)) is not None and value is not None:
            yield Figure(path, float(value), reader.least, reader.most)


def _replaced(holder: Any, path: KeyPath, value: float) -> Any:
    """Return a section or a dict of them with another value at a path below it."""
    key, *below = path
    if isinstance(holder, dict):
        return {**holder, key: _replaced(holder[key], tuple(below), value)}
    inner = _replaced(getattr(holder, key), tuple(below), value) if below else value
    return holder.model_copy(update={key: inner})


def _read_with(
    read: Callable[[dict[str, Any]], object], given: Mapping[str, Any], path: KeyPath, value: Any
) -> object:
    """Read what a text gives with another value; short forms are widened, and ranges left out."""
    said = {key: below for key, below in given.items() if key != TABLE}
    table: dict[str, Any] = said
    for depth, key in enumerate(path[:-1]):
        inner = table.get(key, {})
        table[key] = dict(inner) if isinstance(inner, dict) else {SHORT_FORMS[path[depth - 1]]: inner}
        table = table[key]
    table[path[-1]] = value
    return read(said)
