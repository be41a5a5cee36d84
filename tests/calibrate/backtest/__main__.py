"""How right the weekly pick-up of simulated call centres is called, ours beside the best possible calls.

Run: python -m tests.calibrate.backtest [DESKS [FIRST SEED [KIND]]]
"""

import sys

import numpy as np

from sim.calibrate.backtest.pick_up import pick_up

from .best import best
from .desks import Desk, log_of
from .test_pick_up import view_of

WEEKS = 5
KINDS = {"even": Desk(), "uneven": Desk(level_sd=0.08, day_sd=0.12, long_calls_sd=0.14)}
WAYS = ("known", "forecast")
ENDS = (0.05, 0.5, 0.95)
LEAST = 0.9  # that the norm asks for


def main(desks: int = 20, first: int = 0, kind: str = "even") -> None:
    """Print how far calls are off, how far too rosy, and how often band and verdict were right."""
    seeds, desk = range(first, first + desks), KINDS[kind]
    told = [
        pick_up(view_of(calls), WEEKS, at_work) for calls, at_work in (log_of(desk, one) for one in seeds)
    ]
    ideal = [best(desk, seed, WEEKS) for seed in seeds]
    for way in WAYS:
        weeks = [week for one in told for week in getattr(one, way)]
        came, plays = np.array([week.came for week in weeks]), np.concatenate([one[way] for one in ideal])
        ours = np.array([(week.low, week.predicted, week.high) for week in weeks])
        print(f"{way:<9}ours: {_scored(came, ours)}")
        print(f"{'':<9}best: {_scored(came, np.quantile(plays, ENDS, axis=1).T)}")
        print(f"{'':<9}of its own plays: {_of_plays(plays)}")


def _scored(came: np.ndarray, called: np.ndarray) -> str:
    """Say how right calls were, float64[weeks, 3], of ENDS."""
    low, middle, high = called.T
    off, right = 100 * (middle - came), np.mean((middle >= LEAST) == (came >= LEAST))
    inside, wide = np.mean((low <= came) & (came <= high)), 100 * np.mean(high - low)
    points = f"off by {np.abs(off).mean():.2f} points, {off.mean():+.2f} on average"
    return f"{len(came)} weeks, {points}; {inside:.0%} inside bands of {wide:.1f}, {right:.0%} right"


def _of_plays(plays: np.ndarray) -> str:
    """Say how right the median is of weeks that it knows but for their luck, float64[weeks, plays]."""
    off = 100 * np.abs(plays - np.median(plays, axis=1, keepdims=True)).mean()
    met = np.mean(plays >= LEAST, axis=1)
    return f"off by {off:.2f} points, {np.maximum(met, 1 - met).mean():.0%} right"


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]), *sys.argv[3:])
