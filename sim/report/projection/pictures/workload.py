"""The hours of work that come each week against the hours that people are at the desk."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.deadline.instants.wall import HOUR_S
from sim.experiments.project import Projection
from sim.experiments.seasons.replicate import OFFERED_S, ON_DUTY_S
from sim.report.drawing.look import BAND, BLUE, INK, PALE, look, scale
from sim.report.drawing.sheet import CELL_IN, Sheet, bar_width, sheet, text_row, thinned, week_heads
from sim.report.projection.pictures.chances import chance_row, shade
from sim.report.projection.pictures.heading import FOOT_IN, HEAD_IN, made, shop_named
from sim.report.texts.language import Language
from sim.report.words import week_number

LOAD_IN = 2.6  # the height of the panel


def workload(projection: Projection, say: Language) -> Figure:
    """Draw the hours of work that come each week against the hours that people are at the desk."""
    load = projection.seasons.load / HOUR_S
    work, people = load[..., OFFERED_S], load[..., ON_DUTY_S]
    beyond = (work > people).mean(axis=0).tolist()
    with look():
        page = sheet(projection.shop.season.weeks, HEAD_IN + LOAD_IN + 2 * CELL_IN + FOOT_IN, say)
        title = say("picture.enough", shop=shop_named(projection))
        page.head(title, _fullest(projection, beyond, say), made(projection, say))
        page.key("work", "spread", "people", "people_spread", "risk")
        axes = page.panel(HEAD_IN, LOAD_IN)
        week_heads(axes, page)
        page.name(HEAD_IN, say("picture.panel.hours"), say("picture.panel.hours_of"))
        _load(page, axes, work, people)
        shade(axes, beyond)
        below = HEAD_IN + LOAD_IN
        chance_row(page, page.panel(below + 0.04, CELL_IN), say("picture.beyond"), beyond)
        full = page.panel(below + 0.04 + CELL_IN, CELL_IN)
        filled = thinned(_filled(work, people), page.step)
        text_row(full, say("picture.filled"), filled, [False] * len(beyond))
    return page.figure


def _load(page: Sheet, axes: Axes, work: np.ndarray, people: np.ndarray) -> None:
    """Draw the work of each week as a bar with its spread, and people's hours as a band behind it."""
    few, usual, many = np.percentile(people, (5, 50, 95), axis=0, method="inverted_cdf")
    places, width = np.arange(len(usual)), bar_width(page.column_in)
    axes.bar(places, many - few, 1, few, color=BAND, linewidth=0, label="people, 90%", zorder=1.5)
    low, median, high = np.percentile(work, (5, 50, 95), axis=0, method="inverted_cdf")
    axes.bar(places, median, width, color=BLUE, label="work", zorder=3)
    axes.bar(places, high - low, width / 3, low, color=PALE, label="work, 90%", zorder=4)
    axes.hlines(usual, places - 0.5, places + 0.5, color=INK, linewidth=2.4, label="people", zorder=5)
    scale(axes, 0, 1.08 * max(high.max(), many.max(), 1.0), page.say.number)


def _filled(work: np.ndarray, people: np.ndarray) -> list[str]:
    """Say how much of people's hours the work takes, week by week, in the median of both."""
    pairs = zip(np.median(work, axis=0).tolist(), np.median(people, axis=0).tolist(), strict=True)
    return [f"{hours / there:.0%}" if there else "–" for hours, there in pairs]


def _fullest(projection: Projection, beyond: list[float], say: Language) -> str:
    worst = int(np.argmax(beyond))
    if not beyond[worst]:
        return say("picture.never_full")
    weeks = projection.shop.season.weeks
    return say("picture.fullest", week=week_number(weeks[worst], weeks), share=beyond[worst])
