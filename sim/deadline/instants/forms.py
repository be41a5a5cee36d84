"""The forms in which callers give instants, and in which their answers go back."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import numpy as np
from numpy.typing import NDArray


def did_you_mean(given: object, allowed: Iterable[str]) -> str:
    """The end of an error message: "; did you mean 'close'?", or nothing when no name is near."""
    near = get_close_matches(str(given), list(allowed))
    return f"; did you mean {near[0]!r}?" if near else ""


def one_of(argument: str, given: str, allowed: Iterable[str]) -> str:
    """`given`, if it is one of the allowed words; otherwise a ValueError that names them all."""
    allowed = list(allowed)
    if given not in allowed:
        hint = did_you_mean(given, allowed)
        raise ValueError(f"{argument} must be one of {', '.join(allowed)}; got {given!r}{hint}")
    return given


@dataclass(frozen=True)
class Form:
    """How a caller wrote an instant: as a Python int, in integers, or in datetime64 of some unit."""

    dtype: np.dtype[Any]
    plain: bool

    @property
    def instants(self) -> np.dtype[Any]:
        """The dtype of answers that are instants."""
        return self.dtype.newbyteorder("=") if self.dtype.kind == "M" else np.dtype(np.int64)

    @property
    def durations(self) -> np.dtype[Any]:
        """The dtype of answers that are durations."""
        return np.dtype(self.instants.str.replace("M8", "m8"))

    def back(self, answer: int | NDArray[np.int64]) -> Any:
        """UTC seconds in the form in which the instants came."""
        return self._back(np.asarray(answer), self.instants)

    def back_as_duration(self, answer: int | NDArray[np.int64]) -> Any:
        """Seconds for instants that came as integers, timedelta64 of their unit for datetime64."""
        return self._back(np.asarray(answer), self.durations)

    def _back(self, answer: NDArray[np.int64], dtype: np.dtype[Any]) -> Any:
        if dtype.kind == "i":
            return int(answer) if self.plain and answer.ndim == 0 else answer[()]
        in_seconds = answer.view(f"{dtype.kind}8[s]")
        converted = in_seconds.astype(dtype, copy=False)
        if converted is not in_seconds and not np.array_equal(
            converted.astype(in_seconds.dtype).view(np.int64), answer
        ):
            raise ValueError(f"an answer does not fit the unit of {self.dtype}; give datetime64[s]")
        return converted[()]


def joint_form(one: Form, other: Form) -> Form:
    """The form for an answer to two instants: the finer unit; ValueError for integers beside datetime64."""
    if (one.dtype.kind == "M") != (other.dtype.kind == "M"):
        raise ValueError(f"start and end must come in one form; got {one.dtype} and {other.dtype}")
    return Form(np.promote_types(one.dtype, other.dtype), one.plain and other.plain)


def read_instants(argument: str, given: Any) -> tuple[NDArray[np.int64], Form]:
    """UTC seconds and the form to answer in. NaT is NEVER; parts of a second are dropped, downwards.

    ValueError for anything but whole numbers and datetime64: floats, bools, datetime objects, text.
    """
    values = np.asarray(given)
    form = Form(values.dtype, plain=type(given) is int)
    if values.dtype.kind == "M":
        return values.astype("M8[s]", copy=False).view(np.int64), form
    return whole_seconds(argument, values), form


def whole_seconds(argument: str, given: Any) -> NDArray[np.int64]:
    """Whole numbers as int64; an empty sequence is one of them; ValueError for anything else."""
    values = np.asarray(given)
    if values.size and (values.dtype.kind not in "iu" or not np.can_cast(values.dtype, np.int64)):
        raise ValueError(
            f"{argument} must be whole seconds (int64) or, for an instant, datetime64; got {values.dtype}; "
            "write a datetime as int(at.timestamp())"
        )
    return values.astype(np.int64, copy=False)
