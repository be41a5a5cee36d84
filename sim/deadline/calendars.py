"""Many calendars at once: every case carries the number of the one that counts for it."""

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.deadline.hours import OpeningHours, one_allowance
from sim.deadline.instants.answers import Assessed, assess, need_forwards, room
from sim.deadline.instants.forms import joint_form, read_instants
from sim.deadline.instants.wall import zone_of
from sim.deadline.kernel import loops as kernel
from sim.deadline.kernel import stacked
from sim.deadline.kernel.stack import Stack, stack_of
from sim.deadline.reference import Boundary


class Calendars:
    """The opening hours of many shops, by number from 0: sellers, sites or countries.

    All know the same horizon (the same first and last date in the same time zone), or ValueError. Answers,
    and `out` for them, are those of `OpeningHours` to arrays; every row has a calendar of its own:
    `calendar` is integers of the shape of the instants, and a number that no calendar has is a ValueError:
    it is found on the way, so that `out` may be filled in part.
    """

    def __init__(self, hours: Sequence[OpeningHours]) -> None:
        self._hours = tuple(hours)
        horizons = {one.horizon for one in self._hours}
        if len(horizons) != 1:
            raise ValueError(
                f"calendars must be one or more with one horizon; got {len(self._hours)} with "
                f"{len(horizons)}; give all the same first, last and timezone"
            )
        self._zone = zone_of(self._hours[0].timezone)
        self._stack = lru_cache(maxsize=4)(self._lay_out)

    def __len__(self) -> int:
        return len(self._hours)

    def deadline(
        self,
        arrived_at: Any,
        calendar: NDArray[Any],
        allowance_s: int,
        boundary: Boundary = "close",
        *,
        out: NDArray[Any] | None = None,
    ) -> Any:
        """When an allowance of working time is used up, of n arrivals."""
        at, form = read_instants("arrived_at", arrived_at)
        stack = self._stack(one_allowance(allowance_s, boundary), boundary)
        number = self._read_numbers(calendar, at.shape)
        due = room(out, form.instants, at.shape, at, number)
        self._run(stacked.stacked_rows, stack, number, at.ravel(), due)
        return form.back(due.reshape(at.shape)) if out is None else out

    def elapsed(
        self, start: Any, end: Any, calendar: NDArray[Any], *, out: NDArray[Any] | None = None
    ) -> Any:
        """The working time in [start, end) of n pairs of instants."""
        begin, begin_form = read_instants("start", start)
        until, until_form = read_instants("end", end)
        form = joint_form(begin_form, until_form)
        if begin.shape != until.shape:
            raise ValueError(f"start and end must have one shape; got {begin.shape} and {until.shape}")
        number = self._read_numbers(calendar, begin.shape)
        worked = room(out, form.durations, begin.shape, begin, until, number)
        stack, columns = self._stack(0, "close"), (begin.ravel(), until.ravel(), worked)
        if self._run(stacked.stacked_elapsed_rows, stack, number, *columns):
            need_forwards(begin, until, self._zone)
        return form.back_as_duration(worked.reshape(begin.shape)) if out is None else out

    def assess(
        self,
        arrived_at: Any,
        answered_at: Any,
        calendar: NDArray[Any],
        allowance_s: int,
        boundary: Boundary = "close",
        *,
        out: Assessed | None = None,
    ) -> Assessed:
        """Deadline, working time used and lateness of n cases in one pass."""
        stack = self._stack(one_allowance(allowance_s, boundary), boundary)
        number = self._read_numbers(calendar, np.shape(arrived_at))
        fill = partial(self._run, stacked.stacked_assessed_rows, stack, number)
        return assess(fill, arrived_at, answered_at, self._zone, out, number)

    def _read_numbers(self, calendar: NDArray[Any], shape: tuple[int, ...]) -> NDArray[Any]:
        number = np.asarray(calendar)
        if number.dtype.kind not in "iu" or number.shape != shape or not shape:
            raise ValueError(
                f"calendar must be one whole number an arrival; got {number.dtype} of the shape "
                f"{number.shape} for arrivals of the shape {shape}"
            )
        return number

    def _run(
        self, rows: Callable[..., np.int64], stack: Stack, number: NDArray[Any], *columns: NDArray[Any]
    ) -> int:
        """What a loop counts; ValueError where it comes upon a number that no calendar has."""
        counted = kernel.compiled(rows)(stack, number.ravel(), *columns)
        if counted == stacked.UNKNOWN:
            raise ValueError(
                f"calendar must be from 0 to {len(self) - 1}; got {number.min()} to {number.max()}"
            )
        return int(counted)

    def _lay_out(self, allowance_s: int, boundary: Boundary) -> Stack:
        return stack_of([one.timeline for one in self._hours], allowance_s, boundary)
