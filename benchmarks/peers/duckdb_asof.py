"""Two ASOF joins in DuckDB, on one thread; the interval table is ours."""

import duckdb
import numpy as np

from benchmarks.peers.protocol import Calendar, Instants, Peer

QUERY = """
with came as (
    select number, before + greatest(arrived - opens, 0) + $allowance as used
    from cases asof join openings on cases.arrived >= openings.closed
)
select number, opens + used - before as due from came asof join openings on came.used > openings.before
"""


class Engine:
    """The intervals as a table in memory: each with the closing before it and the work done before it."""

    def __init__(self, calendar: Calendar) -> None:
        self.connection = duckdb.connect(config={"threads": 1})
        opens, closes = calendar.hours.opens, calendar.hours.closes
        before = np.concatenate(([0], np.cumsum(closes - opens)))[:-1]
        closed = np.concatenate(([0], closes[:-1]))
        intervals = {"opens": opens, "closed": closed, "before": before}
        self.connection.register("given_intervals", intervals)
        self.connection.execute("create table openings as select * from given_intervals")

    def given(self, instants: Instants) -> None:
        """A native table of cases with their numbers."""
        self.connection.register("given_cases", {"arrived": instants, "number": np.arange(instants.size)})
        self.connection.execute("create or replace table cases as select * from given_cases")

    def deadlines(self, _: None, allowance_s: int) -> dict[str, np.ndarray]:
        """One query over the table of cases."""
        answers: dict[str, np.ndarray] = self.connection.execute(
            QUERY, {"allowance": allowance_s}
        ).fetchnumpy()
        return answers

    def seconds(self, answers: dict[str, np.ndarray]) -> Instants:
        """Back in the order of the cases."""
        return np.asarray(answers["due"], np.int64)[np.argsort(answers["number"])]


PEER = Peer("duckdb ASOF join", "duckdb", Engine)
