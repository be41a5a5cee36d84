"""What a week or a day was called and what came: bands, a line in their middle, points, some ringed."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from sim.report.drawing.look import BLUE, INK, PALE, SMALL, VERMILION, rule
from sim.report.words import week_code

WIDTH = 0.7  # of a place
LETTERS = 72  # of the names of weeks that stand apart in the width of a sheet
GAP = 2  # letters between two of them
INNER = "#6fb0d6"  # between the pale band and the line


@dataclass(frozen=True)
class Band:
    """An interval at each place: float64[n] both."""

    low: np.ndarray
    high: np.ndarray
    name: str  # in the key


@dataclass(frozen=True)
class Points:
    """A figure at each place: float64[n]."""

    at: np.ndarray
    name: str  # in the key


def draw(axes: Axes, bands: tuple[Band, ...], middle: Points, came: Points, ringed: np.ndarray) -> None:
    """Draw places side by side, the widest band first; `ringed` (bool[n]) marks what came otherwise."""
    places = np.arange(len(came.at))
    for band, color in zip(bands, (PALE, INNER), strict=False):
        axes.bar(places, band.high - band.low, WIDTH, band.low, color=color, label=band.name)
    half = WIDTH / 2
    axes.hlines(middle.at, places - half, places + half, color=BLUE, linewidth=1.4, label=middle.name)
    axes.scatter(places, came.at, s=22, color=INK, zorder=4, label=came.name)
    ring: dict[str, Any] = {"facecolors": "none", "edgecolors": VERMILION, "linewidths": 1.6}
    axes.scatter(places[ringed], came.at[ringed], s=60, zorder=5, **ring)
    axes.tick_params(axis="x", length=0)
    axes.use_sticky_edges = False
    rule(axes)


def name_weeks(axes: Axes, weeks: Sequence[int]) -> None:
    """Name as many weeks, by their Mondays, as can be read side by side: fewer where each bears its year."""
    names = [week_code(monday, weeks) for monday in weeks]
    step = ceil(len(names) * (max(map(len, names)) + GAP) / LETTERS)
    axes.set_xticks(range(0, len(names), step), names[::step], fontsize=SMALL)
