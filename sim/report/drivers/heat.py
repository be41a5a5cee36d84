"""A heat map of the week: what a euro for one more person spares, half-hour by half-hour.

The colours run from light to dark in one direction (YlGnBu; Harrower, Brewer, Cartographic Journal 40, 2003),
so that colour-blind readers and a grey print keep their order. Grey is closed; a dot says: perhaps chance.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.deadline.weekly import time_text
from sim.experiments.drivers.hours import HALF_HOUR_S, HalfHour, Hours
from sim.experiments.estimates.confidence import Difference
from sim.report.drawing.fitting import head_line
from sim.report.drawing.look import A4_IN, BAND, GREY, INK, NORMAL, SMALL, TITLE, look
from sim.report.texts.language import Language

ROW_IN, HEAD_IN, FOOT_IN = 0.22, 1.25, 0.45
WEEKS_PER_EURO = 1000  # missed weeks are few: the bar counts those of so many euro
MAP = "YlGnBu"
SIDES = (0.10, 0.555)  # left edges of the two panels
WIDTH = 0.31


@dataclass(frozen=True)
class Panel:
    """One of the two maps: what it counts, its change in each half-hour, and for how many euro."""

    title: str
    changes: Sequence[Difference]
    euro: int

    @property
    def is_bare(self) -> bool:
        """Nothing is spared in any half-hour."""
        return not any(one.mean for one in self.changes)


def heat_map(hours: Hours, shop: str, counted: tuple[str, str], say: Language) -> Figure:
    """Draw what is counted against the shop at the left, and the weeks that miss the goal at the right.

    Weeks that nobody can spare are left out. `shop` names it with its weeks, `counted` says what is: "late
    answers", and when a week is missed: "answers below 90%".
    """
    rows = sorted({cell.slot.opens for cell in hours.cells})
    first, number = rows[0], (rows[-1] - rows[0]) // HALF_HOUR_S + 1
    height_in = HEAD_IN + FOOT_IN + ROW_IN * number
    with look():
        figure = Figure(figsize=(A4_IN, height_in), facecolor="white")
        _head(figure, hours, shop, say)
        for left, panel in zip(SIDES, panels(hours, counted, say), strict=False):
            box = (left, FOOT_IN / height_in, WIDTH, ROW_IN * number / height_in)
            axes = figure.add_axes(box)
            pairs = zip(panel.changes, hours.cells, strict=True)
            worth = [panel.euro * one.mean / cell.euro for one, cell in pairs]
            unsure = [not one.beyond_chance for one in panel.changes]
            _cells(figure, axes, _grid(hours.cells, worth, first, number), panel.title)
            _dots(axes, hours.cells, unsure, first)
            _scales(axes, first, number, say)
    return figure


def panels(hours: Hours, counted: tuple[str, str], say: Language) -> list[Panel]:
    """List what is drawn: what is counted and, unless no half-hour spares any, the missed weeks."""
    what, missed = counted
    failures = Panel(say("why.bar", what=what), [cell.change for cell in hours.cells], 1)
    title = say("why.bar_weeks", missed=missed, euro=say.number(WEEKS_PER_EURO))
    weeks = Panel(title, [cell.weeks_change for cell in hours.cells], WEEKS_PER_EURO)
    return [failures] if weeks.is_bare else [failures, weeks]


def _head(figure: Figure, hours: Hours, shop: str, say: Language) -> None:
    head_line(figure, 0.08, say("why.title", shop=shop), TITLE, weight="bold", color=INK)
    head_line(figure, 0.38, say("why.subtitle", n=hours.seasons), color=INK)
    head_line(figure, 0.60, say("why.key"), color=GREY)


def _grid(cells: Sequence[HalfHour], worth: Sequence[float], first: int, number: int) -> np.ndarray:
    """Lay the half-hours out: float64[half-hours of a day, 7], nan where the shop is closed."""
    grid = np.full((number, 7), np.nan)
    for cell, value in zip(cells, worth, strict=True):
        grid[(cell.slot.opens - first) // HALF_HOUR_S, cell.slot.weekday] = value
    return grid


def _cells(figure: Figure, axes: Axes, grid: np.ndarray, title: str) -> None:
    colors = colormaps[MAP].with_extremes(bad=BAND)
    most = max(float(np.nanmax(grid)), 0.0) or 1.0
    image = axes.imshow(np.ma.masked_invalid(grid), cmap=colors, vmin=0, vmax=most, aspect="auto")
    bar = figure.colorbar(image, ax=axes, fraction=0.06, pad=0.03)
    bar.ax.tick_params(labelsize=SMALL)
    axes.set_title(title, fontsize=NORMAL, loc="left")


def _dots(axes: Axes, cells: Sequence[HalfHour], unsure: Sequence[bool], first: int) -> None:
    doubtful = [cell.slot for cell, one in zip(cells, unsure, strict=True) if one]
    marks: dict[str, Any] = {"marker": "o", "s": 9, "color": INK, "edgecolors": "white", "linewidths": 0.6}
    axes.scatter(
        [slot.weekday for slot in doubtful],
        [(slot.opens - first) // HALF_HOUR_S for slot in doubtful],
        **marks,
    )


def _scales(axes: Axes, first: int, number: int, say: Language) -> None:
    axes.set_xticks(range(7), say.listed("calendar.days"), fontsize=SMALL)
    axes.set_yticks(
        [place - 0.5 for place in range(0, number + 1, 2)],
        [time_text(first + place * HALF_HOUR_S) for place in range(0, number + 1, 2)],
        fontsize=SMALL,
    )
    axes.set_ylim(number - 0.5, -0.5)
    axes.tick_params(length=0)
