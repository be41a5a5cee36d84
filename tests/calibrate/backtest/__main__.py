"""How right the weekly pick-up of twenty simulated call centres is called, of whom all is known.

Run: python -m tests.calibrate.backtest
"""

import numpy as np

from sim.calibrate.backtest.pick_up import pick_up

from .desks import Desk, log_of
from .test_pick_up import view_of

SEEDS, WEEKS = range(20), 5


def main() -> None:
    """Print how far calls are off, how far too rosy, and how often band and verdict were right."""
    logs = [log_of(Desk(), seed) for seed in SEEDS]
    told = [pick_up(view_of(calls), WEEKS, at_work) for calls, at_work in logs]
    for way in ("known", "forecast"):
        weeks = [week for one in told for week in getattr(one, way)]
        off = np.array([week.off for week in weeks])
        inside = np.mean([week.low <= week.came <= week.high for week in weeks])
        right = np.mean([week.right for week in weeks])
        points = f"off by {np.abs(off).mean():.2f} points, {off.mean():+.2f} on average"
        print(f"{way:<9}{len(weeks)} weeks, {points}; {inside:.0%} inside, {right:.0%} right")


if __name__ == "__main__":
    main()
