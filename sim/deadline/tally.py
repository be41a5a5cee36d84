"""Cases by seller and week: how many, how many of them late, in one pass from instants to the table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.deadline import kernel
from sim.deadline.curve import Curves, Seconds, due_curve, lay_out
from sim.deadline.forms import read_instants
from sim.deadline.hours import OpeningHours
from sim.deadline.reference import Boundary
from sim.deadline.wall import date_of, to_utc, zone_of


@dataclass(frozen=True)
class Tally:
    """Cases by seller and by the week of their arrival."""

    total: NDArray[np.int32]  # [sellers, weeks]
    late: NDArray[np.int32]  # [sellers, weeks] answered after the deadline

    @property
    def share(self) -> NDArray[np.float64]:
        """float64[sellers, weeks], the share in time; NaN where there are no cases."""
        share = np.full(self.total.shape, np.nan)
        np.divide(self.total - self.late, self.total, out=share, where=self.total > 0)
        return share

    def late_at_least(self, cases: int) -> NDArray[np.bool_]:
        """bool[sellers, weeks], where so many cases or more are late."""
        return self.late >= cases


@dataclass(frozen=True)
class Cases:
    """n cases; a case without an answer (NEVER) is not late: give the instant it is seen from instead."""

    arrived_at: Any  # [n] instants
    answered_at: Any  # [n] instants
    seller: NDArray[Any]  # whole numbers[n], from 0


def tally(
    hours: OpeningHours,
    cases: Cases,
    mondays: Sequence[int],
    allowance_s: int,
    boundary: Boundary = "close",
) -> Tally:
    """Count cases that arrive in consecutive weeks, given by the day number of their Monday.

    A week runs from Monday 00:00 to Sunday 24:00 local time. Cases outside the weeks, and those whose
    deadline the calendar does not know, are not counted. ValueError for weeks that are not consecutive and
    for columns of different length.
    """
    arrived, _ = read_instants("arrived_at", cases.arrived_at)
    answered, _ = read_instants("answered_at", cases.answered_at)
    allowance = int(hours.read_allowance(allowance_s, boundary))
    seller = np.asarray(cases.seller)
    if (
        not arrived.shape == answered.shape == seller.shape
        or arrived.ndim != 1
        or seller.dtype.kind not in "iu"
    ):
        raise ValueError(
            f"cases need columns of one length, sellers whole numbers; got {arrived.shape}, "
            f"{answered.shape} and {seller.shape} of {seller.dtype}"
        )
    if seller.min(initial=0) < 0:
        raise ValueError(f"seller must be 0 or more; got {seller.min()}")
    sellers = int(seller.max()) + 1 if seller.size else 0
    counts = np.zeros((sellers, len(mondays), 2), np.int32)
    curve = due_curve(hours.timeline, allowance, boundary)
    kernel.tally(hours.timeline, _weeks(hours, mondays), curve, (seller, arrived, answered), counts)
    return Tally(counts[:, :, 0], counts[:, :, 1])


def _weeks(hours: OpeningHours, mondays: Sequence[int]) -> Curves:
    """The place of an instant's week among the weeks."""
    days = np.asarray(mondays, np.int64)
    if not days.size or (np.diff(days) != 7).any() or (days[0] + 3) % 7:
        raise ValueError(f"mondays must be day numbers of consecutive Mondays; got {list(mondays)}")
    zone = zone_of(hours.timezone)
    starts = np.array([to_utc(date_of(day), 0, zone) for day in [*days, days[-1] + 7]])

    def place(at: Seconds) -> Seconds:
        return np.searchsorted(starts, at, "right") - 1

    return lay_out((place,), starts, False, int(starts[0]), int(starts[-1]) - 1)
