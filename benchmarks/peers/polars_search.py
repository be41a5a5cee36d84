"""The table of open intervals and polars' search_sorted; the interval table is ours."""

import numpy as np
import polars as pl

from benchmarks.peers.protocol import Calendar, Instants, Peer


class Engine:
    """Intervals as series, and the open time before each."""

    def __init__(self, calendar: Calendar) -> None:
        self.opens = pl.Series(calendar.hours.opens)
        self.closes = pl.Series(calendar.hours.closes)
        lengths = self.closes - self.opens
        self.before = lengths.cum_sum() - lengths

    def given(self, instants: Instants) -> pl.Series:
        """A column of int64."""
        return pl.Series(instants)

    def deadlines(self, cases: pl.Series, allowance_s: int) -> pl.Series:
        """Two searches and two gathers, as in numpy."""
        came = self.closes.search_sorted(cases, "right")
        done = (cases - self.opens.gather(came)).clip(lower_bound=0)
        used = self.before.gather(came) + done + allowance_s
        due = self.before.search_sorted(used, "left") - 1
        return self.opens.gather(due) + used - self.before.gather(due)

    def seconds(self, answers: pl.Series) -> Instants:
        """A column of int64."""
        return answers.to_numpy().astype(np.int64)


PEER = Peer("polars search_sorted", "polars", Engine)
