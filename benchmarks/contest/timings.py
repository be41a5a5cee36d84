"""What is kept of the timings: medians and 99th percentiles; no host, no machine, no date."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Self

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

    @classmethod
    def of(cls, adapter: str, cases: int, took: Sequence[float]) -> Self:
        """What is kept of the seconds that the calls took, in four digits."""
        median_s, p99_s = (float(f"{np.quantile(took, share):.4g}") for share in (0.5, 0.99))
        return cls(adapter, cases, len(took), median_s, p99_s)

    @property
    def cases_per_s(self) -> float:
        """Throughput, by the median."""
        return self.cases / self.median_s


def as_json(timings: Iterable[Timing]) -> str:
    """Timings as text of one form, by adapter and number of cases."""
    ordered = sorted(timings, key=lambda timing: (timing.adapter, timing.cases))
    return json.dumps([asdict(one) for one in ordered], indent=1, sort_keys=True) + "\n"


def from_json(text: str) -> list[Timing]:
    """Timings as `as_json` wrote them."""
    return [Timing(**one) for one in json.loads(text)]
