"""The slack of a morning in one picture: work due by each instant against work that can be done by then.

What can be done rises in office hours and stands at night; what is due jumps where due instants lie. Where
the dark line lies above the blue one, people cannot keep the norm in any order of work.
"""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.deadline.instants.wall import date_of, local_days, to_utc, zone_of
from sim.experiments.morning.outlook import Outlook
from sim.experiments.morning.slack import instants
from sim.experiments.morning.summary import HOUR_S, tightest
from sim.report.drawing.fitting import head
from sim.report.drawing.look import (
    A4_IN,
    BLUE,
    GREY,
    INK,
    NORM_TEXT,
    NORMAL,
    PALE,
    RISK,
    SMALL,
    VERMILION,
    look,
)
from sim.report.morning.screen import local, spare
from sim.report.texts.language import Language
from sim.scenario.values.days import ZONE

HEIGHT_IN = 4.6
BOX = (0.085, 0.10, 0.885, 0.68)  # of the axes, in parts of the sheet
BAND = (0.05, 0.95)


def slack_picture(outlook: Outlook, title: str, say: Language) -> Figure:
    """Draw the curves from the morning on; `title` names the shop and the instant."""
    with look():
        figure = Figure(figsize=(A4_IN, HEIGHT_IN), facecolor="white")
        said, made = say("today.picture_said"), say("today.picture_made", n=len(outlook.plain.late))
        head(figure, say("today.picture_title", title=title), said, made)
        axes = figure.add_axes(BOX)
        _curves(axes, outlook, say)
        _mark(axes, outlook, say)
        _scales(axes, outlook, say)
    return figure


def _curves(axes: Axes, outlook: Outlook, say: Language) -> None:
    at, slack = instants(outlook.morning), outlook.plain.slack
    hands, due, opened = (one / HOUR_S for one in (slack.hands_s, slack.due_s, slack.open_s))
    for curves, color in ((hands, PALE), (due, RISK)):
        axes.fill_between(at, *np.quantile(curves, BAND, axis=0), color=color, linewidth=0)
    axes.plot(at, hands.mean(axis=0), color=BLUE, linewidth=1.8, label=say("today.hands"))
    axes.step(at, due.mean(axis=0), color=INK, linewidth=1.8, where="post", label=say("today.due"))
    dashed: dict[str, Any] = {"color": GREY, "linewidth": 1.2, "linestyle": "--", "where": "post"}
    axes.step(at, opened.mean(axis=0), label=say("today.due_open"), **dashed)
    short = due.mean(axis=0) > hands.mean(axis=0)
    if short.any():
        axes.fill_between(
            at,
            hands.mean(axis=0),
            due.mean(axis=0),
            where=short.tolist(),
            step="post",
            facecolor="none",
            edgecolor=VERMILION,
            hatch="////",
            linewidth=0,
            label=say("today.crossing"),
        )
    axes.legend(loc="upper left", fontsize=SMALL, frameon=False)


def _mark(axes: Axes, outlook: Outlook, say: Language) -> None:
    """Mark where slack is least."""
    found = tightest(outlook)
    if found is None:
        return
    told = spare(found, say)
    top = max(found.due_h, found.hands_h)
    axes.vlines(found.at, 0, top, color=VERMILION, linewidth=1.0, linestyle=":")
    text = say("today.marked", at=local(found.at), hours=told)
    begin, end = outlook.morning.at, outlook.morning.until
    left = found.at > (begin + end) / 2
    axes.annotate(
        text,
        (found.at, 0.03),
        xycoords=("data", "axes fraction"),
        xytext=(-4 if left else 4, 0),
        textcoords="offset points",
        ha="right" if left else "left",
        fontsize=SMALL,
        color=NORM_TEXT,
    )


def _scales(axes: Axes, outlook: Outlook, say: Language) -> None:
    begin, end = outlook.morning.at, outlook.morning.until
    first, last = local_days(np.array([begin, end]), ZONE).tolist()
    zone = zone_of(ZONE)
    midnights = [to_utc(date_of(day), 0, zone) for day in range(first, last + 1)]
    axes.set_xticks([one for one in midnights if one > begin], [""] * sum(one > begin for one in midnights))
    for day, midnight in zip(range(first, last + 1), midnights, strict=True):
        noon = midnight + 12 * HOUR_S
        if begin <= noon <= end:
            axes.text(
                noon, -0.03, say.day(date_of(day)), transform=axes.get_xaxis_transform(),
                ha="center", va="top", fontsize=SMALL,
            )  # fmt: skip
    axes.set_xlim(begin, end)
    axes.set_ylim(bottom=0)
    axes.set_ylabel(say("today.picture_hours"), fontsize=NORMAL)
    axes.grid(axis="x", color="#e4e4e4", linewidth=0.8)
