"""pandas CustomBusinessHour on times with a zone: slower, but it can be asked about clock changes."""

import numpy as np
import pandas as pd

from benchmarks.peers.pandas_wall import add, offset_of
from benchmarks.peers.protocol import NO_24, NO_SECONDS, Calendar, Instants, Peer


class Engine:
    """A DatetimeIndex in the calendar's zone."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar

    def given(self, instants: Instants) -> pd.DatetimeIndex:
        """Instants in the zone."""
        return (
            pd.DatetimeIndex(instants.astype("M8[s]")).tz_localize("UTC").tz_convert(self.calendar.timezone)
        )

    def deadlines(self, cases: pd.DatetimeIndex, allowance_s: int) -> pd.DatetimeIndex:
        """Index plus offset."""
        return add(cases, offset_of(self.calendar, allowance_s))

    def seconds(self, answers: pd.DatetimeIndex) -> Instants:
        """UTC seconds."""
        return answers.tz_convert("UTC").tz_localize(None).to_numpy().astype("M8[s]").astype(np.int64)


PEER = Peer("pandas with time zones", "pandas", Engine, {**NO_24, **NO_SECONDS})
