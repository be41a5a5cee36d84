"""One day as a picture: what waits, who works on what, and the deadlines that come due, over local time."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from sim.demand.work import CALL, CALL_BACK, CARE, FOLLOW_UP, MAIL
from sim.report.drawing.fitting import LABEL_IN
from sim.report.drawing.letters import first_within, legible
from sim.report.drawing.look import (
    BAND,
    BLUE,
    GREEN,
    GREY,
    INK,
    NORM,
    NORMAL,
    ORANGE,
    PURPLE,
    SKY,
    SMALL,
    look,
    rule,
)
from sim.report.drawing.sheet import LEFT_IN, Sheet
from sim.report.replay.day import Day, summed_up, title_of
from sim.report.replay.floor import KIND
from sim.report.texts.language import Language
from sim.report.words import cut

WIDTH_IN = 10.7  # what A4 leaves across, printed sideways
HEAD_IN, QUEUE_IN, CALLS_IN, LANE_IN, DUE_IN = 1.25, 1.7, 0.5, 0.24, 1.2
GAP_IN, FOOT_IN = 0.3, 0.45
NAME_IN = LEFT_IN - 0.2  # of a person, beside the lane
QUARTER_S = 900
COLOUR = {  # of each kind of work
    CALL: ORANGE,
    MAIL: BLUE,
    FOLLOW_UP: SKY,
    CARE: GREEN,
    CALL_BACK: PURPLE,
}
WORTH_A_FIGURE = 0.25  # of the highest bar


def film(day: Day, made: str, say: Language) -> Figure:
    """Draw one day; `made` says of which season."""
    lanes_in = LANE_IN * max(len(day.lanes), 1)
    height = HEAD_IN + QUEUE_IN + CALLS_IN + lanes_in + DUE_IN + 3 * GAP_IN + FOOT_IN
    with look():
        page = Sheet(Figure(figsize=(WIDTH_IN, height), facecolor="white"), (day.number,), say)
        page.head(title_of(day, say), summed_up(day, say), made)
        _key(page, day, say)
        top = HEAD_IN
        _queue(_panel(page, top, QUEUE_IN, day), day)
        page.name(top, say("film.waiting"), say("film.to_take"))
        top += QUEUE_IN + GAP_IN
        _calls(_panel(page, top, CALLS_IN, day), day, say)
        page.name(top, say("film.phone"), "")
        top += CALLS_IN + GAP_IN
        _lanes(_panel(page, top, lanes_in, day), day, say)
        top += lanes_in + GAP_IN
        _due(_panel(page, top, DUE_IN, day), day, say)
        page.name(top, say("film.due"), say("film.by_quarter"))
    return page.figure


def _panel(page: Sheet, top: float, height: float, day: Day) -> Axes:
    """Place axes over the hours that are shown, in seconds since midnight."""
    axes = page.panel(top, height)
    first, last = (at - day.begin for at in day.shown)
    axes.set_xlim(first, last)
    axes.set_xticks(list(day.labelled), list(day.labelled.values()), fontsize=SMALL)
    axes.tick_params(axis="x", pad=5)
    rule(axes, "x")
    return axes


def _key(page: Sheet, day: Day, say: Language) -> None:
    """Name the colours of the kinds of work that the day has."""
    kinds = [kind for kind in COLOUR if kind in _kinds(day)]
    shown = [Patch(color=COLOUR[kind], linewidth=0) for kind in kinds]
    shown += [Patch(color=BAND, linewidth=0), Patch(facecolor="white", edgecolor=NORM, hatch="////")]
    named = [*(say(f"work.name.{KIND[kind]}") for kind in kinds), say("film.free"), say("film.late")]
    across, down = page.figure.get_size_inches()
    page.figure.legend(
        shown, named,
        loc="upper left", bbox_to_anchor=(LABEL_IN / across, 1 - 0.84 / down), ncols=len(shown),
        fontsize=SMALL, frameon=False, borderpad=0, borderaxespad=0, handlelength=1.4, columnspacing=1.4,
    )  # fmt: skip


def _kinds(day: Day) -> set[int]:
    worked = {int(kind) for lane in day.lanes for kind in lane.spells[:, 0]}
    return worked | set(day.waits[:, 0].tolist())


def _queue(axes: Axes, day: Day) -> None:
    """Stack what waits, kind upon kind."""
    kinds = [
        kind for kind in (FOLLOW_UP, MAIL, CARE, CALL_BACK, CALL) if kind in set(day.waits[:, 0].tolist())
    ]
    at = np.unique(
        np.concatenate([[day.begin, day.end], np.clip(day.waits[:, 1:3].ravel(), day.begin, day.end)])
    )
    base = np.zeros(len(at), np.int64)
    for kind in kinds:
        instants, number = day.waiting(kind)
        more = base + number[np.searchsorted(instants, at, side="right") - 1]
        axes.fill_between(at - day.begin, base, more, step="post", color=COLOUR[kind], linewidth=0)
        base = more
    axes.set_ylim(0, max(1.08 * base.max(), 5))
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    rule(axes)


def _calls(axes: Axes, day: Day, say: Language) -> None:
    """Mark every call, the answered ones above."""
    for height, which, marker, colour in (
        (1, day.calls_answered, "o", COLOUR[CALL]),
        (0, ~day.calls_answered, "x", NORM),
    ):
        at = day.calls_at[which] - day.begin
        axes.scatter(at, np.full(len(at), height), s=16, marker=marker, color=colour, linewidth=1.2)
    axes.set_ylim(-0.6, 1.6)
    axes.set_yticks([1, 0], [say("film.answered"), say("film.lost")])


def _lanes(axes: Axes, day: Day, say: Language) -> None:
    """Draw a lane a person: at the desk and free, and over it what they work on."""
    first, last = day.shown
    for place, lane in enumerate(day.lanes):
        _bars(axes, lane.stretches - day.begin, place, BAND)
        for kind in sorted(set(lane.spells[:, 0].tolist())):
            _bars(axes, lane.spells[lane.spells[:, 0] == kind][:, 1:] - day.begin, place, COLOUR[kind])
        if not lane.is_in:
            middle, note = (first + last) / 2 - day.begin, say("presence.not_in")
            axes.text(middle, place, note, ha="center", va="center", fontsize=SMALL, color=GREY)
    if not day.lanes:
        middle, note = (first + last) / 2 - day.begin, say("film.nobody_planned")
        axes.text(middle, 0, note, ha="center", va="center", color=GREY)
    axes.set_ylim(max(len(day.lanes), 1) - 0.5, -0.5)
    axes.set_yticks(range(len(day.lanes)), [_fitting(lane.name) for lane in day.lanes])
    axes.tick_params(axis="y", length=0)


def _fitting(name: str) -> str:
    """Cut a name to what the margin holds."""
    lengths = range(len(name), 0, -1)
    (line,) = first_within(NAME_IN, NORMAL, ([cut(legible(name), length)] for length in lengths))
    return line


def _bars(axes: Axes, spans: np.ndarray, place: int, colour: str) -> None:
    pairs = [(begin, end - begin) for begin, end in spans.tolist()]
    axes.broken_barh(pairs, (place - 0.36, 0.72), facecolors=colour, edgecolor="white", linewidth=0.3)


def _due(axes: Axes, day: Day, say: Language) -> None:
    """Count the questions that fall due, quarter by quarter; late ones are hatched."""
    edges = np.arange(0, day.end - day.begin + 1, QUARTER_S)
    due = day.due_at - day.begin - 1  # due at 17:00 belongs to the quarter that ends then
    late, timely = (np.histogram(due[which], edges)[0] for which in (day.late, ~day.late))
    wide: dict[str, Any] = {"width": 0.86 * QUARTER_S, "align": "edge"}
    axes.bar(edges[:-1], timely, color=BLUE, **wide)
    some = late > 0  # a bar without height would still have an edge
    hatched: dict[str, Any] = {"color": "white", "edgecolor": NORM, "hatch": "////", "linewidth": 0.8}
    axes.bar(edges[:-1][some], late[some], bottom=timely[some], **hatched, **wide)
    together = late + timely
    for place in np.flatnonzero(together >= max(WORTH_A_FIGURE * together.max(initial=0), 5)).tolist():
        spot = (edges[place] + 0.43 * QUARTER_S, together[place])
        axes.annotate(
            say.number(together[place]),
            spot,
            xytext=(0, 2),
            textcoords="offset points",
            ha="center",
            fontsize=SMALL,
            color=INK,
        )
    axes.set_ylim(0, max(1.2 * together.max(initial=0), 5))
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    rule(axes)
