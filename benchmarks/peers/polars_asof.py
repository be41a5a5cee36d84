"""Two as-of joins in a lazy polars plan; the interval table is ours."""

import polars as pl

from benchmarks.peers.protocol import Calendar, Instants, Peer


class Engine:
    """Intervals as a frame, once by closing time and once by the work done before."""

    def __init__(self, calendar: Calendar) -> None:
        frame = pl.DataFrame({"opens": calendar.hours.opens, "closes": calendar.hours.closes})
        lengths = pl.col("closes") - pl.col("opens")
        frame = frame.with_columns(before=lengths.cum_sum() - lengths)
        # the interval a case comes in is the one after the last that closed
        self.after = frame.select(
            closed=pl.col("closes").shift(1, fill_value=0), opens="opens", before="before"
        ).set_sorted("closed")
        # what is used up exactly at closing time is due then: an interval holds (before, before + length]
        self.work = frame.select(above=pl.col("before") + 1, due_opens="opens", due_before="before")
        self.work = self.work.set_sorted("above")

    def given(self, instants: Instants) -> pl.DataFrame:
        """A frame of cases with their numbers."""
        return pl.DataFrame({"at": instants}).with_row_index("case")

    def deadlines(self, cases: pl.DataFrame, allowance_s: int) -> pl.DataFrame:
        """Sort once: what is used up is in the order of arrival, too."""
        done = (pl.col("at") - pl.col("opens")).clip(lower_bound=0)
        return (
            cases.lazy()
            .sort("at")
            .join_asof(self.after.lazy(), left_on="at", right_on="closed")
            .with_columns(used=pl.col("before") + done + allowance_s)
            .set_sorted("used")
            .join_asof(self.work.lazy(), left_on="used", right_on="above")
            .select("case", due=pl.col("due_opens") + pl.col("used") - pl.col("due_before"))
            .collect()
        )

    def seconds(self, answers: pl.DataFrame) -> Instants:
        """Back in the order of the cases."""
        return answers.sort("case")["due"].to_numpy()


PEER = Peer("polars join_asof", "polars", Engine)
