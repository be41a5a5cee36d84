"""What came of a bench: an outcome a workload, and whether an engine passed."""

from dataclasses import dataclass
from typing import Any, Literal

from sim.bench.outcome.histogram import Histogram
from sim.deadline import Boundary
from sim.deadline.account import Piece

Ended = Literal["", "limit", "interrupted"]
QUANTILES = {"p50_s": 0.5, "p90_s": 0.9, "p99_s": 0.99, "p999_s": 0.999, "longest_s": 1.0}


@dataclass(frozen=True)
class Difference:
    """One wrong answer, and the clock of its question."""

    arrived_at: int
    due_at: int  # by the definition
    expected: int | str  # the due instant, or the verdict
    given: int | str
    answered_at: int | None  # of a stream; None without an answer
    as_of: int | None  # of a stream
    account: tuple[Piece, ...]  # from arrival to due


@dataclass(frozen=True)
class Measured:
    """How fast answers came."""

    latency: Histogram  # of a request: in an open loop from the instant at which it was due
    overslept: Histogram  # of a request: how much later than it could be the bench itself sent it
    busy_s: float  # of the calls alone, for a callable in a closed loop; otherwise from first to last


@dataclass(frozen=True)
class Outcome:
    """What came of one workload."""

    name: str
    tries: str
    cases: int
    answered: int
    wrong: int
    differences: tuple[Difference, ...]  # the first few of the wrong ones
    fault: str  # what the engine did instead of answering; "" for nothing
    measured: Measured

    @property
    def per_s(self) -> float:
        """Cases a second."""
        return self.answered / self.measured.busy_s if self.measured.busy_s > 0 else 0.0

    @property
    def p99_s(self) -> float:
        """The 99th percentile of the latency; NaN without answers."""
        return self.measured.latency.quantile_s(0.99)

    @property
    def right(self) -> bool:
        """Whether every case has its right answer."""
        return self.answered == self.cases and not self.wrong and not self.fault


@dataclass(frozen=True)
class Settings:
    """How an engine is put on the bench."""

    engine: str  # as the user named it
    source: str  # of the questions
    boundary: Boundary
    events: bool
    cases: int  # of each workload
    batch: int  # cases a request
    rate: float | None  # requests a second; None for a closed loop
    p99_s: float | None  # what the 99th percentile of every workload may be
    limit_s: float  # for everything
    names: tuple[str, ...]  # of the workloads


@dataclass(frozen=True)
class Report:
    """What came of the whole bench."""

    settings: Settings
    outcomes: tuple[Outcome, ...]
    ended: Ended  # by what, before everything was asked; "" when it was

    def slow(self, outcome: Outcome) -> bool:
        """Whether a workload missed the 99th percentile that was asked for."""
        allowed = self.settings.p99_s
        return allowed is not None and not outcome.p99_s <= allowed

    @property
    def passed(self) -> bool:
        """Whether everything was asked, right and fast enough."""
        fine = all(outcome.right and not self.slow(outcome) for outcome in self.outcomes)
        return fine and not self.ended and bool(self.outcomes)


def as_json(report: Report) -> dict[str, Any]:
    """Give everything as one object; times in seconds, instants in UTC seconds."""
    return {
        "settings": vars(report.settings),
        "passed": report.passed,
        "ended_early_by": report.ended or None,
        "workloads": [_outcome(report, outcome) for outcome in report.outcomes],
    }


def _outcome(report: Report, outcome: Outcome) -> dict[str, Any]:
    timed = outcome.measured
    return {
        "name": outcome.name,
        "tries": outcome.tries,
        "cases": outcome.cases,
        "answered": outcome.answered,
        "cases_per_s": round(outcome.per_s, 6),
        "latency": {name: _seconds(timed.latency, share) for name, share in QUANTILES.items()},
        "requests": len(timed.latency),
        "overslept_p99_s": _seconds(timed.overslept, 0.99),
        "slow": report.slow(outcome),
        "wrong": outcome.wrong,
        "fault": outcome.fault or None,
        "differences": [_difference(one) for one in outcome.differences],
    }


def _seconds(histogram: Histogram, share: float) -> float | None:
    return histogram.quantile_s(share) if len(histogram) else None


def _difference(one: Difference) -> dict[str, Any]:
    return {**vars(one), "account": [vars(piece) for piece in one.account]}
