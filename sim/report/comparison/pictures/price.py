"""What safety costs: every plan by its extra cost and its risk, numbered, with a key that names them.

All figures come from the table of plans.
"""

from collections import defaultdict
from collections.abc import Sequence
from textwrap import wrap
from typing import Any

import pyarrow as pa
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Annotation
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.experiments.plans.goal import Goal
from sim.report.comparison.figures import short
from sim.report.comparison.pictures.heading import Row, in_runs, named, title
from sim.report.comparison.pictures.placed import around_point, around_text, free
from sim.report.comparison.table import Weighed
from sim.report.comparison.words import made, risk_in_words
from sim.report.drawing.look import (
    A4_IN,
    BLUE,
    GREY,
    INK,
    NORM,
    NORM_TEXT,
    NORMAL,
    SMALL,
    TITLE,
    look,
    rule,
)
from sim.report.texts.language import Language

HEIGHT_IN = 5.4
LEFT, BOTTOM, TOP = 0.11, 0.12, 0.80  # of the sheet
PLOT_RIGHT, KEY_LEFT = 0.56, 0.60
KEY_LINES, KEY_IN = 22, (1 - KEY_LEFT) * A4_IN - 0.1  # of the key; the width of a line
LABEL = 58  # letters along the height
ROOM = (  # for the numbers, in points
    *(LEFT * A4_IN * 72, BOTTOM * HEIGHT_IN * 72),
    *(KEY_LEFT * A4_IN * 72, TOP * HEIGHT_IN * 72),
)
ALLOWED_PT = 9.0  # from the right edge to the middle of "5%"


def cost_and_risk(weighed: Weighed, plans: pa.Table, say: Language) -> Figure:
    """Draw every plan by its cost and its risk, the frontier, and the risk that is allowed."""
    rows, goal = short(plans.to_pylist()), weighed.goal
    with look():
        figure = _sheet(weighed, say)
        axes = figure.add_axes((LEFT, BOTTOM, PLOT_RIGHT - LEFT, TOP - BOTTOM))
        _points(axes, rows)
        _scaled(axes, rows, goal, say)
        _numbered(axes, rows, _allowed(axes, goal, say))
        _key(figure, rows, say)
    return figure


def _sheet(weighed: Weighed, say: Language) -> Figure:
    figure = Figure(figsize=(A4_IN, HEIGHT_IN), facecolor="white")
    lines = (
        (0.97, title(weighed, say("compare.picture.cost"), say), TITLE, "bold", INK),
        (0.915, say("compare.picture.line", risk=weighed.goal.risk), NORMAL, "normal", INK),
        (0.88, made(weighed, say), SMALL, "normal", GREY),
    )
    for height, text, size, weight, color in lines:
        figure.text(0.02, height, text, fontsize=size, weight=weight, color=color, va="top")
    return figure


def _points(axes: Axes, rows: Sequence[Row]) -> None:
    best = sorted((row["extra_euro"], row["risk"]) for row in rows if row["frontier"])
    others = [(row["extra_euro"], row["risk"]) for row in rows if not row["frontier"]]
    for row in rows:
        ends = row["risk_low"], row["risk_high"]
        axes.vlines(row["extra_euro"], *ends, color=GREY, linewidth=0.8, alpha=0.6, zorder=2.5)
    axes.plot(*zip(*best, strict=True), color=BLUE, marker="o", markersize=7, linewidth=1.6, zorder=3)
    if others:
        marks: dict[str, Any] = {"marker": "s", "markersize": 6, "markerfacecolor": "white"}
        axes.plot(*zip(*others, strict=True), color=GREY, linestyle="", zorder=4, **marks)


def _scaled(axes: Axes, rows: Sequence[Row], goal: Goal, say: Language) -> None:
    costs = [row["extra_euro"] for row in rows]
    air = 0.08 * ((max(costs) - min(costs)) or 1000.0)
    axes.set_xlim(min(costs) - air, max(costs) + 1.5 * air)
    axes.set_ylim(-0.04, min(1.06, max(*(row["risk_high"] for row in rows), goal.risk) * 1.12 + 0.05))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: _share(value, say)))
    axes.xaxis.set_major_locator(MaxNLocator(5))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: say.euro(value)))
    risk = say("compare.picture.chance", risk=risk_in_words(goal, say))
    axes.set_ylabel("\n".join(wrap(risk, LABEL)), fontsize=SMALL)
    axes.set_xlabel(say("compare.picture.extra"), fontsize=SMALL)
    rule(axes)


def _allowed(axes: Axes, goal: Goal, say: Language) -> Annotation:
    """Draw the risk that is allowed, and write it at the right end of its line."""
    axes.axhline(goal.risk, color=NORM, linewidth=1.4, linestyle=(0, (5, 2)), zorder=2)
    beside: dict[str, Any] = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points"}
    bold: dict[str, Any] = {"fontsize": SMALL, "weight": "bold", "ha": "center", "va": "center"}
    return axes.annotate(
        say.asked(goal.risk), (1, goal.risk), xytext=(ALLOWED_PT, 0), color=NORM_TEXT, **bold, **beside
    )


def _numbered(axes: Axes, rows: Sequence[Row], allowed: Annotation) -> None:
    """Write the number of each plan beside its point, where no other number, no point and no limit is."""
    places: dict[tuple[float, float], list[int]] = defaultdict(list)
    for number, row in enumerate(rows, 1):
        places[row["extra_euro"], row["risk"]].append(number)
    spots = {at: _in_points(axes, *at) for at in places}
    right, height = _in_points(axes, axes.get_xlim()[1], allowed.xy[1])
    taken = [around_text(right + ALLOWED_PT, height, allowed.get_text())]
    taken += [around_point(x, y) for x, y in spots.values()]
    for at, numbers in places.items():
        text = in_runs(numbers)
        dx, dy = free(spots[at], text, taken, ROOM)
        taken.append(around_text(spots[at][0] + dx, spots[at][1] + dy, text))
        _beside(axes, at, text, (dx, dy))


def _in_points(axes: Axes, x: float, y: float) -> tuple[float, float]:
    across, up = axes.transData.transform((x, y)) * (72 / axes.figure.dpi)
    return float(across), float(up)


def _beside(axes: Axes, at: tuple[float, float], text: str, by: tuple[float, float]) -> None:
    """Write beside a point, by so many points to the right and up, in a white box."""
    box = {"facecolor": "white", "edgecolor": "none", "pad": 0.5, "alpha": 0.85}
    middle: dict[str, Any] = {"ha": "center", "va": "center", "textcoords": "offset points"}
    axes.annotate(text, at, xytext=by, fontsize=NORMAL, bbox=box, zorder=6, **middle)


def _key(figure: Figure, rows: Sequence[Row], say: Language) -> None:
    """Name the numbers of the first plans, as many as the sheet has room for."""
    at = 0
    for number, row in enumerate(rows, 1):
        name = named(f"{number:>2}  ", row, KEY_IN, max(2, KEY_LINES // len(rows)))
        if at + len(name) > KEY_LINES:
            _key_line(figure, at, say("compare.picture.more", number=len(rows) - number + 1))
            return
        for text in name:
            _key_line(figure, at, text, "bold" if row["frontier"] else "normal")
            at += 1


def _key_line(figure: Figure, at: int, text: str, weight: str = "normal") -> None:
    figure.text(KEY_LEFT, TOP - 0.03 * at, text, fontsize=SMALL, color=INK, va="top", weight=weight)


def _share(value: float, say: Language) -> str:
    """Write a share at the height of a picture; what lies below 0 is only air."""
    return say.percent(value) if value >= 0 else ""
