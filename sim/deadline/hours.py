"""Opening hours, and the clock that runs only while they last."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, TypeVar, get_args, overload

import numpy as np
from numpy.typing import NDArray

from sim.deadline import reference
from sim.deadline.instants.answers import Assessed, assess, need_forwards, room
from sim.deadline.instants.forms import joint_form, one_of, read_instants, whole_seconds
from sim.deadline.instants.wall import NEVER, duration_text, wall_text, zone_of
from sim.deadline.kernel import loops as kernel
from sim.deadline.kernel.unroll import unrolled
from sim.deadline.plan import Plan, read_date, read_dates, read_week
from sim.deadline.reference import Boundary, Openings

Instants = TypeVar("Instants", int, np.int64, np.datetime64, NDArray[Any])


class OpeningHours:
    """When a shop is open, on its own wall clock, and how its working time runs.

    Slots are half-open, [open, close), in local wall time; a day without slots is closed, "24:00" is the
    next midnight, and a night is two slots. On a date in `holidays` the weekly slots are off; `extra`
    opens and `closed` shuts hours of single dates, in this order. Dates beyond `first` to `last` are
    ignored. Each slot becomes UTC on its own: in the spring gap 02:30 is 03:30, a repeated time is its
    first pass, and a slot that this leaves empty is dropped. A calendar spans at most 68 years. Every
    fault in the arguments is a ValueError.

    Instants come as whole UTC seconds or as datetime64 of any unit, alone or in arrays, and answers go
    back in that form; parts of a second are dropped. NEVER (NaT) in gives NEVER (NaT) out. The calendar
    knows nothing outside its horizon, from 00:00 on `first` to 24:00 on `last`, both ends included: there
    an array gets NEVER in that place, and a single instant raises ValueError.

    >>> from datetime import date
    >>> week = {day: ["09:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
    >>> hours = OpeningHours(week, first=date(2026, 1, 1), last=date(2026, 12, 31))
    >>> hours.deadline(np.datetime64("2026-11-20T15:30:00"), 8 * 3600)  # Friday 16:30 in Amsterdam
    np.datetime64('2026-11-23T15:30:00')
    """

    def __init__(
        self,
        weekly: Mapping[str, Iterable[str]],
        *,
        first: date,
        last: date,
        timezone: str = "Europe/Amsterdam",
        holidays: Iterable[date] = (),
        extra: Mapping[date, Iterable[str]] | None = None,
        closed: Mapping[date, Iterable[str]] | None = None,
    ) -> None:
        self._plan = Plan(
            weekly=read_week(weekly),
            zone=zone_of(timezone),
            holidays=frozenset(read_date("a date in holidays", day) for day in holidays),
            extra=read_dates("extra", extra),
            closed=read_dates("closed", closed),
            first=read_date("first", first),
            last=read_date("last", last),
        )
        self.timeline = unrolled(self._plan)

    def __repr__(self) -> str:
        return f"<OpeningHours {self.first} to {self.last}, {self.timezone}, {self.opens.size} intervals>"

    @property
    def first(self) -> date:
        """The first date of the calendar."""
        return self._plan.first

    @property
    def last(self) -> date:
        """The last date of the calendar, included."""
        return self._plan.last

    @property
    def timezone(self) -> str:
        """The IANA name of the wall clock."""
        return self._plan.zone.key

    @property
    def holidays(self) -> frozenset[date]:
        """The dates on which the weekly slots are off."""
        return self._plan.holidays

    @property
    def horizon(self) -> tuple[int, int]:
        """UTC seconds of 00:00 local time on the first date and 24:00 on the last; both belong to it."""
        return self.timeline.first, self.timeline.last

    @cached_property
    def opens(self) -> NDArray[np.int64]:
        """int64[n] UTC seconds at which each open interval begins, in order; read-only."""
        return _read_only(self.timeline.opens[:-1])

    @cached_property
    def closes(self) -> NDArray[np.int64]:
        """int64[n] UTC seconds at which each open interval ends, before the next one begins; read-only."""
        return _read_only(self.timeline.closes[:-1])

    def deadline(
        self,
        arrived_at: Instants,
        allowance_s: int | NDArray[np.int64],
        boundary: Boundary = "close",
        *,
        out: Instants | None = None,
    ) -> Instants:
        """When an allowance of working time that starts at an arrival is used up.

        An arrival outside opening hours counts from the next opening. With `boundary` "close" a case is due
        at the earliest instant at which the allowance is used up (8 h from Monday 09:00 is Monday 17:00), and
        a reply at that second is in time; with "next_open" at the last instant at which no more than the
        allowance is used (Tuesday 09:00). An allowance of 0 is due on arrival under both; a negative one is
        a ValueError. One allowance in whole seconds, or one an arrival. A deadline that does not come within
        the horizon is NEVER in an array, and a ValueError alone.
        """
        at, form = read_instants("arrived_at", arrived_at)
        allowance = self.read_allowance(allowance_s, boundary)
        if at.ndim == allowance.ndim == 0 and out is None:
            alone: Instants = form.back(self._due_of_one(int(at), int(allowance), boundary))
            return alone
        _need_alike(at, "arrived_at", allowance, "allowance_s")
        at = _repeated(at, allowance)
        due = room(out, form.instants, at.shape, at, allowance)
        kernel.deadlines(self.timeline, at.ravel(), allowance.ravel(), boundary, due)
        answer: Instants = form.back(due.reshape(at.shape)) if out is None else out
        return answer

    @overload
    def elapsed(self, start: int, end: int) -> int: ...
    @overload
    def elapsed(self, start: np.datetime64, end: np.datetime64) -> np.timedelta64: ...
    @overload
    def elapsed(self, start: Any, end: Any, *, out: NDArray[Any] | None = None) -> Any: ...
    def elapsed(self, start: Any, end: Any, *, out: NDArray[Any] | None = None) -> Any:
        """The working time in [start, end): seconds for integers, timedelta64 for datetime64.

        An end before its start is a ValueError, whether or not the calendar knows either.
        """
        start_at, start_form = read_instants("start", start)
        end_at, end_form = read_instants("end", end)
        form = joint_form(start_form, end_form)
        _need_alike(start_at, "start", end_at, "end")
        start_at, end_at = _repeated(start_at, end_at), _repeated(end_at, start_at)
        if start_at.ndim == 0 and out is None:
            return form.back_as_duration(self._worked_by_one(int(start_at), int(end_at)))
        worked = room(out, form.durations, start_at.shape, start_at, end_at)
        _, backwards = kernel.elapsed(self.timeline, start_at.ravel(), end_at.ravel(), worked)
        if backwards:
            need_forwards(start_at, end_at, self._plan.zone)
        return form.back_as_duration(worked.reshape(start_at.shape)) if out is None else out

    def assess(
        self,
        arrived_at: Any,
        answered_at: Any,
        allowance_s: int,
        boundary: Boundary = "close",
        *,
        out: Assessed | None = None,
    ) -> Assessed:
        """Deadline, working time used and lateness of n cases in one pass, much faster than one by one.

        Arrays of one shape; `deadline` and `elapsed` say what each answer means and what is a ValueError. A
        case without an answer (NEVER) is not late: give the instant it is seen from instead.
        """
        allowance = one_allowance(allowance_s, boundary)

        def fill(arrived: NDArray[np.int64], answered: NDArray[np.int64], *out: Any) -> int:
            return kernel.assess(self.timeline, arrived, answered, allowance, boundary, out).backwards

        return assess(fill, arrived_at, answered_at, self._plan.zone, out)

    def is_open(self, at: Any) -> Any:
        """Whether the shop is open at an instant, at closing time no longer: bool, or bool[n].

        Outside the horizon, and for NEVER, a ValueError: a bool cannot say "unknown".
        """
        instants, _ = read_instants("at", at)
        self._need_known("at", instants)
        if instants.ndim == 0:
            return reference.next_opening(self._known, int(instants)) == instants.item()
        return kernel.next_openings(self.timeline, instants.ravel()).reshape(instants.shape) == instants

    def next_opening(self, at: Instants, *, out: Instants | None = None) -> Instants:
        """The first instant from `at` on at which the shop is open: `at` itself while it is.

        Where none comes within the horizon: NEVER in an array, a ValueError alone.
        """
        instants, form = read_instants("at", at)
        if instants.ndim == 0 and out is None:
            alone: Instants = form.back(self._next_opening_of_one(int(instants)))
            return alone
        opening = room(out, form.instants, instants.shape, instants)
        kernel.next_openings(self.timeline, instants.ravel(), opening)
        answer: Instants = form.back(opening.reshape(instants.shape)) if out is None else out
        return answer

    @staticmethod
    def read_allowance(given: Any, boundary: Boundary) -> NDArray[np.int64]:
        """An allowance, or one an arrival, if it is none below 0 and the boundary is known; or ValueError."""
        allowance = whole_seconds("allowance_s", given)
        one_of("boundary", boundary, get_args(Boundary))
        if allowance.min(initial=0) < 0:
            raise ValueError(
                f"allowance_s must be 0 or more; got {allowance.min()}; write 0 for due on arrival"
            )
        return allowance

    def _due_of_one(self, at: int, allowance: int, boundary: Boundary) -> int:
        due = reference.deadline(self._known, at, allowance, boundary)
        if due == NEVER != at:
            self._need_known("arrived_at", at)
            need = ("more than " if boundary == "next_open" else "") + duration_text(allowance)
            left = duration_text(reference.elapsed(self._known, at, self._known.last))
            raise ValueError(
                f"opening hours end on {self.last}; the case of {self._text(at)} needs {need} of working "
                f"time and {left} are left; extend the calendar"
            )
        return due

    def _worked_by_one(self, start: int, end: int) -> int:
        need_forwards(np.array(start), np.array(end), self._plan.zone)
        if NEVER in (start, end):
            return NEVER
        self._need_known("start", start)
        self._need_known("end", end)
        return reference.elapsed(self._known, start, end)

    def _next_opening_of_one(self, at: int) -> int:
        opening = reference.next_opening(self._known, at)
        if opening == NEVER != at:
            self._need_known("at", at)
            raise ValueError(
                f"opening hours end on {self.last}; none begin from {self._text(at)} on; extend the calendar"
            )
        return opening

    def _need_known(self, argument: str, at: int | NDArray[np.int64]) -> None:
        first, last = self.horizon
        unknown = np.extract((at < first) | (at > last), at)
        if unknown.size:
            raise ValueError(
                f"{argument} is {self._text(unknown[0])}; opening hours are known from {self.first} 00:00 to "
                f"{self.last} 24:00 ({self.timezone}); extend the calendar"
            )

    def _text(self, at: Any) -> str:
        return wall_text(int(at), self._plan.zone)

    @cached_property
    def _known(self) -> Openings:
        """The open intervals as the definition takes them, for one instant at a time."""
        return Openings(tuple(zip(self.opens.tolist(), self.closes.tolist(), strict=True)), *self.horizon)


def _read_only(edges: NDArray[np.int64]) -> NDArray[np.int64]:
    view = edges.view()
    view.flags.writeable = False
    return view


def one_allowance(given: Any, boundary: Boundary) -> int:
    """An allowance that counts for all arrivals; or ValueError."""
    allowance = OpeningHours.read_allowance(given, boundary)
    if allowance.ndim:
        raise ValueError(f"allowance_s must be one for all; got the shape {allowance.shape}")
    return int(allowance)


def _need_alike(one: NDArray[np.int64], name: str, other: NDArray[np.int64], others: str) -> None:
    if one.ndim and other.ndim and one.shape != other.shape:
        raise ValueError(
            f"{name} has the shape {one.shape}, {others} {other.shape}; give one for all or one for each"
        )


def _repeated(instants: NDArray[np.int64], beside: NDArray[np.int64]) -> NDArray[np.int64]:
    """`instants`, repeated when there is one for many others."""
    return instants if instants.ndim or not beside.ndim else np.full(beside.shape, instants)
