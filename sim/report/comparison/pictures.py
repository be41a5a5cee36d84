"""A comparison as pictures: what safety costs, plan by plan, and every week under each plan.

All figures come from the tables of the comparison. Each plan has a colour, a marker and a dash of its own,
and a number that the key explains.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

import pyarrow as pa
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.experiments.plans.goal import Goal
from sim.experiments.plans.targets import Target
from sim.report.comparison.figures import short
from sim.report.comparison.table import Weighed
from sim.report.comparison.words import made, risk_in_words, shop_and_weeks
from sim.report.drawing.look import (
    A4_IN,
    BLUE,
    GREEN,
    GREY,
    INK,
    NORM,
    NORM_TEXT,
    NORMAL,
    ORANGE,
    PURPLE,
    SKY,
    SMALL,
    TITLE,
    VERMILION,
    look,
    rule,
    scale,
)
from sim.report.drawing.sheet import thinned
from sim.report.texts.language import Language
from sim.report.words import cut, week_code

Row = Mapping[str, Any]

HEIGHT_IN = 5.4
LEFT, BOTTOM, TOP = 0.11, 0.12, 0.80  # of the sheet
PLOT_RIGHT, KEY_LEFT = 0.56, 0.60
KEY_LINES, KEY_NAME = 22, 34  # of the key; letters of a line, bold ones too
NAME_LINE = 0.05  # of the height of a key, a line of a name
LABEL = 58  # letters along the height
MOST_LINES = 7
APART = 0.09  # of a week
MOST_HEADS = 14
AROUND = ((0.8, 0.8), (1, 0), (0.8, -0.8), (-0.8, 0.8), (-1, 0), (-0.8, -0.8), (0, 1), (0, -1))
DIGIT_PT, LINE_PT, CLEAR_PT = 5.6, 9.0, 6.0  # a digit's width, a line's height, the air around a point
STYLES = (  # colour, marker, dash; the base first
    (INK, "o", "-"),
    (BLUE, "s", "--"),
    (VERMILION, "^", "-."),
    (GREEN, "D", ":"),
    (PURPLE, "v", "--"),
    (ORANGE, "P", "-."),
    (SKY, "X", ":"),
)
PANELS: tuple[Target, ...] = ("response", "phone")


def cost_and_risk(weighed: Weighed, plans: pa.Table, say: Language) -> Figure:
    """Draw every plan by its cost and its risk, the frontier, and the risk that is allowed."""
    rows, goal = short(plans.to_pylist()), weighed.goal
    with look():
        said = say("compare.picture.line", risk=goal.risk)
        figure = _sheet(weighed, say("compare.picture.cost"), said, say)
        axes = figure.add_axes((LEFT, BOTTOM, PLOT_RIGHT - LEFT, TOP - BOTTOM))
        _points(axes, rows)
        _scaled(axes, rows, goal, say)
        _numbered(axes, rows)
        _key(figure, rows, say)
    return figure


def weeks_side_by_side(weighed: Weighed, plans: pa.Table, weeks: pa.Table, say: Language) -> Figure:
    """Draw the chance of each week below its norms, a line a plan."""
    shown = _shown(plans.to_pylist())
    chances: dict[tuple[str, str], list[float]] = defaultdict(list)
    for row in weeks.to_pylist():
        chances[row["plan"], row["target"]].append(row["p_missed"])
    mondays = weighed.comparison.base.plan.shop.season.weeks
    step = -(-len(mondays) // MOST_HEADS)
    heads = thinned([week_code(one, mondays) for one in mondays], step)
    left_out = len(plans) - len(shown)
    said = say("compare.picture.weeks_more" if left_out else "compare.picture.weeks_said", number=left_out)
    with look():
        figure = _sheet(weighed, say("compare.picture.weeks"), said, say)
        height = (TOP - BOTTOM - 0.06) / len(PANELS)
        for place, target in enumerate(PANELS):
            box = (LEFT, TOP - height - place * (height + 0.06), PLOT_RIGHT - LEFT, height)
            axes = figure.add_axes(box)
            _lines(axes, [chances[row["plan"], target] for _, row in shown], say)
            axes.set_ylabel(say(f"compare.panel.{target}"), fontsize=SMALL)
            last = place == len(PANELS) - 1
            axes.set_xticks(range(len(heads)), heads if last else [""] * len(heads), fontsize=SMALL)
        _key_of_lines(figure, short([row for _, row in shown]), [number for number, _ in shown])
    return figure


def _sheet(weighed: Weighed, title: str, said: str, say: Language) -> Figure:
    figure = Figure(figsize=(A4_IN, HEIGHT_IN), facecolor="white")
    shop = shop_and_weeks(weighed, say)
    lines = ((0.97, f"{title} {shop}", TITLE, "bold", INK), (0.915, said, NORMAL, "normal", INK))
    for height, text, size, weight, color in (*lines, (0.88, made(weighed, say), SMALL, "normal", GREY)):
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
    axes.axhline(goal.risk, color=NORM, linewidth=1.4, linestyle=(0, (5, 2)), zorder=2)
    beside: dict[str, Any] = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points"}
    bold: dict[str, Any] = {"fontsize": SMALL, "weight": "bold", "va": "center", "color": NORM_TEXT}
    axes.annotate(say.percent(goal.risk), (1, goal.risk), xytext=(4, 0), **bold, **beside)
    risk = say("compare.picture.chance", risk=risk_in_words(goal, say))
    axes.set_ylabel("\n".join(wrap(risk, LABEL)), fontsize=SMALL)
    axes.set_xlabel(say("compare.picture.extra"), fontsize=SMALL)
    rule(axes)


def _numbered(axes: Axes, rows: Sequence[Row]) -> None:
    """Write the number of each plan beside its point, where no other number and no point is."""
    places: dict[tuple[float, float], list[int]] = defaultdict(list)
    for number, row in enumerate(rows, 1):
        places[row["extra_euro"], row["risk"]].append(number)
    points_per_pixel = 72 / axes.figure.dpi
    spots = {
        at: tuple(float(one) * points_per_pixel for one in axes.transData.transform(at)) for at in places
    }
    taken = [_box(x, y, "", CLEAR_PT) for x, y in spots.values()]
    for at, numbers in places.items():
        text = ", ".join(map(str, numbers))
        dx, dy = _free(spots[at], text, taken)
        taken.append(_box(spots[at][0] + dx, spots[at][1] + dy, text, 0))
        _beside(axes, at, text, (dx, dy))


def _beside(axes: Axes, at: tuple[float, float], text: str, by: tuple[float, float]) -> None:
    """Write beside a point, by so many points to the right and up, in a white box."""
    box = {"facecolor": "white", "edgecolor": "none", "pad": 0.5, "alpha": 0.85}
    middle: dict[str, Any] = {"ha": "center", "va": "center", "textcoords": "offset points"}
    axes.annotate(text, at, xytext=by, fontsize=NORMAL, bbox=box, zorder=6, **middle)


def _free(spot: tuple[float, ...], text: str, taken: Sequence[tuple[float, ...]]) -> tuple[float, float]:
    """Find where a number may stand: the nearest place around its point, in points, that nothing covers."""
    tried = list(_tried(text))
    for dx, dy in tried:
        box = _box(spot[0] + dx, spot[1] + dy, text, 0)
        if not any(_overlap(box, other) for other in taken):
            return dx, dy
    return tried[0]


def _tried(text: str) -> Iterator[tuple[float, float]]:
    half = DIGIT_PT * len(text) / 2
    for far in (1.0, 1.7, 2.5, 3.4):
        for across, up in AROUND:
            yield across * (half + CLEAR_PT) * far, up * (LINE_PT / 2 + CLEAR_PT) * far


def _box(x: float, y: float, text: str, air: float) -> tuple[float, float, float, float]:
    half_width, half_height = DIGIT_PT * len(text) / 2 + air, (LINE_PT / 2 if text else 0) + air
    return x - half_width, y - half_height, x + half_width, y + half_height


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _key(figure: Figure, rows: Sequence[Row], say: Language) -> None:
    """Name the numbers of the first plans, as many as the sheet has room for."""
    at = 0
    for number, row in enumerate(rows, 1):
        name = _named(f"{number:>2}  ", row, len(rows))
        if at + len(name) > KEY_LINES:
            _key_line(figure, at, say("compare.picture.more", number=len(rows) - number + 1))
            return
        for text in name:
            _key_line(figure, at, text, "bold" if row["frontier"] else "normal")
            at += 1


def _key_line(figure: Figure, at: int, text: str, weight: str = "normal") -> None:
    figure.text(KEY_LEFT, TOP - 0.03 * at, text, fontsize=SMALL, color=INK, va="top", weight=weight)


def _named(number: str, row: Row, plans: int) -> list[str]:
    """Write the number and the name of one of so many plans, in as many lines as the sheet has for each."""
    room = max(2, KEY_LINES // plans)
    indent = " " * 2 * len(number)
    lines = wrap(number + row["plan"], KEY_NAME, subsequent_indent=indent)
    rest = " ".join(line.strip() for line in lines[room - 1 :])
    return lines if len(lines) <= room else [*lines[: room - 1], cut(indent + rest, KEY_NAME)]


def _shown(rows: Sequence[Row]) -> list[tuple[int, Row]]:
    """Choose the plans that are drawn week by week: the base, then the frontier, then the least risky."""
    numbered = list(enumerate(rows, 1))
    ranked = sorted(numbered[1:], key=lambda one: (not one[1]["frontier"], one[1]["risk"]))
    return sorted([numbered[0], *ranked[: MOST_LINES - 1]], key=lambda one: one[0])


def _lines(axes: Axes, chances: Sequence[Sequence[float]], say: Language) -> None:
    highest = max(0.1, *(max(weekly) for weekly in chances))
    for place, ((color, marker, dash), weekly) in enumerate(zip(STYLES, chances, strict=False)):
        aside = APART * (place - (len(chances) - 1) / 2)  # plans alike stay visible beside each other
        weeks = [week + aside for week in range(len(weekly))]
        axes.plot(weeks, weekly, color=color, marker=marker, linestyle=dash, markersize=5, linewidth=1.3)
    scale(axes, -0.08 * highest, 1.1 * highest, lambda share: _share(share, say))


def _share(value: float, say: Language) -> str:
    """Write a share at the height of a picture; what lies below 0 is only air."""
    return say.percent(value) if value >= 0 else ""


def _key_of_lines(figure: Figure, rows: Sequence[Row], numbers: Sequence[int]) -> None:
    axes = figure.add_axes((KEY_LEFT, BOTTOM, 1 - KEY_LEFT - 0.01, TOP - BOTTOM))
    axes.axis("off")
    axes.set(xlim=(0, 1), ylim=(0, 1))
    top = 1.0
    for row, number, (color, marker, dash) in zip(rows, numbers, STYLES, strict=False):
        name = _named(f"{number} ", row, len(rows))
        height, top = top - NAME_LINE * len(name) / 2, top - NAME_LINE * (len(name) + 0.5)
        axes.plot([0.0, 0.06, 0.12], [height] * 3, color=color, marker=marker, linestyle=dash, markevery=[1])
        axes.text(0.15, height, "\n".join(name), fontsize=SMALL, va="center")
