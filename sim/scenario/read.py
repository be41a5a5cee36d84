"""From the text of a scenario file to a checked scenario, or to every fault in it with its line."""

import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sim.norms.faults import Fault, InputError
from sim.scenario.beside.history import HistoryFiles
from sim.scenario.beside.roster.read import RosterFile
from sim.scenario.beside.start import FOLDER, Start
from sim.scenario.changes.measures import faults_of_measures
from sim.scenario.changes.uncertain import faults_of_ranges
from sim.scenario.faults import cut, told
from sim.scenario.fits import crew
from sim.scenario.fits.guesses import ALL_GUESSES, GUESSES
from sim.scenario.fits.needless import REST_ON, needless
from sim.scenario.fits.reach import refuse
from sim.scenario.lines import LineIndex, index_lines
from sim.scenario.schema import Scenario
from sim.scenario.values.words import THOUSANDS, Written


@dataclass(frozen=True)
class ScenarioFile:
    """A scenario and what its file says about it."""

    scenario: Scenario
    text: str  # with \n line ends, whatever the file has
    name: str  # "peak-season"
    place: str  # what faults call it: the path that was given
    question: str  # that the file answers, from the comment on its first line; "" without one
    guesses: tuple[str, ...]  # keys of ALL_GUESSES that the file leaves out or marks with a comment

    @property
    def named_files(self) -> dict[str, Start | RosterFile | HistoryFiles]:
        """The files that the scenario names, by its key; their digests belong to the name of a run."""
        scenario = self.scenario
        named = {"start": scenario.start, "roster": scenario.roster, "history": scenario.past}
        return {key: file for key, file in named.items() if file is not None}

    @property
    def digests(self) -> dict[str, str]:
        """The bytes of the files that the scenario names: others are another run."""
        return {key: file.digest for key, file in self.named_files.items()}


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
    scenario, index = checked(text, name)
    faults = [
        *faults_of_measures(scenario, text, lambda other: checked(other, name)[0], index, name),
        *faults_of_ranges(
            scenario, _parsed(text, name), lambda given: _valid(given, index, name), index, name
        ),
    ]
    if faults:
        raise InputError(faults)
    guesses = tuple(_guesses(scenario, index))
    return ScenarioFile(scenario, text, Path(name).stem, name, _question(text), guesses)


def checked(text: str, name: str) -> tuple[Scenario, LineIndex]:
    """Read a text, but not whether its measures can be taken; raises as `read_text`."""
    given, index = _parsed(text, name), index_lines(text)
    return _valid(given, index, name), index


def _valid(given: dict[str, Any], index: LineIndex, name: str) -> Scenario:
    try:
        scenario = Scenario.model_validate(given, context={FOLDER: Path(name).parent})
        refuse([*needless(scenario), *crew.faults(scenario)])
    except ValidationError as error:
        raise InputError(told(error.errors(include_url=False), given, index, name)) from None
    return scenario


def _question(text: str) -> str:
    first = text.partition("\n")[0]
    if not first.startswith("#"):
        return ""
    return re.split(r"(?<=\?)|\s{2,}", first.removeprefix("#").strip())[0]


def _guesses(scenario: Scenario, index: LineIndex) -> Iterator[str]:
    for key in ALL_GUESSES:
        path = tuple(key.split("."))
        table = getattr(scenario, path[0])
        if table is None:  # a shop without [orders] guesses nothing about them
            continue
        if key in REST_ON and not getattr(table, REST_ON[key][0]):  # it weighs nothing
            continue
        comments = [index.comment(found) for found in index.lines if found[: len(path)] == path]
        left_out = not comments and key in GUESSES
        if left_out or any(comment.lower().startswith("guess") for comment in comments):
            yield key


def _parsed(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text, parse_float=Written)
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
    allowed, way_out = _otherwise_written(given) or next(
        (words for start, words in _SYNTAX.items() if message.startswith(start)), _OTHERWISE
    )
    return Fault(f"{name}:{line}", "text", cut(given) or "an empty line", allowed, way_out)


def _otherwise_written(line: str) -> tuple[str, str] | None:
    """Tell a number or a day that is written as one outside of files."""
    if found := re.search(rf"(?:questions|items)_per_week\s*=\s*({THOUSANDS})", line):
        mark, digits = "comma" if "," in found[1] else "points", re.sub(r"[.,]", "", found[1])
        return "a number without marks for thousands", f"leave out the {mark}: {digits}"
    if found := re.search(r"=\s*(\d{1,2}-\d{1,2}-\d{4})", line):
        return "a day in quotes, or with the year first", f'write "{found[1]}", or a day like 2026-12-24'
    return None
