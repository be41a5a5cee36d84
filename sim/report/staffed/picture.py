"""The risk before and after: how often each week misses each norm, as it is and with the plan."""

from collections.abc import Mapping
from textwrap import fill
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.experiments.estimates.confidence import Chance
from sim.experiments.plans.targets import Target, missed
from sim.experiments.search.advice import Advice
from sim.norms.editions.edition import edition
from sim.report.drawing.look import BLUE, GREY, INK, NORM, look, scale
from sim.report.drawing.sheet import Sheet, line, sheet, week_heads
from sim.report.projection.page.cells import head
from sim.report.staffed.said.risks import chances
from sim.report.staffed.screen import compared, shown
from sim.report.texts.language import Language
from sim.report.words import cut, span

HEAD_IN, PANEL_IN, GAP_IN, FOOT_IN = 1.5, 1.5, 0.28, 0.15
SHOP, NAME = 30, 11  # letters of a title, and of a line of the left margin
ASIDE = 0.15  # of a week
MARKS: dict[str, dict[str, Any]] = {  # a shape and a fill of its own: no reader needs the colour
    "now": {"color": INK, "marker": "o", "markerfacecolor": "white"},
    "then": {"color": BLUE, "marker": "s", "markerfacecolor": BLUE},
}


def before_after(advice: Advice, say: Language) -> Figure:
    """Draw a panel a target, a column a week."""
    season, targets = advice.choices.file.scenario.weeks, shown(advice)
    with look():
        page = sheet(season, HEAD_IN + len(targets) * (PANEL_IN + GAP_IN) + FOOT_IN, say)
        _head(page, advice, say)
        for place, target in enumerate(targets):
            axes = _panel(page, advice, target, HEAD_IN + place * (PANEL_IN + GAP_IN))
            if not place:
                week_heads(axes, page)
    return page.figure


def _head(page: Sheet, advice: Advice, say: Language) -> None:
    file, seasons = advice.choices.file, say("words.seasons", n=len(advice.certificate.seasons))
    made = say("staffed.picture.made", span=span(file.scenario.weeks, say), seasons=seasons)
    title = say("staffed.picture.title", shop=cut(file.name, SHOP))
    page.head(title, say("staffed.picture.said"), made)
    names = [*compared(advice), "endless", *(["allowed"] if _has_limit(advice) else [])]
    marks: dict[str, Artist] = {
        **{name: Line2D([], [], linewidth=2, markersize=6, **marks) for name, marks in MARKS.items()},
        "endless": Line2D([], [], color=GREY, linewidth=2, linestyle=":"),
        "allowed": Line2D([], [], color=NORM, linewidth=1.6, linestyle="--"),
    }
    page.legend([marks[name] for name in names], [say(f"staffed.picture.{name}") for name in names], 4)


def _panel(page: Sheet, advice: Advice, target: Target, top: float) -> Axes:
    """Draw how often each week misses a target."""
    axes, goal = page.panel(top, PANEL_IN), advice.wanted.goal
    page.name(top, _broken(head(target, edition(advice.choices.file.scenario.edition), page.say)), "")
    plans = {name: chances(one, target) for name, one in compared(advice).items()}
    for aside, (name, weekly) in zip(_asides(len(plans)), plans.items(), strict=True):
        _marks(axes, weekly, aside, name)
    floor = missed(advice.certificate.endless, target).mean(axis=0)
    places = np.arange(len(floor))
    axes.hlines(floor, places - 0.4, places + 0.4, color=GREY, linewidth=1.6, linestyle=":", zorder=2)
    scale(axes, -0.03, _top(plans, goal.risk), page.say.percent)
    axes.set_yticks([one for one in axes.get_yticks() if 0 <= one <= 1])
    if _has_limit(advice) and target in goal.targets:
        line(axes, goal.risk, page.say.asked(goal.risk))
    return axes


def _has_limit(advice: Advice) -> bool:
    """Tell whether a limit holds week by week; one of a whole season is no line through its weeks."""
    return advice.wanted.goal.over == "week"


def _asides(plans: int) -> list[float]:
    """Say how far from the middle of a week each plan stands."""
    return [ASIDE * (2 * place - (plans - 1)) for place in range(plans)]


def _marks(axes: Axes, weekly: list[Chance], aside: float, name: str) -> None:
    places = np.arange(len(weekly)) + aside
    ends = np.array([(one.low, one.high) for one in weekly]).T
    axes.vlines(places, *ends, color=MARKS[name]["color"], linewidth=1.8, zorder=3)
    axes.plot(places, [one.share for one in weekly], linestyle="", markersize=6, zorder=4, **MARKS[name])


def _top(plans: Mapping[str, list[Chance]], risk: float) -> float:
    highest = max(one.high for weekly in plans.values() for one in weekly)
    return min(1.04, max(1.12 * highest, 2 * risk))


def _broken(text: str) -> str:
    """Break a head into lines that fit the left margin."""
    return fill(text, NAME)
