"""What was called and what came, week by week: bands of 90% and 50%, the median, and a mark for what came.

A diamond is a verdict that was right, a cross one that was wrong, so that no colour says it alone.
"""

from collections.abc import Sequence
from textwrap import fill
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.calibrate.called.outcome.call import Called, rule_of
from sim.calibrate.called.outcome.score import of_norm, score
from sim.experiments.seasons.shop import Shop
from sim.report.called.words import POINTS
from sim.report.drawing.fitting import LABEL_IN
from sim.report.drawing.look import BLUE, GREEN, INK, NORM, PALE, SMALL, VERMILION, look, scale
from sim.report.drawing.sheet import CELL_IN, Sheet, bar_width, line, sheet, text_row, week_heads
from sim.report.texts.language import Language

HEAD_IN, PANEL_IN, GAP_IN, FOOT_IN = 1.4, 2.0, 0.3, 0.2
NAME_LENGTH = 12  # of a line
ROOM = 0.06  # of the height, above and below what is shown
MARKS: dict[bool, dict[str, Any]] = {
    True: {"marker": "D", "color": GREEN, "s": 42, "edgecolors": INK, "linewidths": 0.8},
    False: {"marker": "X", "color": VERMILION, "s": 70, "edgecolors": INK, "linewidths": 0.8},
}


def called_picture(called: Sequence[Called], shop: Shop, name: str, draws: int, say: Language) -> Figure:
    """Draw a panel a norm, with the weeks as columns."""
    weeks, norms = (
        tuple(dict.fromkeys(one.week for one in called)),
        list(dict.fromkeys(one.norm for one in called)),
    )
    found, a_panel = score(called), PANEL_IN + CELL_IN + GAP_IN
    with look():
        page = sheet(weeks, HEAD_IN + a_panel * len(norms) + FOOT_IN, say)
        said = say(
            "called.picture_said", n=len(weeks), right=found.right, calls=found.calls, off=POINTS * found.off
        )
        page.head(say("called.picture_title", shop=name), said, say("called.picture_made", n=draws))
        _key(page)
        for place, norm in enumerate(norms):
            _panel(page, HEAD_IN + place * a_panel, of_norm(called, norm), shop, heads=place == 0)
    return page.figure


def _panel(page: Sheet, top: float, called: Sequence[Called], shop: Shop, heads: bool) -> None:
    norm, say = called[0].norm, page.say
    axes = page.panel(top, PANEL_IN)
    if heads:
        week_heads(axes, page)
    page.name(top, fill(say(f"norms.title.{norm}"), NAME_LENGTH), "")
    at = [page.weeks.index(one.week) for one in called]
    _bands(axes, at, called, bar_width(page.column_in))
    for place, one in zip(at, called, strict=True):
        axes.scatter([place], [one.came.share], zorder=6, **MARKS[one.right])
    level = rule_of(shop, norm).level
    assert level is not None
    shown = [share for one in called for share in (*one.share, one.came.share)] + [float(level)]
    room = ROOM * (max(shown) - min(shown))
    scale(axes, min(shown) - room, max(shown) + room, say.percent)
    line(axes, float(level), say.percent(float(level)))
    _chances(page, top + PANEL_IN + 0.04, at, called)


def _bands(axes: Axes, at: Sequence[int], called: Sequence[Called], width: float) -> None:
    for (low, high), color, part in (((0, 4), PALE, 1.0), ((1, 3), BLUE, 0.6)):
        heights = [one.share[high] - one.share[low] for one in called]
        axes.bar(at, heights, part * width, [one.share[low] for one in called], color=color, linewidth=0)
    half = width / 2
    medians = [one.share[2] for one in called]
    axes.hlines(medians, [x - half for x in at], [x + half for x in at], color=INK, linewidth=2, zorder=5)


def _chances(page: Sheet, top: float, at: Sequence[int], called: Sequence[Called]) -> None:
    texts = [""] * len(page.weeks)
    for place, one in zip(at, called, strict=True):
        texts[place] = page.say.percent(one.missed_chance)
    text_row(page.panel(top, CELL_IN), page.say("called.chance_of"), texts, [False] * len(texts))


def _key(page: Sheet) -> None:
    say, (across, down) = page.say, page.figure.get_size_inches()
    marks = [
        Line2D(
            [], [], linestyle="", marker=one["marker"], color=one["color"], markeredgecolor=INK, markersize=7
        )
        for one in (MARKS[True], MARKS[False])
    ]
    norm = Line2D([], [], color=NORM, linewidth=2, linestyle="--")
    page.figure.legend(
        [Patch(facecolor=PALE, edgecolor=BLUE), *marks, norm],
        [say("called.key_median"), say("called.key_right"), say("called.key_wrong"), say("called.key_norm")],
        loc="upper left",
        bbox_to_anchor=(LABEL_IN / across, 1 - 0.82 / down),
        ncols=4,
        fontsize=SMALL,
        frameon=False,
        borderpad=0,
        borderaxespad=0,
    )
