"""Measures that are not people: what each would change in the scenario, and at what price."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import tomlkit
from pydantic import BeforeValidator, Field

from sim.norms.faults import Fault, InputError
from sim.scenario.changes.change import Change, change_of, edited
from sim.scenario.lines import LineIndex
from sim.scenario.values.figures import Flag, Price, Section

if TYPE_CHECKING:
    from sim.scenario.schema import Scenario

EXAMPLE = "topics.delivery.spared_share=0.2"
TABLE = ("may_change", "measures")


def _changes(given: object) -> tuple[Change, ...]:
    """Read a list of "key=value"."""
    if isinstance(given, tuple):
        return given  # read before
    if not isinstance(given, list) or not given or not all(isinstance(one, str) for one in given):
        raise ValueError(f"must be changes in brackets, each in quotes; write [{EXAMPLE!r}]")
    try:
        return tuple(map(change_of, given))
    except InputError as error:
        [fault] = error.faults
        raise ValueError(f"must be key=value in each of them, not {fault.key}; {fault.way_out}") from None


class Measure(Section):
    """What the shop could do, its price, and whether this file does it."""

    set: Annotated[tuple[Change, ...], BeforeValidator(_changes)] = Field(examples=[[EXAMPLE]])
    euro: Price = 0.0  # once
    euro_per_week: Price = 0.0  # of the weeks that are judged
    taken: Flag = False  # the file says already what the measure sets, and pays for it

    def price(self, weeks: int) -> float:
        """Return what so many weeks of it cost, in euro."""
        return self.euro + self.euro_per_week * weeks


def taking(name: str, measure: Measure) -> tuple[Change, ...]:
    """Return the changes that take a measure."""
    return (*measure.set, Change(f"{_key(name)}.taken", "true"))


def faults_of_measures(
    scenario: "Scenario", text: str, read: Callable[[str], "Scenario"], index: LineIndex, place: str
) -> Iterator[Fault]:
    """Tell every measure that cannot be said of this scenario, or that changes nothing in it.

    `read` makes a scenario of a changed text, or raises an InputError with its faults.
    """
    for name, measure in scenario.may_change.measures.items():
        line = f"{place}:{index.line((*TABLE, name, 'set'))}"
        key = f"{_key(name)}.set"
        try:
            after = read(edited(text, measure.set))
        except InputError as error:
            for fault in error.faults:
                yield Fault(line, f"{key}: {fault.key}", fault.given, fault.allowed, fault.way_out)
            continue
        if (after == scenario) != measure.taken:
            yield Fault(line, key, _said(measure), *_wanted(measure))


def without_idle(scenario: "Scenario", text: str, read: Callable[[str], "Scenario"]) -> str:
    """Take measures out of a text that, once it was changed, already says what they set."""
    document = tomlkit.parse(text)
    for name, measure in scenario.may_change.measures.items():
        with suppress(InputError):  # one that cannot be said is told when the text is read
            if not measure.taken and read(edited(text, measure.set)) == scenario:
                del document["may_change"]["measures"][name]
    return tomlkit.dumps(document)


def _key(name: str) -> str:
    return ".".join((*TABLE, json.dumps(name, ensure_ascii=False)))


def _said(measure: Measure) -> str:
    return f"[{', '.join(map(str, measure.set))}]"


def _wanted(measure: Measure) -> tuple[str, str]:
    if measure.taken:
        return "what the file says, as the measure is taken", "say it, or take out taken = true"
    return "something that the file does not say already", "correct it, or take the measure out"
