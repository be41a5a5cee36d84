"""Which weeks break: a row a plan, a column a week, shaded where the chance is more than is allowed.

All figures come from the tables. The shade runs from light to dark, and its figure stands in it, or in the
file that the head names where columns are too narrow: no colour says anything alone.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from sim.experiments.plans.targets import Target
from sim.report.comparison.figures import short
from sim.report.comparison.pictures.heading import Row, named, title
from sim.report.comparison.table import Weighed
from sim.report.comparison.words import made
from sim.report.drawing.look import A3_IN, A4_IN, GREY, INK, NORM, RISK, RULE, SMALL, look
from sim.report.drawing.sheet import Sheet, every, thinned
from sim.report.texts.language import Language
from sim.report.words import week_code

PANELS: tuple[Target, ...] = ("response", "phone")
MOST_ROWS = 14
NAMES_IN, LEFT_IN, RIGHT_IN = 2.6, 0.15, 0.15  # the names of plans end there; margins
COLUMN_IN, FIGURE_IN = 0.42, 0.34  # the least width of a week; that of a figure in it
HEAD_IN, PANEL_HEAD_IN, FOOT_IN = 0.85, 0.55, 0.3
LINE_IN, AIR_IN = 0.145, 0.09  # of a row: its lines and the air around them
NAME_IN, NAME_LINES = NAMES_IN - LEFT_IN - 0.1, 18  # the width of a line; of all rows of a panel
SHADES = LinearSegmentedColormap.from_list("risk", [RISK, NORM]).with_extremes(bad="white")


@dataclass(frozen=True)
class Rows:
    """The plans that are drawn: their names in lines, their chances of each week, bold on the frontier."""

    names: tuple[str, ...]
    bold: tuple[bool, ...]
    height_in: float  # of each
    left_out: int

    def __len__(self) -> int:
        return len(self.names)


def weeks_side_by_side(weighed: Weighed, plans: pa.Table, weeks: pa.Table, say: Language) -> Figure:
    """Draw the chance of each week below its norms, a row a plan."""
    shown = _shown(plans.to_pylist())
    rows = _rows(shown, len(plans) - len(shown))
    mondays = weighed.comparison.base.plan.shop.season.weeks
    chances = _chances(weeks)
    with look():
        page = _page(mondays, rows, say)
        said = say("compare.picture.weeks_said", risk=weighed.goal.risk)
        page.head(title(weighed, say("compare.picture.weeks"), say), said, made(weighed, say))
        if _column_in(page) < FIGURE_IN:
            page.write(0.78, say("compare.picture.weeks_in_file"), SMALL, color=GREY)
        for place, target in enumerate(PANELS):
            grid = np.array([chances[row["plan"], target] for _, row in shown])
            _panel(page, _top(rows, place), rows, grid, weighed.goal.risk)
            page.write(_top(rows, place) - 0.2, say(f"compare.panel.{target}"), weight="bold")
        if rows.left_out:
            page.write(
                _top(rows, len(PANELS)) - 0.4, say("compare.picture.more_weeks", number=rows.left_out), SMALL
            )
    return page.figure


def _chances(weeks: pa.Table) -> Mapping[tuple[str, str], Sequence[float]]:
    """Read the chances of each plan and target, a figure a week."""
    chances: dict[tuple[str, str], list[float]] = defaultdict(list)
    for row in weeks.to_pylist():
        chances[row["plan"], row["target"]].append(row["p_missed"])
    return chances


def _shown(rows: Sequence[Row]) -> list[tuple[int, Row]]:
    """Choose the plans that are drawn: the base, then the frontier, then the least risky, numbered."""
    numbered = list(enumerate(rows, 1))
    ranked = sorted(numbered[1:], key=lambda one: (not one[1]["frontier"], one[1]["risk"]))
    return sorted([numbered[0], *ranked[: MOST_ROWS - 1]], key=lambda one: one[0])


def _rows(shown: Sequence[tuple[int, Row]], left_out: int) -> Rows:
    lines = max(2, NAME_LINES // len(shown))
    plans = short([row for _, row in shown])
    names = [named(f"{number} ", row, NAME_IN, lines) for (number, _), row in zip(shown, plans, strict=True)]
    height = AIR_IN + LINE_IN * max(map(len, names))
    return Rows(tuple(map("\n".join, names)), tuple(row["frontier"] for row in plans), height, left_out)


def _page(mondays: Sequence[int], rows: Rows, say: Language) -> Sheet:
    width = min(max(A4_IN, NAMES_IN + RIGHT_IN + COLUMN_IN * len(mondays)), A3_IN)
    height = _top(rows, len(PANELS)) - PANEL_HEAD_IN + FOOT_IN
    return Sheet(Figure(figsize=(width, height), facecolor="white"), tuple(mondays), say)


def _column_in(page: Sheet) -> float:
    return (page.width_in - NAMES_IN - RIGHT_IN) / len(page.weeks)


def _top(rows: Rows, place: int) -> float:
    """Say how many inches below the upper edge the panel begins that so many others precede."""
    return HEAD_IN + PANEL_HEAD_IN + place * (rows.height_in * len(rows) + PANEL_HEAD_IN)


def _panel(page: Sheet, top: float, rows: Rows, grid: np.ndarray, risk: float) -> None:
    """Fill a panel: weeks above, names at the left, a shaded cell for each chance: float64[plans, weeks]."""
    width = page.width_in - NAMES_IN - RIGHT_IN
    axes = page.place(NAMES_IN, top, width, rows.height_in * len(rows))
    _shades(axes, grid, risk)
    _heads(axes, page.weeks, every(COLUMN_IN, _column_in(page)))
    for place, (name, bold) in enumerate(zip(rows.names, rows.bold, strict=True)):
        weight = "bold" if bold else "normal"
        left = (LEFT_IN - NAMES_IN) / width
        axes.text(
            left,
            place,
            name,
            fontsize=SMALL,
            weight=weight,
            va="center",
            transform=axes.get_yaxis_transform(),
        )
    if _column_in(page) >= FIGURE_IN:
        _figures(axes, grid, risk, page.say)


def _shades(axes: Axes, grid: np.ndarray, risk: float) -> None:
    """Shade what is above the risk that is allowed; rule lines between the plans."""
    plans, weeks = (np.arange(number + 1) - 0.5 for number in grid.shape)
    above = np.ma.masked_less_equal(grid, risk)
    axes.pcolormesh(weeks, plans, above, cmap=SHADES, vmin=risk, vmax=1, edgecolors="white", linewidth=1)
    axes.hlines(plans, weeks[0], weeks[-1], color=RULE, linewidth=0.7)
    axes.set_ylim(plans[-1], plans[0])
    axes.spines[:].set_visible(False)
    axes.yaxis.set_visible(False)


def _heads(axes: Axes, mondays: Sequence[int], step: int) -> None:
    axes.xaxis.tick_top()
    heads = thinned([week_code(one, mondays) for one in mondays], step)
    axes.set_xticks(range(len(heads)), heads, fontsize=SMALL)
    axes.tick_params(axis="x", length=0)


def _figures(axes: Axes, grid: np.ndarray, risk: float, say: Language) -> None:
    """Write each chance into its cell, bold above the risk that is allowed."""
    for (plan, week), chance in np.ndenumerate(grid):
        weight = "bold" if chance > risk else "normal"
        text = say.percent(float(chance))
        axes.text(week, plan, text, fontsize=SMALL, weight=weight, color=INK, ha="center", va="center")
