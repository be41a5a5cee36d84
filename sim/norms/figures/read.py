"""From the rows of files to weekly figures, or every fault with its row."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from sim.deadline import week_from_label, week_label
from sim.deadline.instants.forms import did_you_mean
from sim.norms.faults import Fault, InputError
from sim.norms.figures.cells import Row, holds_figures, rows
from sim.norms.figures.kept import COUNTS_GOOD, Figure, Figures, in_order
from sim.norms.told.indicators import API_NAMES

__all__ = ["holds_figures", "read_figures"]

NORM_OF = {**{api: norm for norm, api in API_NAMES.items()}, **{norm.upper(): norm for norm in API_NAMES}}
BEST_GRADE = 10
MANY_PER_ITEM = ("questions", "returns")  # more than one an item, or returned in a week of few orders


def read_figures(paths: Iterable[Path]) -> Figures:
    """Read weekly figures: CSV (week,norm,numerator,denominator), or answers of the marketplace's API.

    Norms go by their key in an edition or by the API's name; a denominator of 0 is a week without a figure.
    The same figure may stand in several files.

    Raises:
        InputError: every fault of all files, with its row.
    """
    faults: list[Fault] = []
    read: dict[tuple[int, str], tuple[Figure, str]] = {}
    for row in [row for path in paths for row in _rows(path, faults)]:
        if (figure := _figure(row, faults)) is None:
            continue
        before, place = read.setdefault((figure.week, figure.norm), (figure, row.place))
        if before != figure:
            faults.append(_twice(row, before, place))
    if faults:
        raise InputError(faults)
    return in_order(figure for figure, _ in read.values() if figure.denominator)


def _rows(path: Path, faults: list[Fault]) -> list[Row]:
    try:
        return rows(path)
    except InputError as error:
        faults += error.faults
        return []


def _figure(row: Row, faults: list[Fault]) -> Figure | None:
    """Read one row; None, and its faults, where it cannot be."""
    week, norm = _week(row, faults), _norm(row, faults)
    numerator, denominator = (_whole(row, name, faults) for name in ("numerator", "denominator"))
    if week is None or norm is None or numerator is None or denominator is None:
        return None
    figure = Figure(week, norm, numerator, denominator)
    wrong = [*_too_many(row, figure), *_other_condition(row, norm)]
    faults += wrong
    return None if wrong else figure


def _week(row: Row, faults: list[Fault]) -> int | None:
    try:
        return week_from_label(row.week)
    except ValueError:
        faults.append(_fault(row, "week", "an ISO week of its year", "write it like 2026-W40"))
        return None


def _norm(row: Row, faults: list[Fault]) -> str | None:
    if (norm := NORM_OF.get(row.norm.upper())) is None:
        known = [*API_NAMES, *API_NAMES.values()]
        way_out = f"write one of them{did_you_mean(row.norm, known)}"
        faults.append(_fault(row, "norm", f"one of {', '.join(known)}", way_out))
    return norm


def _whole(row: Row, name: str, faults: list[Fault]) -> int | None:
    said = getattr(row, name)
    if said.isascii() and said.isdigit():
        return int(said)
    faults.append(_fault(row, name, "a whole number, 0 or more", "write it without points and commas: 1234"))
    return None


def _too_many(row: Row, figure: Figure) -> Iterator[Fault]:
    """Find a numerator that its denominator does not allow."""
    if figure.norm in MANY_PER_ITEM and figure.denominator:
        return
    most = figure.denominator * (BEST_GRADE if figure.norm == "reviews" else 1)
    if figure.numerator > most:
        what = "the good ones" if figure.norm in COUNTS_GOOD else "the bad ones"
        what = "the sum of the grades" if figure.norm == "reviews" else what
        way_out = f"of {figure.norm} it counts {what}; look whether the two are the wrong way round"
        yield _fault(
            row, "numerator", f"{most} or less beside a denominator of {figure.denominator}", way_out
        )


def _other_condition(row: Row, norm: str) -> Iterator[Fault]:
    """Find a norm that is said to be the other way round: its numerator would count something else."""
    ours = ">=" if norm in COUNTS_GOOD else "<="
    if row.condition not in ("", ours):
        way_out = f"the numerator of {norm} counts {'good' if ours == '>=' else 'bad'} ones here"
        yield Fault(row.place, "norm.condition", f'"{row.condition}"', f'"{ours}"', way_out)


def _twice(row: Row, before: Figure, place: str) -> Fault:
    given = f"{row.numerator} of {row.denominator}"
    allowed = f"{before.numerator} of {before.denominator}, as {place} says"
    way_out = f"keep the final figure of {before.norm} in {week_label(before.week)}"
    return Fault(row.place, "numerator", given, allowed, way_out)


def _fault(row: Row, key: str, allowed: str, way_out: str) -> Fault:
    said = getattr(row, key)
    return Fault(row.place, key, f'"{said}"' if said else "nothing", allowed, way_out)
