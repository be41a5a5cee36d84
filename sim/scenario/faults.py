"""What a file says that a scenario cannot say, in plain words: where, what was given, the way out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, get_args, get_origin

from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from sim.norms.faults import Fault, InputError
from sim.scenario.lines import KeyPath, LineIndex
from sim.scenario.schema import Scenario
from sim.scenario.values.figures import Section
from sim.scenario.values.words import Written, is_week, nearest

SHOWN = 60  # characters of a given value that a fault repeats
CLOSE = 0.85  # how alike two words are when one is surely a slip of the other
NAMES = {  # tables whose keys the file makes up
    ("people",): "the name of a person",
    ("peaks",): "the name of a peak",
    ("reactions",): "the name of a reaction",
    ("sites",): "the name of a site",
    ("topics",): "the name of a topic",
    ("may_change", "shifts"): "the name of a shift",
    ("may_change", "more_hours"): "the name of a person",
    ("may_change", "measures"): "the name of a measure",
    ("orders", "week"): "a week",
    ("orders", "incidents"): "the name of an incident",
}
TABLES_OF_TABLES = (
    ("may_change", "measures"),
    ("orders", "week"),
    ("orders", "incidents"),
    ("reactions",),
    ("sites",),
)
ALIKE = (("contacts", "by_hour"),)  # tables whose keys all say the same: a mistake in several is one


def told(
    errors: Sequence[ErrorDetails], given: Mapping[str, Any], index: LineIndex, name: str
) -> list[Fault]:
    """Tell every error once, in the order of the file; `name` is what the faults call it."""
    found = []
    for error in _once(errors):
        path = _path(error)
        if isinstance(reason := error.get("ctx", {}).get("error"), InputError):  # of a file that it names
            found += [(index.line(path), path, fault) for fault in reason.faults]
            continue
        key = _written(path, given, error["input"])
        line = index.line(path)
        found.append((line, path, Fault(f"{name}:{line}", shown_key(key), *_words(error, path))))
    return _folded(sorted(found, key=lambda one: one[0]))


def _path(error: ErrorDetails) -> KeyPath:
    """A number is a place in a list; "[key]" is pydantic's word for a name that is itself at fault."""
    return tuple(part for part in error["loc"] if isinstance(part, str) and part != "[key]")


def _once(errors: Sequence[ErrorDetails]) -> Iterator[ErrorDetails]:
    """Leave out what stands below a name that is itself at fault."""
    misnamed = {_path(error) for error in errors if "[key]" in error["loc"]}
    for error in errors:
        path = _path(error)
        if "[key]" in error["loc"] or not any(path[:end] in misnamed for end in range(1, len(path) + 1)):
            yield error


def _folded(found: Sequence[tuple[int, KeyPath, Fault]]) -> list[Fault]:
    """Tell a mistake that several keys of one table share at the first of them."""
    faults: list[Fault] = []
    for (table, allowed), alike in groupby(found, lambda one: (one[1][:-1], one[2].allowed)):
        first, *others = alike
        if table not in ALIKE:
            faults += [fault for _, _, fault in (first, *others)]
            continue
        also = "; the same for " + ", ".join(path[-1] for _, path, _ in others) if others else ""
        fault = first[2]
        faults.append(Fault(fault.place, fault.key, fault.given, allowed, fault.way_out + also))
    return faults


def _written(path: KeyPath, given: Any, value: object) -> KeyPath:
    """Cut a key to what the file says of it: a short form, or a name that says a date, has no keys below."""
    for depth, key in enumerate(path):
        if not isinstance(given, Mapping) or (key not in given and value == path[depth - 1]):
            return path[:depth]
        given = given.get(key)
    return path


def _words(error: ErrorDetails, path: KeyPath) -> tuple[str, str, str]:
    """Return what was given, what is allowed and the way out, in plain words."""
    given, value = shown(error["input"]), error["input"]
    if misplaced := _misplaced(path):
        return misplaced
    if isinstance(value, list) and value and all(isinstance(one, Mapping) for one in value):
        return "two brackets", "one table", f"write [{shown_key(_example_of(path))}] in single brackets"
    match error["type"]:
        case "value_error":  # our own words: "must be <allowed>; <way out>"
            allowed, _, way_out = str(error["ctx"]["error"]).removeprefix("must be ").partition("; ")
            return given, allowed, way_out
        case "missing":
            return "nothing", f"in {_table(path[:-1])}", f"add {_example(path)}"
        case "extra_forbidden":
            return "an unknown key", f"a key of {_table(path[:-1])}", _hint(path)
        case _:
            table = shown_key(_example_of(path))
            return given, "a table", f"write [{table}] on a line of its own, and its keys below it"


def _misplaced(path: KeyPath) -> tuple[str, str, str] | None:
    """Tell a known key that stands where the file makes up names."""
    for table, names in NAMES.items():
        depth = len(table)
        if path[:depth] != table or len(path) == depth:
            continue
        key = path[depth]
        if key in _fields((*table, key)):
            inner = shown_key((*table, *_example_in(table)))
            return "an unknown key", names, f"write a line [{inner}] above it"
        if home := _home(key):
            return "an unknown key", names, home
    return None


def _example(path: KeyPath) -> str:
    *table, key = path
    example = _example_in(path)
    if isinstance(example, dict):
        [(inner, value)] = example.items()
        return f"a line [{key}] and below it {inner} = {shown(value)}"
    return f"{key} = {shown(example)}{'' if table else ' above the first [table]'}"


def _example_in(path: KeyPath) -> Any:
    return (_fields(path[:-1])[path[-1]].examples or [None])[0]


def _example_of(path: KeyPath) -> KeyPath:
    """Name a table that may stand in a file: of tables whose names the file makes up, one of them."""
    return (*path, *_example_in(path)) if path in TABLES_OF_TABLES else path


def _hint(path: KeyPath) -> str:
    *table, key = path
    known = list(_fields(path[:-1]))
    if surely := nearest(key, known, CLOSE):
        return f"did you mean {surely}?"
    if home := _home(key):
        return home
    if table == ["orders"] and is_week(key):
        return f"name it [orders.week.{key}]"
    meant = nearest(key, known)
    return f"did you mean {meant}?" if meant else f"known: {', '.join(known)}"


def _home(key: str) -> str:
    """Say where a key belongs, if it is a key of the scenario or of one of its tables."""
    if key in _fields(()):
        if _fields((key,)) or get_origin(_at((key,))) is dict:
            return f"write [{key}] on a line of its own"
        return "move it to the top, above the first [table]"
    homes = [table for table in _fields(()) if key in _fields((table,))]
    return f"move it below [{homes[0]}]" if homes else ""


def _fields(path: KeyPath) -> dict[str, FieldInfo]:
    """Return the fields of a table, by the name that the file uses; none for what is no table."""
    section = _at(path)
    if not (isinstance(section, type) and issubclass(section, Section)):
        return {}
    return {field.alias or name: field for name, field in section.model_fields.items()}


def _at(path: KeyPath) -> Any:
    """Return what a key may be: a section, a dict of them, or the type of a value."""
    if not path:
        return Scenario
    table = _at(path[:-1])
    if get_origin(table) is dict:
        return get_args(table)[1]
    fields = _fields(path[:-1])
    if path[-1] not in fields:
        return None
    kind = fields[path[-1]].annotation
    sections = [one for one in get_args(kind) if isinstance(one, type) and issubclass(one, Section)]
    return kind if get_origin(kind) is dict or not sections else sections[0]


def _table(path: KeyPath) -> str:
    return f"[{shown_key(path)}]" if path else "the scenario"


def shown_key(path: KeyPath) -> str:
    """Write a key as a file may write it."""
    return ".".join(part if re.fullmatch(r"[A-Za-z0-9_-]+", part) else f'"{part}"' for part in path)


def shown(given: object) -> str:
    """Return a value as the file writes it, cut to a length that fits a line."""
    match given:
        case bool():
            return str(given).lower()
        case str():
            return cut(f'"{given}"')
        case dict():
            return "a table" if given else "an empty table"
        case list():
            return cut(f"[{', '.join('[...]' if isinstance(one, list) else shown(one) for one in given)}]")
        case Written():
            return cut(given.text)
        case int() if abs(given) > 10**SHOWN:
            return "a number without end"  # which Python refuses to write out
        case _:
            return cut(str(given))


def cut(text: str) -> str:
    """Bring a text to one line that a fault can repeat."""
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."
