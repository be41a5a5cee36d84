"""Many calendars at once: every case carries the number of the one that counts for it."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.deadline import kernel
from sim.deadline.forms import read_instants
from sim.deadline.hours import OpeningHours
from sim.deadline.reference import Boundary
from sim.deadline.stack import Stack, stack_of


class Calendars:
    """The opening hours of many shops, by number from 0: sellers, sites or countries.

    All know the same horizon (the same first and last date in the same time zone), or ValueError.
    """

    def __init__(self, hours: Sequence[OpeningHours]) -> None:
        self._hours = tuple(hours)
        horizons = {one.horizon for one in self._hours}
        if len(horizons) != 1:
            raise ValueError(
                f"calendars must be one or more with one horizon; got {len(self._hours)} with "
                f"{len(horizons)}; give all the same first, last and timezone"
            )
        self._stack = lru_cache(maxsize=4)(self._lay_out)

    def __len__(self) -> int:
        return len(self._hours)

    def deadline(
        self, arrived_at: Any, calendar: NDArray[Any], allowance_s: int, boundary: Boundary = "close"
    ) -> Any:
        """When an allowance of working time is used up: n arrivals, each by the calendar with its number.

        As `OpeningHours.deadline` says of arrays. `calendar` is integers[n]; ValueError for a number that no
        calendar has.
        """
        at, form = read_instants("arrived_at", arrived_at)
        allowance = self._hours[0].read_allowance(allowance_s, boundary)
        number = np.asarray(calendar)
        if number.dtype.kind not in "iu" or number.shape != at.shape or not at.ndim or allowance.ndim:
            raise ValueError(
                f"calendar must be one whole number an arrival, and allowance_s one for all; got "
                f"{number.dtype} of the shape {number.shape} for arrivals of the shape {at.shape}"
            )
        if number.min(initial=0) < 0 or number.max(initial=0) >= len(self):
            raise ValueError(
                f"calendar must be from 0 to {len(self) - 1}; got {number.min()} to {number.max()}"
            )
        due = kernel.stacked_deadlines(self._stack(int(allowance), boundary), number.ravel(), at.ravel())
        return form.back(due.reshape(at.shape))

    def _lay_out(self, allowance_s: int, boundary: Boundary) -> Stack:
        return stack_of([one.timeline for one in self._hours], allowance_s, boundary)
