"""From the text of a scenario file to a checked scenario, or to every fault in it with its line."""

import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from sim.norms.faults import Fault, InputError
from sim.scenario.figures import Section
from sim.scenario.guesses import GUESSES
from sim.scenario.lines import KeyPath, LineIndex, index_lines
from sim.scenario.schema import Scenario
from sim.scenario.words import nearest

SHOWN = 60  # characters of a given value that a fault repeats


@dataclass(frozen=True)
class ScenarioFile:
    """A scenario and what its file says about it."""

    scenario: Scenario
    text: str  # with \n line ends, whatever the file has
    name: str  # "peak-season"
    question: str  # that the file answers, from the comment on its first line; "" without one
    guesses: tuple[str, ...]  # keys of GUESSES that the file leaves out or marks with a comment


def read(path: str | os.PathLike[str]) -> ScenarioFile:
    """Read a scenario file.

    Raises:
        InputError: the file cannot be read as text, or says what a scenario cannot say: every fault at once.
    """
    place = os.fspath(path)
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")  # Notepad writes a byte order mark
    except UnicodeDecodeError:
        raise _unreadable(place, "text in another encoding", "save it again, with Encoding: UTF-8") from None
    except FileNotFoundError:
        raise _unreadable(place, "no such file", f"look in {Path(path).parent}") from None
    except OSError as error:
        given = "a folder" if os.path.isdir(path) else (error.strerror or "a file that does not open")
        raise _unreadable(place, given, "give the path of a .toml file that you may read") from None
    except ValueError:  # a null character in the name
        raise _unreadable(place, "no name of a file", "give the path of a .toml file") from None
    return read_text(text, place)


def _unreadable(place: str, given: str, way_out: str) -> InputError:
    return InputError([Fault(place, "file", given, "a scenario file, saved as UTF-8", way_out)])


def read_text(text: str, name: str) -> ScenarioFile:
    """Read the text of a scenario; `name` is what faults call it, a path or a word.

    Raises:
        InputError: every fault in the text, in the order of its lines.
    """
    text = text.replace("\r\n", "\n")
    given = _parsed(text, name)
    index = index_lines(text)
    try:
        scenario = Scenario.model_validate(given)
    except ValidationError as error:
        raise InputError(_faults(error.errors(include_url=False), index, name)) from None
    return ScenarioFile(scenario, text, Path(name).stem, _question(text), tuple(_guesses(scenario, index)))


def _question(text: str) -> str:
    first = text.partition("\n")[0]
    if not first.startswith("#"):
        return ""
    return re.split(r"(?<=\?)|\s{2,}", first.removeprefix("#").strip())[0]


def _guesses(scenario: Scenario, index: LineIndex) -> Iterator[str]:
    for key in GUESSES:
        path = tuple(key.split("."))
        if getattr(scenario, path[0]) is None:  # a shop without [orders] guesses nothing about them
            continue
        comments = [index.comment(found) for found in index.lines if found[: len(path)] == path]
        if not comments or any(comment.lower().startswith("guess") for comment in comments):
            yield key


def _parsed(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError:
        fault = Fault(
            f"{name}:1", "text", "brackets within brackets without end", "a scenario", "close each [ with a ]"
        )
    except ValueError as error:
        fault = _syntax_fault(str(error), text, name)
    raise InputError([fault])


# What tomllib's messages begin with, in the words of someone who has never heard of TOML.
_VALUE = (
    "a number, words in quotes, true, false or a list in [ ]",
    "put words in quotes; write 0.05 with a point and without %",
)
_KEY = ("key = value", 'put a name with blanks or accents in quotes: "Jan de Vries" = ...')
_TWICE = ("there once", "remove one of the two")
_STRING = ("words between two quotes on one line", "close the quotes; write / in place of \\")
_SYNTAX = {
    "Expected '='": _KEY,
    "Invalid statement": _KEY,
    "Expected ']'": ("a table such as [contacts]", "close the bracket"),
    "Expected newline": _VALUE,
    "Invalid value": _VALUE,
    "Invalid initial": _KEY,
    "Invalid date": ("a day that the calendar has", "write it like 2026-12-24"),
    "Unclosed array": ("a list that is closed", "add the ]"),
    "Cannot": _TWICE,
    "Duplicate": _TWICE,
    "Unterminated string": _STRING,
    "Illegal character": _STRING,
    "Unescaped": _STRING,
    "Expected '\"": _STRING,
}
_OTHERWISE = ("key = value on one line", "look at a file in scenarios/ for the form")


def _syntax_fault(message: str, text: str, name: str) -> Fault:
    lines = text.split("\n")
    found = re.search(r"at line (\d+)", message)
    line = int(found[1]) if found else len(text.rstrip().split("\n"))
    given = lines[line - 1].strip()
    allowed, way_out = next(
        (words for start, words in _SYNTAX.items() if message.startswith(start)), _OTHERWISE
    )
    return Fault(f"{name}:{line}", "text", _cut(given) or "an empty line", allowed, way_out)


def _faults(errors: list[ErrorDetails], index: LineIndex, name: str) -> list[Fault]:
    found = []
    for error in errors:
        # A number is a place in a list; "[key]" is pydantic's word for a name that is itself at fault.
        path = tuple(part for part in error["loc"] if isinstance(part, str) and part != "[key]")
        line = index.line(path)
        found.append((line, Fault(f"{name}:{line}", _key(path), *_words(error, path))))
    return [fault for _, fault in sorted(found, key=lambda pair: pair[0])]


def _words(error: ErrorDetails, path: KeyPath) -> tuple[str, str, str]:
    """Return what was given, what is allowed and the way out, in plain words."""
    given = _shown(error["input"])
    match error["type"]:
        case "value_error":  # our own words: "must be <allowed>; <way out>"
            allowed, _, way_out = str(error["ctx"]["error"]).removeprefix("must be ").partition("; ")
            return given, allowed, way_out
        case "missing":
            return "nothing", f"in {_table(path[:-1])}", f"add {_example(path)}"
        case "extra_forbidden":
            return "an unknown key", f"a key of {_table(path[:-1])}", _hint(path)
        case _:
            return given, "a table", f"write [{_key(path)}] on a line of its own, and its keys below it"


def _example(path: KeyPath) -> str:
    *table, key = path
    example = (_fields(path[:-1])[key].examples or [None])[0]
    if isinstance(example, dict):
        [(inner, value)] = example.items()
        return f"a line [{key}] and below it {inner} = {_shown(value)}"
    return f"{key} = {_shown(example)}{'' if table else ' above the first [table]'}"


def _hint(path: KeyPath) -> str:
    key = path[-1]
    if key in _fields(()):
        return "move it to the top, above the first [table]"
    homes = [table for table in _fields(()) if key in _fields((table,))]
    if homes:
        return f"move it below [{homes[0]}]"
    known = list(_fields(path[:-1]))
    meant = nearest(key, known)
    return f"did you mean {meant}?" if meant else f"known: {', '.join(known)}"


def _fields(path: KeyPath) -> dict[str, FieldInfo]:
    """Return the fields of a table, by the name that the file uses; none for what is no table."""
    section: Any = Scenario
    steps = list(path)
    while steps:
        section = _fields_of(section)[steps.pop(0)].annotation
        if get_origin(section) is dict:
            section = get_args(section)[1]
            steps = steps[1:]
        section = next((one for one in (section, *get_args(section)) if _is_section(one)), None)
    return _fields_of(section)


def _fields_of(section: Any) -> dict[str, FieldInfo]:
    if not _is_section(section):
        return {}
    return {field.alias or name: field for name, field in section.model_fields.items()}


def _is_section(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Section)


def _table(path: KeyPath) -> str:
    return f"[{_key(path)}]" if path else "the scenario"


def _key(path: KeyPath) -> str:
    return ".".join(part if re.fullmatch(r"[A-Za-z0-9_-]+", part) else f'"{part}"' for part in path)


def _shown(given: object) -> str:
    """Return a value as the file writes it, cut to a length that fits a line."""
    match given:
        case bool():
            return str(given).lower()
        case str():
            return _cut(f'"{given}"')
        case dict():
            return "a table" if given else "an empty table"
        case list():
            return _cut(f"[{', '.join('[...]' if isinstance(one, list) else _shown(one) for one in given)}]")
        case int() if abs(given) > 10**SHOWN:
            return "a number without end"  # which Python refuses to write out
        case _:
            return _cut(str(given))


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."
