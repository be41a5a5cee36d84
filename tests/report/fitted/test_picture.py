"""What is written along the axes of a picture of a fit."""

from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.axes import Axes

from sim.calibrate.shown import Curve
from sim.deadline import day_number
from sim.report.fitted.picture import goodness
from sim.report.texts.language import Language

SHARES = np.array([0.8, 0.9])


def drawn(first: date, days: int) -> Axes:
    """The pick-up of some days, in Dutch."""
    x = day_number(first) + np.array([0.0, days - 1])
    figure = goodness([Curve("pick_up", x, SHARES, SHARES)], "winkel", Language("nl"))
    figure.canvas.draw()
    [axes] = figure.axes
    return axes


@pytest.mark.parametrize(
    ("first", "days", "named"),
    [
        (date(2026, 11, 2), 14, ["ma 2 nov", "ma 9 nov"]),
        (date(2026, 11, 3), 30, ["ma 9 nov", "ma 23 nov"]),
        (date(2026, 11, 3), 60, ["ma 9 nov", "ma 30 nov", "ma 21 dec"]),
        (date(2026, 11, 3), 3, ["di 3 nov"]),
    ],
)
def test_days_are_named_by_a_few_mondays(first, days, named):
    labels = drawn(first, days).get_xticklabels()
    assert [label.get_text() for label in labels] == named
    boxes = [label.get_window_extent() for label in labels]
    assert all(left.x1 < right.x0 for left, right in pairwise(boxes))


def test_shares_are_told_in_per_cent():
    beside = {label.get_text() for label in drawn(date(2026, 11, 2), 14).get_yticklabels()}
    assert {"80%", "90%"} <= beside
