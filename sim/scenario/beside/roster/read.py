"""From the rows of a roster to people as [people] would have them, or every fault with its row."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, ValidationError, ValidationInfo

from sim.deadline.instants.wall import MINUTE_S
from sim.deadline.weekly import DAYS, WeeklySlot, time_text
from sim.norms.faults import Fault, InputError
from sim.scenario.beside.roster.columns import EXAMPLES, READERS, TERMS, Break
from sim.scenario.beside.roster.sheet import KINDS, Row, rows
from sim.scenario.beside.start import FOLDER
from sim.scenario.people.staff import Person
from sim.scenario.values.rota import DatedSlot

Slot = WeeklySlot | DatedSlot


@dataclass(frozen=True)
class RosterFile:
    """The people of a roster's file."""

    file: str  # as the scenario names it
    people: Mapping[str, Person]
    digest: str  # of the file's bytes: another roster is another run

    @property
    def by_date(self) -> bool:
        """Every shift has a date: nothing says what comes before the first and after the last."""
        return not any(one.hours for one in self.people.values())


@dataclass(frozen=True)
class _Shift:
    """A row that could be read."""

    row: Row
    name: str
    slot: Slot
    breaks: Break
    terms: dict[str, Any]

    @property
    def key(self) -> tuple[Any, int]:
        """The day, and when on it."""
        return self.slot[0], self.slot.opens


def read_roster(given: object, info: ValidationInfo) -> RosterFile:
    """Read the roster that a scenario names, from the folder of its own file."""
    if isinstance(given, RosterFile):
        return given
    if not isinstance(given, str) or Path(given).suffix.lower() not in KINDS:
        raise ValueError('must be the name of a CSV or Excel file; write roster = "roster.csv"')
    path = Path((info.context or {}).get(FOLDER, ".")) / given
    if not path.is_file():
        raise ValueError(f"must be a file beside the scenario; there is no {path}")
    return RosterFile(given, people_of(path), sha256(path.read_bytes()).hexdigest())


RosterNamed = Annotated[RosterFile, BeforeValidator(read_roster)]


def people_of(path: Path) -> dict[str, Person]:
    """Read the people of a roster, in the order of their first rows.

    Raises:
        InputError: every fault of the file, with its row.
    """
    faults: list[Fault] = []
    shifts = [shift for row in rows(path) if (shift := _shift(row, faults)) is not None]
    by_name: dict[str, list[_Shift]] = {}
    for shift in shifts:
        by_name.setdefault(shift.name, []).append(shift)
    people = {name: _person(number, theirs, faults) for number, (name, theirs) in enumerate(by_name.items())}
    if faults:
        raise InputError(sorted(faults, key=lambda one: int(one.place.rpartition(":")[2])))
    return {name: person for name, person in people.items() if person is not None}


def _shift(row: Row, faults: list[Fault]) -> _Shift | None:
    """Read one row; None, and its faults, where it cannot be."""
    read, wrong = _cells(row)
    day = next((read[name] for name in ("date", "day", "weekday") if read.get(name) is not None), None)
    wrong += _missing(row, {**read, "day": day}, {fault.key for fault in wrong})
    if not wrong and read["end"] <= read["begin"]:
        way_out = "write a night as two rows, until 24:00 and from 00:00"
        wrong.append(Fault(row.place, "end", f'"{row.cells["end"]}"', "later than begin", way_out))
    faults += wrong
    if wrong:
        return None
    kind = DatedSlot if isinstance(day, date) else WeeklySlot
    slot = kind(day, read["begin"], read["end"])  # type: ignore[arg-type]
    terms = {term: read[term] for term in TERMS if term in read}
    return _Shift(row, read["name"], slot, read.get("break", 0.0), terms)


def _cells(row: Row) -> tuple[dict[str, Any], list[Fault]]:
    """Read the cells of a row, and say which cannot be read."""
    read, wrong = dict[str, Any](), []
    for column, cell in row.cells.items():
        if cell is not None:
            try:
                read[column] = READERS[column](cell)
            except ValueError as fault:
                allowed, _, way_out = str(fault).removeprefix("must be ").partition("; ")
                wrong.append(Fault(row.place, column, f'"{cell}"', allowed, way_out))
    return read, wrong


def _missing(row: Row, read: Mapping[str, Any], wrong: set[str]) -> list[Fault]:
    """Say what a row needs and does not have; what could not be read is told already."""
    dates = {"day", "date", "weekday"}
    told = wrong | (dates if wrong & dates else set())
    return [
        Fault(row.place, column, "nothing", "in every row", f"write {example}")
        for column, example in EXAMPLES.items()
        if column not in told and read.get(column) is None
    ]


def _person(number: int, shifts: list[_Shift], faults: list[Fault]) -> Person | None:
    """Put the shifts of one person together; `number` counts people, who go to their breaks in turns."""
    before, ordered = len(faults), sorted(shifts, key=lambda one: (str(type(one.slot)), *one.key))
    faults += [*_overlaps(ordered), *_other_terms(shifts)]
    rest = tuple(slot for shift in ordered for slot in _rest(shift, number, faults))
    if len(faults) > before:
        return None
    slots = [shift.slot for shift in ordered]
    try:
        return Person(
            hours=tuple(slot for slot in slots if isinstance(slot, WeeklySlot)),
            on_days=tuple(slot for slot in slots if isinstance(slot, DatedSlot)),
            breaks=rest,
            **{name: value for shift in shifts for name, value in shift.terms.items()},
        )
    except ValidationError as error:
        for one in error.errors():
            allowed, _, way_out = str(one["ctx"]["error"]).removeprefix("must be ").partition("; ")
            column = str(one["loc"][0]) if one["loc"] else "name"
            place = next((shift for shift in shifts if column in shift.terms), shifts[0]).row.place
            faults.append(Fault(place, column, f'"{one["input"]}"', allowed, way_out))
        return None


def _overlaps(ordered: list[_Shift]) -> Iterator[Fault]:
    for one, other in pairwise(ordered):
        if one.slot[0] == other.slot[0] and other.slot.opens < one.slot.closes:
            day = one.slot.day if isinstance(one.slot, DatedSlot) else DAYS[one.slot.weekday]
            given = f'"{other.row.cells["begin"]}" of {other.name} on {day}'
            allowed = f"{time_text(one.slot.closes)} or later, when the shift before it ends"
            yield Fault(other.row.place, "begin", given, allowed, "join the two rows, or correct one")


def _other_terms(shifts: list[_Shift]) -> Iterator[Fault]:
    """A person is the same in every row: wrong are those that differ from most, or from the first ones."""
    for name in TERMS:
        said = [shift for shift in shifts if name in shift.terms]
        usual = _usual(name, said)
        for shift in said:
            if usual and shift.terms[name] != usual.terms[name]:
                given, allowed = (
                    f'"{shift.row.cells[name]}"',
                    f"{usual.row.cells[name]}, as in the other rows",
                )
                way_out = f"write the same in every row of {shift.name}"
                yield Fault(shift.row.place, name, given, allowed, way_out)


def _usual(name: str, said: list[_Shift]) -> _Shift | None:
    """Find a row with what most rows say of a person; None where no row says it."""
    times = Counter(shift.terms[name] for shift in said)
    return max(said, key=lambda shift: times[shift.terms[name]], default=None)


def _rest(shift: _Shift, number: int, faults: list[Fault]) -> Iterator[Slot]:
    """Say when the breaks of a shift are; what does not fit into it is a fault."""
    opens, closes = shift.slot.opens, shift.slot.closes
    spans = (
        shift.breaks if isinstance(shift.breaks, tuple) else _in_turns(shift.breaks, opens, closes, number)
    )
    for begin, end in spans:
        if not opens <= begin < end <= closes:
            given, allowed = f'"{shift.row.cells["break"]}"', "within the shift"
            way_out = f"the shift is {time_text(opens)}-{time_text(closes)}"
            faults.append(Fault(shift.row.place, "break", given, allowed, way_out))
        else:
            yield shift.slot._replace(opens=begin, closes=end)


def _in_turns(minutes: float, opens: int, closes: int, number: int) -> tuple[tuple[int, int], ...]:
    """Place minutes in the middle of a shift, or one length earlier or later, to the minute."""
    length = round(minutes) * MINUTE_S
    if not length:
        return ()
    middle = (opens + closes - length) // 2 + (number % 3 - 1) * length
    begin = min(max(middle, opens), closes - length) // MINUTE_S * MINUTE_S
    return ((begin, begin + length),)
