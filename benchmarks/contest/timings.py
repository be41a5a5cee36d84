"""What is kept of a pytest-benchmark file: medians and 99th percentiles; no host, no machine, no date."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

COPY = "copy"  # the adapter that is none: a plain copy of the same bytes


@dataclass(frozen=True)
class Timing:
    """One adapter at one number of cases a call."""

    adapter: str
    cases: int
    rounds: int
    median_s: float
    p99_s: float

    @property
    def cases_per_s(self) -> float:
        """Throughput, by the median."""
        return self.cases / self.median_s


def stripped(report: Mapping[str, Any]) -> list[Timing]:
    """The timings of a pytest-benchmark report, by adapter and number of cases."""
    found = [_timing(one) for one in report["benchmarks"]]
    return sorted(found, key=lambda timing: (timing.adapter, timing.cases))


def as_json(timings: Iterable[Timing]) -> str:
    """Timings as text of one form."""
    return json.dumps([asdict(one) for one in timings], indent=1, sort_keys=True) + "\n"


def read(path: Path) -> list[Timing]:
    """Timings as `as_json` wrote them."""
    return [Timing(**one) for one in json.loads(path.read_text(encoding="utf-8"))]


def _timing(one: Mapping[str, Any]) -> Timing:
    took = np.array(one["stats"]["data"])
    return Timing(
        adapter=one["extra_info"]["adapter"],
        cases=one["extra_info"]["cases"],
        rounds=took.size,
        median_s=float(f"{np.median(took):.4g}"),
        p99_s=float(f"{np.quantile(took, 0.99):.4g}"),
    )
