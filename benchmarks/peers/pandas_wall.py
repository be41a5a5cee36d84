"""pandas CustomBusinessHour on wall times, its fastest way; inside pandas it goes case by case."""

import warnings

import numpy as np
import pandas as pd
from pandas.tseries.offsets import CustomBusinessHour

from benchmarks.peers.forms import WallArray
from benchmarks.peers.protocol import NO_24, NO_SECONDS, NO_ZONES, Calendar, Peer, clock


def offset_of(calendar: Calendar, allowance_s: int) -> CustomBusinessHour:
    """The offset of whole working hours; hours are given to the minute and end before midnight."""
    opens, closes = ([clock(edge)[:5] for edge in edges] for edges in zip(*calendar.slots, strict=True))
    return CustomBusinessHour(
        n=allowance_s // 3600,
        start=opens,
        end=closes,
        weekmask=calendar.weekmask,
        holidays=list(calendar.holidays),
    )


def add(cases: pd.DatetimeIndex, offset: CustomBusinessHour) -> pd.DatetimeIndex:
    """The sum, without the warning that it is not vectorised."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pd.errors.PerformanceWarning)
        return cases + offset


class Engine(WallArray):
    """A DatetimeIndex without a zone."""

    def __init__(self, calendar: Calendar) -> None:
        super().__init__(calendar)
        self.calendar = calendar

    def given(self, instants: np.ndarray) -> pd.DatetimeIndex:
        """What the wall shows."""
        return pd.DatetimeIndex(super().given(instants))

    def deadlines(self, cases: pd.DatetimeIndex, allowance_s: int) -> pd.DatetimeIndex:
        """Index plus offset."""
        return add(cases, offset_of(self.calendar, allowance_s))

    def seconds(self, answers: pd.DatetimeIndex) -> np.ndarray:
        """Wall times as UTC seconds."""
        return super().seconds(answers.to_numpy())


PEER = Peer("pandas CustomBusinessHour", "pandas", Engine, {**NO_ZONES, **NO_24, **NO_SECONDS})
