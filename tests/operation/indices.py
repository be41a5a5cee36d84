"""Columns that refuse to be read from the end: what is compiled takes no index for negative."""

from collections.abc import Callable
from typing import Any

import numpy as np

from sim.operation.kernel.layout import Desk


class Column(np.recarray):
    """A column, of numbers or of records, of which every index must count from the front."""

    def __getitem__(self, index):
        return super().__getitem__(counted(index))

    def __setitem__(self, index, value):
        super().__setitem__(counted(index), value)


def counted(index: Any) -> Any:
    if isinstance(index, int | np.integer) and index < 0:
        raise IndexError(f"{index} counts from the end")
    return index


def from_the_front(loop: Callable[..., Any]) -> Callable[..., Any]:
    """The loop, given columns that refuse."""
    return lambda *given: loop(*refusing(given))


def refusing(given: Any) -> Any:
    """The same columns, however deep in tuples, and what else there is as it is."""
    if isinstance(given, tuple):
        columns = tuple(map(refusing, given))
        return Desk(*columns) if isinstance(given, Desk) else columns
    return given.view(Column) if isinstance(given, np.ndarray) else given
