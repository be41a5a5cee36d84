"""The names of weeks below the picture of a backtest: as many as can be read."""

from itertools import pairwise

import pytest
from matplotlib.figure import Figure

from sim.report.backtest.bands import name_weeks
from sim.report.drawing.look import A4_IN

MONDAY = 14_613  # 4 January 2010, in days since 1970


@pytest.mark.parametrize(("weeks", "first"), [(12, "W01"), (52, "W01"), (60, "2010-W01"), (150, "2010-W01")])
def test_the_names_of_weeks_stand_apart(weeks: int, first: str):
    figure = Figure(figsize=(A4_IN, 3))
    axes = figure.add_axes((0.09, 0.2, 0.88, 0.7))
    axes.set_xlim(-0.5, weeks - 0.5)
    name_weeks(axes, [MONDAY + 7 * one for one in range(weeks)])
    figure.draw_without_rendering()
    boxes = [label.get_window_extent() for label in axes.get_xticklabels()]
    assert axes.get_xticklabels()[0].get_text() == first and len(boxes) >= 6
    assert all(one.x1 + 4 < other.x0 for one, other in pairwise(boxes))
