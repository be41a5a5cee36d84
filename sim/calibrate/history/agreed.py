"""Files of a history that tell of the same day or week tell the same: nobody here knows which is right."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any

from sim.calibrate.history.kept import Given
from sim.calibrate.orders.daily import DailyOrders
from sim.deadline.instants.wall import date_of, week_label
from sim.norms.faults import Fault, InputError
from sim.norms.figures import Figures

WAY_OUT = "keep the right one of the two, or take the rows out of one"
Two = tuple[Given, Any, Given, Any]


def demand_agreed(found: Sequence[tuple[Given, Any]]) -> None:
    """Refuse two files of daily orders, or of weekly figures, that say something else of the same time.

    Raises:
        InputError: one line for each such pair of files.
    """
    pairs = [(*one, *other) for one, other in combinations(found, 2)]
    faults = [*_orders(pairs), *_figures(pairs)]
    if faults:
        raise InputError(faults)


def _orders(pairs: Iterable[Two]) -> Iterator[Fault]:
    for file, one, other_file, other in pairs:
        if not (isinstance(one, DailyOrders) and isinstance(other, DailyOrders)):
            continue
        days = one.against(other)
        if len(days):
            first = int(days[0])
            given, allowed = (str(kept.counts[first - kept.days[0]]) for kept in (other, one))
            at = f"{date_of(first)}{_and_more(len(days) - 1, 'day')}"
            yield Fault(
                other_file.name, "orders", f"{given} on {at}", f"{allowed}, as in {file.name}", WAY_OUT
            )


def _figures(pairs: Iterable[Two]) -> Iterator[Fault]:
    for file, one, other_file, other in pairs:
        if not (isinstance(one, Figures) and isinstance(other, Figures)):
            continue
        first = {(row.week, row.norm): row for row in one.rows}
        differ = [row for row in other.rows if first.get((row.week, row.norm), row) != row]
        if differ:
            row, said = differ[0], first[differ[0].week, differ[0].norm]
            more = _and_more(len(differ) - 1, "figure")
            given = f"{row.numerator} of {row.denominator} of {row.norm} in {week_label(row.week)}{more}"
            allowed = f"{said.numerator} of {said.denominator}, as in {file.name}"
            yield Fault(other_file.name, "numerator", given, allowed, WAY_OUT)


def _and_more(n: int, what: str) -> str:
    return f" and {n:,} more {what}{'s' * (n != 1)} like it" if n else ""
