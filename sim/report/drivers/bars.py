"""A tornado of what drives the risk, and below it what the spread between seasons is made of.

A bar runs from what a figure's low end comes to, to what its high end does; its ends bear the two values.
Its halves differ in lightness too, for a grey print; a bar that may be chance is hollow.
"""

from collections.abc import Sequence
from textwrap import wrap

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.draws import Group
from sim.experiments.drivers.spread import ORDER, Split
from sim.experiments.drivers.tornado import Bar, Driver
from sim.report.drawing.fitting import head_line
from sim.report.drawing.letters import legible
from sim.report.drawing.look import (
    A4_IN,
    BAND,
    BLUE,
    GREY,
    INK,
    NORMAL,
    ORANGE,
    SKY,
    SMALL,
    TITLE,
    look,
    rule,
)
from sim.report.drivers.figures import figure_name, value_text
from sim.report.drivers.found import Found
from sim.report.texts.language import Language

MOST = 12  # bars
ROW_IN, HEAD_IN, BETWEEN_IN, FOOT_IN = 0.3, 1.35, 1.0, 0.2
SPLIT_IN = 0.34  # a row of the split
LEFT_IN, RIGHT_IN, APART_IN = 2.4, 0.3, 0.25  # beside and between the two panels
WIDTHS_IN = (2.75, A4_IN - LEFT_IN - APART_IN - 2.75 - RIGHT_IN)
NAME_LENGTH = 34
ROOM = 0.26  # of the width, on either side of the bars, for the values
THICK = 0.62
LOW, HIGH = SKY, BLUE
PARTS: dict[Group, tuple[str, str]] = {  # the colour of each part, and of what is written on it
    "forecast": (BLUE, "white"),
    "absence": (ORANGE, INK),
    "luck": (BAND, INK),
}
LEAST_WRITTEN = 0.06  # a smaller part has no room for its figure


def drivers_picture(found: Found, say: Language) -> Figure:
    """Draw the figures that move most, what is counted at the left and missed weeks beside it; the split."""
    shown = found.tornado.drivers[:MOST]
    height = HEAD_IN + ROW_IN * len(shown) + BETWEEN_IN + 2 * SPLIT_IN + 0.5 + FOOT_IN
    with look():
        figure = Figure(figsize=(A4_IN, height), facecolor="white")
        _head(figure, found, say)
        late, risk = (
            _place(figure, LEFT_IN + place * (WIDTHS_IN[0] + APART_IN), HEAD_IN, width, ROW_IN * len(shown))
            for place, width in enumerate(WIDTHS_IN)
        )
        _tornado(late, [one.failures for one in shown], found.tornado.failures, shown)
        _write_values(late, shown, found.tornado.failures, say)
        late.set_yticks(range(len(shown)), [label(one.ends.key, say) for one in shown])
        late.set_title(
            say("why.panel.late", what=found.counted(say), now=found.tornado.failures),
            fontsize=NORMAL,
            loc="left",
        )
        _tornado(risk, [one.risk for one in shown], found.tornado.risk, shown)
        risk.set_yticks([])
        risk.set_title(say("why.panel.risk", now=found.tornado.risk), fontsize=NORMAL, loc="left")
        late.xaxis.set_major_formatter(FuncFormatter(lambda value, _: say.number(value)))
        risk.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0%}"))
        _key(figure, height, say)
        top = HEAD_IN + ROW_IN * len(shown) + BETWEEN_IN
        _splits(_place(figure, LEFT_IN, top, A4_IN - LEFT_IN - RIGHT_IN, 2 * SPLIT_IN), found, say)
    return figure


def label(key: str, say: Language) -> str:
    """Name a figure beside its bar, in two lines where one is too short."""
    return "\n".join(wrap(legible(figure_name(key, say)), NAME_LENGTH, max_lines=2, placeholder=" …"))


def _place(figure: Figure, left: float, top: float, width: float, height: float) -> Axes:
    """Place axes by their inner edges in inches from the upper left corner."""
    across, down = figure.get_size_inches()
    return figure.add_axes((left / across, 1 - (top + height) / down, width / across, height / down))


def _head(figure: Figure, found: Found, say: Language) -> None:
    made = say("why.drivers_made", n=found.tornado.seasons, of_spread=found.spread.seasons)
    title = say("why.drivers_title", shop=found.shop_and_weeks(say))
    head_line(figure, 0.14, title, TITLE, weight="bold", color=INK)
    head_line(figure, 0.42, say("why.drivers_subtitle"), color=INK)
    head_line(figure, 0.62, made, SMALL, color=GREY)


def _tornado(axes: Axes, bars: Sequence[Bar], base: float, drivers: Sequence[Driver]) -> None:
    """Draw a bar a figure, from the value at one end over the base line to that at the other."""
    for place, (bar, driver) in enumerate(zip(bars, drivers, strict=True)):
        for change, color in ((bar.at_low.mean, LOW), (bar.at_high.mean, HIGH)):
            fill = color if driver.surely else "white"
            edge = color if driver.surely else GREY
            axes.barh(place, change, THICK, left=base, color=fill, edgecolor=edge, linewidth=0.8)
    axes.axvline(base, color=INK, linewidth=1.2, linestyle=(0, (5, 2)))
    axes.set_ylim(len(bars) - 0.5, -0.5)
    axes.xaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10]))
    axes.tick_params(axis="both", length=0, labelsize=SMALL)
    rule(axes, "x")


def _write_values(axes: Axes, drivers: Sequence[Driver], base: float, say: Language) -> None:
    """Write the values of the figure at the ends of its bar, outside of it."""
    reach = [change.mean for one in drivers for change in (one.failures.at_low, one.failures.at_high)]
    left, right = min(0.0, *reach), max(0.0, *reach)
    room = ROOM * ((right - left) or 1.0) / (1 - 2 * ROOM)
    axes.set_xlim(base + left - room, base + right + room)
    for place, one in enumerate(drivers):
        low, high = one.failures.at_low.mean, one.failures.at_high.mean
        low_text, high_text = (value_text(one.ends.key, end, say) for end in (one.ends.low, one.ends.high))
        texts = [low_text, high_text] if low <= high else [high_text, low_text]
        ends = (min(low, high, 0.0), max(low, high, 0.0))
        for end, text, side, away in zip(ends, texts, ("right", "left"), (-4, 4), strict=True):
            axes.annotate(
                text,
                (base + end, place),
                (away, 0),
                textcoords="offset points",
                ha=side,
                va="center",
                fontsize=SMALL,
                color=INK,
            )


def _key(figure: Figure, height: float, say: Language) -> None:
    marks = [Patch(color=LOW), Patch(color=HIGH), Patch(facecolor="white", edgecolor=GREY)]
    names = [say(f"why.key_of.{name}") for name in ("low", "high", "chance")]
    figure.legend(
        marks,
        names,
        loc="upper left",
        bbox_to_anchor=(0.02, 1 - 0.8 / height),
        ncols=3,
        fontsize=SMALL,
        frameon=False,
        borderpad=0,
        borderaxespad=0,
    )


def _splits(axes: Axes, found: Found, say: Language) -> None:
    """Draw what the spread of each figure is made of as one bar from 0 to 100%."""
    splits = (found.spread.failures, found.spread.missed_weeks)
    names = [found.counted(say), say("why.missed_weeks")]
    for place, split in enumerate(splits):
        _parts(axes, place, split, say)
    axes.set_xlim(0, 1)
    axes.set_ylim(len(splits) - 0.5, -0.5)
    axes.set_yticks(range(len(splits)), names)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0%}"))
    axes.tick_params(axis="both", length=0, labelsize=SMALL)
    axes.set_title(say("why.panel.spread"), fontsize=NORMAL, loc="left", pad=20)
    axes.spines["left"].set_visible(False)
    axes.legend(
        [Patch(color=PARTS[group][0]) for group in ORDER],
        [say(f"why.group.{group}") for group in ORDER],
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        ncols=3,
        fontsize=SMALL,
        frameon=False,
        borderpad=0,
    )


def _parts(axes: Axes, place: int, split: Split, say: Language) -> None:
    begin = 0.0
    for group, part in split.parts.items():
        color, ink = PARTS[group]
        axes.barh(place, part.share, 0.7, left=begin, color=color, edgecolor="white")
        if part.share >= LEAST_WRITTEN:
            middle, text = begin + part.share / 2, say.percent(part.share)
            axes.text(middle, place, text, ha="center", va="center", fontsize=SMALL, color=ink)
        begin += part.share
