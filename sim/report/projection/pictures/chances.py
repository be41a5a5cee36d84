"""Chances in a picture of weeks: a row of them, the darker the higher, and the weeks at risk shaded."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from sim.report.drawing.look import RISK
from sim.report.drawing.sheet import Sheet, text_row, thinned
from sim.report.projection.remarks.outlook import AT_RISK


def shade(axes: Axes, chances: Sequence[float]) -> None:
    """Shade the weeks at risk."""
    for place in np.flatnonzero(np.array(chances) >= AT_RISK).tolist():
        axes.axvspan(place - 0.5, place + 0.5, color=RISK, linewidth=0, zorder=0, label="at risk")


def chance_row(page: Sheet, axes: Axes, label: str, chances: Sequence[float | None]) -> None:
    """Fill axes with a row of chances, the darker the higher, what is at risk in bold."""
    texts = thinned(["–" if chance is None else page.say.percent(chance) for chance in chances], page.step)
    colours = [heat(chance or 0.0) for chance in chances]
    axes.bar(range(len(chances)), 1, 1, color=colours, edgecolor="white", linewidth=1.5)
    bold = [chance is not None and chance >= AT_RISK for chance in chances]
    text_row(axes, label, texts, bold)


def heat(chance: float) -> tuple[float, float, float]:
    """Tint a chance from nearly white to orange; black stays readable on all of it."""
    pale, full = np.array([0.965, 0.965, 0.965]), np.array([0.94, 0.58, 0.28])
    red, green, blue = (pale + (full - pale) * chance**0.8).tolist()
    return red, green, blue
