"""What the pictures of a fit show: what was seen, and what the fitted figures say it should be."""

from dataclasses import dataclass

import numpy as np

from sim.calibrate.estimates.weeks import Weeks


@dataclass(frozen=True)
class Level:
    """Counts by week against the band that a fitted level and busyness give a normal week."""

    what: str  # "questions"
    weeks: Weeks
    level: float
    low: float  # 90% of normal weeks lie between
    high: float

    @property
    def inside(self) -> tuple[int, int]:
        """How many normal weeks lie in the band, of how many."""
        counts = self.weeks.normal.counts
        return int(((counts >= self.low) & (counts <= self.high)).sum()), len(counts)


@dataclass(frozen=True)
class Curve:
    """What was seen beside what was fitted, along one axis; its name says what the axes are."""

    what: str  # "handle_time", "patience", "lag"
    x: np.ndarray  # float64[n]
    seen: np.ndarray  # float64[n]
    fitted: np.ndarray  # float64[n]; empty where nothing is laid beside it

    @property
    def off(self) -> float | None:
        """The largest distance between the two; None where there is one only."""
        return float(np.abs(self.seen - self.fitted).max()) if len(self.fitted) else None


@dataclass(frozen=True)
class Week:
    """The hours of a week: float64[7, 24], from Monday midnight, sum 1."""

    what: str
    seen: np.ndarray
    fitted: np.ndarray


Panel = Level | Curve | Week
