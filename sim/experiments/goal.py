"""What a plan is held to: some targets, and how often they may be missed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from sim.experiments.confidence import Chance, chance
from sim.experiments.replicate import Counts
from sim.experiments.targets import Target, missed

Over = Literal["week", "season"]
OVERS: tuple[Over, ...] = get_args(Over)


@dataclass(frozen=True)
class Goal:
    """Which targets are to be kept, and how often they may be missed.

    Here all targets stand together: a week is missed if any of them is. `search.asked` holds each to the risk
    by itself, as staff can move one target where it cannot move another.
    """

    targets: tuple[Target, ...] = ("response",)
    risk: float = 0.05
    over: Over = "week"  # in the worst week; season: in one week or more of it

    @property
    def counts_calls(self) -> bool:
        """What counts against the shop is missed calls, not late answers."""
        return self.targets == ("phone",)

    def chance_of(self, seasons: Counts) -> Chance:
        """Estimate the chance that any target is missed, in the season or in the week found the worst."""
        weeks = any_missed(seasons, self.targets)
        worst = int(weeks.sum(axis=0).argmax())
        return chance(weeks[:, worst] if self.over == "week" else weeks.sum(axis=1) > 0)

    def risk_of(self, seasons: Counts) -> float:
        """Return how often any of the targets is missed."""
        return self.chance_of(seasons).share

    def missed_weeks(self, seasons: Counts) -> np.ndarray:
        """Count the weeks that miss any of the targets: float64[seasons]."""
        return np.asarray(any_missed(seasons, self.targets).sum(axis=1), float)


def any_missed(seasons: Counts, targets: Iterable[Target]) -> np.ndarray:
    """Mark the weeks in which any of some targets is missed: bool[seasons, weeks]."""
    return np.asarray(np.any([missed(seasons, target) for target in targets], axis=0))
