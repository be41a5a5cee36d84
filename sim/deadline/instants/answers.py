"""Where answers go: into new arrays, or into the ready ones of a caller, in the form of his instants."""

from collections.abc import Callable
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from sim.deadline.instants.forms import joint_form, read_instants
from sim.deadline.instants.wall import NEVER, wall_text


class Assessed(NamedTuple):
    """What the clock says of n answered cases; instants and durations in the form the arrivals came in."""

    due_at: Any  # [n] the deadline
    elapsed: Any  # [n] working time from arrival to answer
    late: NDArray[np.bool_]  # [n] answered after the deadline; False where either is NEVER


def room(out: Any, dtype: np.dtype[Any], shape: tuple[int, ...], *asked: Any) -> NDArray[Any]:
    """A flat array for a loop to fill, int64 for instants: new, or that of `out`, if it can take the answers.

    Loops are compiled on the promise that no two of their arrays overlap, and know whole seconds only.
    ValueError where `out` is no contiguous, writeable array of this shape and dtype, or shares memory with
    what is asked.
    """
    filled = np.dtype(np.int64) if dtype.kind in "mM" else dtype
    if out is None:
        return np.empty(shape, filled).reshape(-1)
    if dtype.kind in "mM" and np.datetime_data(dtype) != ("s", 1):
        raise ValueError(f"out takes whole seconds, and these answers come in {dtype}; give datetime64[s]")
    plain = type(out) in (np.ndarray, np.memmap)  # a masked array would keep its mask
    fits = plain and out.dtype == dtype and out.shape == shape and out.flags.carray
    if not fits or not shape:
        raise ValueError(
            f"out must be a contiguous, writeable array of {dtype} and of the shape {shape or '(n,)'}; got "
            f"{getattr(out, 'dtype', 'a')} {type(out).__name__} of the shape {getattr(out, 'shape', '()')}"
        )
    if any(np.shares_memory(out, one) for one in asked):
        raise ValueError(
            "out shares memory with what is asked or answered beside it; give an array of its own"
        )
    flat: NDArray[Any] = out.reshape(-1).view(filled)
    return flat


def assess(
    fill: Callable[..., int],
    arrived_at: Any,
    answered_at: Any,
    zone: ZoneInfo,
    out: Assessed | None,
    *beside: NDArray[Any],
) -> Assessed:
    """What `fill(arrived, answered, *columns)` finds, which counts the answers before their arrival.

    `beside` is what it reads besides.
    """
    arrived, arrived_form = read_instants("arrived_at", arrived_at)
    answered, answered_form = read_instants("answered_at", answered_at)
    form = joint_form(arrived_form, answered_form)
    if arrived.shape != answered.shape or not arrived.ndim:
        raise ValueError(
            f"assess takes arrays of one shape; got {arrived.shape} and {answered.shape}; ask deadline and "
            "elapsed for anything else"
        )
    dtypes = form.instants, form.durations, np.dtype(bool)
    columns = _columns(out, dtypes, arrived.shape, (arrived, answered, *beside))
    if fill(arrived.ravel(), answered.ravel(), *columns):
        need_forwards(arrived, answered, zone)
    if out is not None:
        return out
    due, worked, was_late = (column.reshape(arrived.shape) for column in columns)
    return Assessed(form.back(due), form.back_as_duration(worked), was_late)


def _columns(
    out: Assessed | None,
    dtypes: tuple[np.dtype[Any], ...],
    shape: tuple[int, ...],
    asked: tuple[NDArray[Any], ...],
) -> list[NDArray[Any]]:
    """Room for each answer of `Assessed`, apart from what is asked and from the answers before it."""
    if out is None:
        return [room(None, dtype, shape) for dtype in dtypes]
    if not isinstance(out, Assessed) or any(one is None for one in out):
        raise ValueError(f"out must be an Assessed of three ready arrays; got {type(out).__name__}")
    pairs = enumerate(zip(out, dtypes, strict=True))
    return [room(one, dtype, shape, *asked, *out[:number]) for number, (one, dtype) in pairs]


def need_forwards(start: NDArray[np.int64], end: NDArray[np.int64], zone: ZoneInfo) -> None:
    """ValueError where an end comes before its start."""
    backwards = (end < start) & (end != NEVER)
    if backwards.any():
        ended, started = (wall_text(int(np.extract(backwards, at)[0]), zone) for at in (end, start))
        raise ValueError(f"end must not be before start; got {ended} for a start at {started}; swap them")
