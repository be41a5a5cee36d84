"""Measures that are not people: what each would change in the scenario, and at what price."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress

import tomlkit

from sim.norms.faults import Fault, InputError
from sim.scenario.changes.change import Change, edited
from sim.scenario.lines import LineIndex
from sim.scenario.people.offers import Measure
from sim.scenario.schema import Scenario

TABLE = ("may_change", "measures")


def taking(name: str, measure: Measure) -> tuple[Change, ...]:
    """Return the changes that take a measure."""
    return (*measure.set, Change(f"{_key(name)}.taken", "true"))


def faults_of_measures(
    scenario: Scenario, text: str, read: Callable[[str], Scenario], index: LineIndex, place: str
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


def without_idle(scenario: Scenario, text: str, read: Callable[[str], Scenario]) -> str:
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
