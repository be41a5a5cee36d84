"""What a backtest of arrivals found, and the figures that screen, tables and picture share."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.calibrate.backtest.known import Known
from sim.calibrate.backtest.rolling import LEVELS, Called, Level, scores
from sim.calibrate.backtest.scores import Scored
from sim.calibrate.counted import HALF_HOUR_S
from sim.deadline.instants.wall import DAY_S


@dataclass(frozen=True)
class Row:
    """How forecasts of one level did, and beside whom."""

    level: str  # "half_hour", "slot" for slots of another length, "day", "week"
    own: Scored
    against_poisson: float  # pinball loss as a share of the baseline's
    against_last_week: float


@dataclass(frozen=True)
class Found:
    """The same weeks, as the model and as the baselines called them."""

    name: str
    known: Known
    model: Sequence[Called]
    poisson: Sequence[Called]
    last_week: Sequence[Called]

    @cached_property
    def rows(self) -> list[Row]:
        """The table of scores; days that are one slot are told as days only."""
        own, poisson, last = (scores(calls) for calls in (self.model, self.poisson, self.last_week))
        levels = LEVELS[self.known.counts.slot_s == DAY_S :]
        return [
            Row(
                self._named(level),
                own[level],
                _times(own[level].pinball, poisson[level].pinball),
                _times(own[level].pinball, last[level].pinball),
            )
            for level in levels
        ]

    @property
    def inside(self) -> int:
        """How many weeks fell inside their 90% band."""
        return sum(call.inside for call in self.model)

    @property
    def off(self) -> float:
        """How far weeks were off on average, as a share of what came."""
        return float(np.mean([call.off for call in self.model]))

    def _named(self, level: Level) -> str:
        return "half_hour" if level == "slot" and self.known.counts.slot_s == HALF_HOUR_S else level


def _times(loss: float, other: float) -> float:
    return loss / other if other else float("nan")
