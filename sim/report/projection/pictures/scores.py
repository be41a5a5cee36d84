"""The scores to expect: questions, late answers, the phone, then every other norm that is judged.

A week is a column and each simulated season a possibility: a pale bar holds 90% of them, a dark bar half, a
stroke is the median. Figures are made without pyplot, so nothing global is touched and no window opens.
"""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from sim.deadline import week_label
from sim.experiments.project import Projection
from sim.norms.editions.edition import edition
from sim.report.drawing.fitting import LABEL_IN
from sim.report.drawing.look import BLUE, GREY, INK, PALE, SMALL, look, rule, scale
from sim.report.drawing.sheet import (
    CELL_IN,
    Sheet,
    bar_width,
    every,
    line,
    sheet,
    thinned,
    week_heads,
)
from sim.report.projection.norm_words import NormTold, norms_told
from sim.report.projection.pictures.chances import chance_row, shade
from sim.report.projection.pictures.heading import FOOT_IN, HEAD_IN, made, shop_named
from sim.report.texts.language import Language
from sim.report.words import week_number

RESPONSE_IN, LATE_IN, PHONE_IN, SMALL_IN = 2.3, 1.2, 1.15, 0.8  # heights of the panels
GAP_IN = 0.16
SMALL_HEAD_IN, SMALL_FOOT_IN = 0.52, 0.25  # title above and weeks below a small panel
SMALL_LEFT_IN, SMALL_RIGHT_IN = 0.62, 0.5
SMALL_COLUMN_IN = 0.22  # what the number of a week needs below it
LARGE = ("response", "phone")
WORTH_A_FIGURE = 10  # late answers


def projected_scores(projection: Projection, say: Language) -> Figure:
    """Draw the scores to expect: questions, late answers, the phone, then every other norm judged."""
    told = {norm: one for norm, one in norms_told(projection, say).items() if one.judged}
    small = [one for norm, one in told.items() if norm not in LARGE]
    with look():
        page = sheet(projection.shop.season.weeks, _height(projection, told, len(small)), say)
        page.head(say("picture.in_time", shop=shop_named(projection)), *_under_title(projection, told, say))
        page.key("spread", "half", "median", "norm", "risk")
        top = HEAD_IN
        for norm in LARGE:
            if norm in told:
                top = _large(page, top, told[norm], heads=top == HEAD_IN)
            if norm == "response" and norm in told:
                top = _late(page, top, projection, told[norm])
        for place, one in enumerate(small):
            _small(page, top, place, one)
    return page.figure


def _height(projection: Projection, told: dict[str, NormTold], small: int) -> float:
    rows = len(_response_rows(projection, told["response"])) if "response" in told else 0
    heights = [
        (RESPONSE_IN + LATE_IN + rows * CELL_IN + 2 * GAP_IN) if "response" in told else 0,
        (PHONE_IN + CELL_IN + GAP_IN) if "phone" in told else 0,
        -(-small // 2) * (SMALL_HEAD_IN + SMALL_IN + SMALL_FOOT_IN),
    ]
    return HEAD_IN + sum(heights) + FOOT_IN


def _under_title(projection: Projection, told: dict[str, NormTold], say: Language) -> tuple[str, str]:
    asked = {"response": "picture.questions", "phone": "picture.calls"}
    worst = [say(asked[norm], worst=_worst(told[norm])) for norm in LARGE if norm in told]
    said = say("picture.at_worst", worst="; ".join(worst)) if worst else say("picture.nothing")
    return said, made(projection, say)


def _worst(told: NormTold) -> str:
    """Say when a norm fails most, and how often."""
    chance, say = told.worst.missed.share, told.say
    if not chance:
        return say("picture.never", failing=told.failing)
    week = week_number(told.worst.week, [row.week for row in told.rows])
    return say("picture.worst", share=chance, failing=told.failing, week=week)


def _large(page: Sheet, top: float, told: NormTold, heads: bool) -> float:
    """Draw a norm over the whole width, its chances below it; return where the next panel begins."""
    height = RESPONSE_IN if told.norm == "response" else PHONE_IN
    axes = page.panel(top, height)
    if heads:
        week_heads(axes, page)
    page.name(top, page.say(f"picture.panel.{told.norm}"), page.say("picture.panel.in_the_week"))
    _bars(axes, told, bar_width(page.column_in))
    line(axes, told.level or 0.0, page.say("picture.norm", level=told.written(told.level or 0.0)))
    shade(axes, [row.missed.share for row in told.rows])
    below = top + height + 0.04
    label = page.say("picture.chance", failing=told.failing)
    chance_row(page, page.panel(below, CELL_IN), label, _missed(told))
    return below + CELL_IN + GAP_IN


def _late(page: Sheet, top: float, projection: Projection, told: NormTold) -> float:
    """Draw late answers against those that bring no mail; return where the next panel begins."""
    norm = edition(projection.shop.scenario.edition).response
    axes = page.panel(top, LATE_IN)
    page.name(top, page.say("picture.panel.late"), page.say("picture.panel.late_scale"))
    low, median, high = np.array([row.bad for row in told.rows], float).T
    places, width = np.arange(len(low)), bar_width(page.column_in)
    axes.bar(places, high - low, width, low, color=PALE, label="spread")
    axes.hlines(
        median, places - width / 2, places + width / 2, color=INK, linewidth=2.4, label="median", zorder=5
    )
    axes.set_yscale("symlog", linthresh=10, linscale=0.8)
    axes.set_ylim(-1.5, max(high.max(), 99) * 7)
    for place in np.flatnonzero((high >= WORTH_A_FIGURE) & (places % page.step == 0)).tolist():
        text = page.say.number(high[place])
        axes.annotate(
            text, (place, high[place]), xytext=(0, 2), textcoords="offset points", ha="center", fontsize=SMALL
        )
    axes.yaxis.set_major_locator(FixedLocator([0, *(10.0**power for power in range(1, 8))]))
    axes.yaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: page.say.number(value)))
    rule(axes)
    shade(axes, [row.mail.share for row in told.rows])
    if norm.mail_at_late:
        label = page.say("picture.mails_from", none=norm.mail_at_late - 1, some=norm.mail_at_late)
        line(axes, norm.mail_at_late - 0.5, label)
    below = top + LATE_IN + 0.04
    for label, chances in _response_rows(projection, told):
        chance_row(page, page.panel(below, CELL_IN), label, chances)
        below += CELL_IN
    return below + GAP_IN


def _response_rows(projection: Projection, told: NormTold) -> list[tuple[str, list[float | None]]]:
    """Collect the chances below the late answers, as far as the edition knows them."""
    norm = edition(projection.shop.scenario.edition).response
    mail = (
        [(told.say("picture.mail_chance"), [row.mail.share for row in told.rows])]
        if norm.mail_at_late
        else []
    )
    strike = (
        [(told.say("picture.strike_chance"), [row.strike.share for row in told.rows])] if norm.strike else []
    )
    return [(label, list(chances)) for label, chances in mail + strike]


def _missed(told: NormTold) -> list[float | None]:
    return [None if row.share is None else row.missed.share for row in told.rows]


def _small(page: Sheet, top: float, place: int, told: NormTold) -> None:
    """Draw one of the other norms, two beside each other."""
    width = page.width_in / 2 - SMALL_LEFT_IN - SMALL_RIGHT_IN
    left = SMALL_LEFT_IN + (page.width_in / 2) * (place % 2)
    top += SMALL_HEAD_IN + (SMALL_HEAD_IN + SMALL_IN + SMALL_FOOT_IN) * (place // 2)
    axes = page.place(left, top, width, SMALL_IN)
    _bars(axes, told, bar_width(width / len(page.weeks)))
    shade(axes, [row.missed.share for row in told.rows])
    line(axes, told.level or 0.0, told.written(told.level or 0.0))
    numbers = [week_label(monday)[-2:] for monday in page.weeks]
    labels = thinned(numbers, every(SMALL_COLUMN_IN, width / len(numbers)))
    axes.set_xticks(range(len(labels)), labels, fontsize=SMALL)
    fails = told.worst.missed.share > 0
    remark = page.say("picture.small_worst", worst=_worst(told)) if fails else _worst(told)
    across, down = page.figure.get_size_inches()
    for lift, text, weight, color in ((0.36, told.title, "bold", INK), (0.2, remark, "normal", GREY)):
        spot = ((left - SMALL_LEFT_IN + LABEL_IN) / across, 1 - (top - lift) / down)
        page.figure.text(*spot, text, fontsize=SMALL, weight=weight, color=color, va="top")


def _bars(axes: Axes, told: NormTold, width: float) -> None:
    """Draw the spread of a norm's weeks: 90% of the seasons pale, half of them dark, the median a stroke."""
    known = [place for place, row in enumerate(told.rows) if row.share is not None]
    spread = np.array([told.rows[place].share for place in known], float)
    p05, p25, p50, p75, p95 = spread.T
    axes.bar(known, p95 - p05, width, p05, color=PALE, label="spread")
    axes.bar(known, p75 - p25, width, p25, color=BLUE, label="half")
    left, right = np.array(known) - width / 2, np.array(known) + width / 2
    axes.hlines(p50, left, right, color=INK, linewidth=2.4, label="median", zorder=5)
    _scale_to(axes, told, p05.min(), p95.max())


def _scale_to(axes: Axes, told: NormTold, low: float, high: float) -> None:
    """Show the norm and all bars, with air between them; what lies beyond all or nothing bears no figure."""
    low, high = min(low, told.level or low), max(high, told.level or high)
    air = max(0.12 * (high - low), 0.004)
    scale(axes, low - air, high + air, told.written, told.can_be)
