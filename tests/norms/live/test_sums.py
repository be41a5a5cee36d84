"""What rows add up to, and what is left when some are taken off."""

import numpy as np

from sim.norms.live.sums import Sums
from sim.norms.measures import Tally


def sums(good: int, rows: int, days: list[int]) -> Sums:
    return Sums(Tally({"response": np.full((1, 1, 1), good)}), np.array([rows]), np.array(days))


def test_rows_are_taken_off_every_sum_and_the_dates_too():
    left = sums(5, 7, [4, 3]) - sums(1, 2, [1, 3])
    assert left.tally.sums["response"].tolist() == [[[4]]]
    assert (left.rows.tolist(), left.days.tolist()) == ([5], [3, 0])
