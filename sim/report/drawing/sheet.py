"""A sheet of paper on which every week is a column: axes placed in inches, bars, limits, rows of texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.deadline import week_label
from sim.report.drawing.fitting import LABEL_IN, head, head_line
from sim.report.drawing.look import (
    A3_IN,
    A4_IN,
    BAND,
    BLUE,
    GREY,
    INK,
    NORM,
    NORM_TEXT,
    NORMAL,
    PALE,
    RISK,
    SMALL,
)
from sim.report.texts.language import Language
from sim.report.words import week_name

LEFT_IN, RIGHT_IN, COLUMN_IN = 1.62, 0.85, 0.46  # margins of full width panels, the least width of a week
CELL_IN = 0.24  # the height of a row of chances
ROOMY_IN = 0.8  # a week this wide holds the name of a feast in one line
BREAKS = {
    "Black Friday": "Black\nFriday",
    "Sinterklaas": "Sinter-\nklaas",
    "Christmas": "Christ-\nmas",
}  # Kerst fits
BAR = 0.58  # of a week's width, but not wider than
WIDEST_BAR_IN = 0.6


@dataclass(frozen=True)
class Sheet:
    """A figure that is filled from its top, with a column a week."""

    figure: Figure
    weeks: tuple[int, ...]  # Mondays
    say: Language

    @property
    def width_in(self) -> float:
        """The width of the paper."""
        return float(self.figure.get_size_inches()[0])

    @property
    def column_in(self) -> float:
        """The width of a week in a panel of full width."""
        return (self.width_in - LEFT_IN - RIGHT_IN) / len(self.weeks)

    @property
    def step(self) -> int:
        """Every how manyth week is written out: each, unless the columns of a long season leave no room."""
        return every(COLUMN_IN, self.column_in)

    def panel(self, top: float, height: float) -> Axes:
        """Place axes of full width, `top` inches below the upper edge."""
        return self.place(LEFT_IN, top, self.width_in - LEFT_IN - RIGHT_IN, height)

    def place(self, left: float, top: float, width: float, height: float) -> Axes:
        """Place axes by their inner edges in inches from the upper left corner."""
        across, down = self.figure.get_size_inches()
        box = (left / across, 1 - (top + height) / down, width / across, height / down)
        axes = self.figure.add_axes(box)
        axes.set_xlim(-0.5, len(self.weeks) - 0.5)
        axes.set_xticks(range(len(self.weeks)), [""] * len(self.weeks))
        axes.tick_params(axis="x", length=0)
        return axes

    def write(self, top: float, text: str, size: float = NORMAL, **more: str) -> None:
        """Write a line at the left edge, its upper edge `top` inches down."""
        head_line(self.figure, top, text, size, **more)

    def head(self, title: str, said: str, made: str) -> None:
        """Write the title, what the picture says, and how it was made."""
        head(self.figure, title, said, made)

    def name(self, top: float, title: str, more: str) -> None:
        """Say at the left of a panel what it shows."""
        self.write(top, title, NORMAL, weight="bold", color=INK)
        self.write(top + 0.17 * (1 + title.count("\n")) + 0.03, more, SMALL, color=GREY)

    def key(self, *kinds: str) -> None:
        """Say what the bars and strokes mean, two below each other where the sheet is no wider than A4."""
        handles = [key_of(kind) for kind in kinds]
        labels = [self.say(f"picture.key.{kind}") for kind in kinds]
        self.legend(handles, labels, len(kinds) if self.width_in > A4_IN else ceil(len(kinds) / 2))

    def legend(self, handles: Sequence[Artist], labels: Sequence[str], columns: int) -> None:
        """Say under the head what each mark means."""
        across, down = self.figure.get_size_inches()
        self.figure.legend(
            handles,
            labels,
            loc="upper left",
            bbox_to_anchor=(LABEL_IN / across, 1 - 0.82 / down),
            ncols=columns,
            fontsize=SMALL,
            frameon=False,
            borderpad=0,
            borderaxespad=0,
            handlelength=1.4,
            columnspacing=1.4,
        )


def key_of(kind: str) -> Artist:
    """Draw what stands before a label in the key."""
    strokes = {"median": INK, "people": INK, "norm": NORM}
    if kind in strokes:
        return Line2D([], [], color=strokes[kind], linewidth=2, linestyle="--" if kind == "norm" else "-")
    fills = {"spread": PALE, "people_spread": BAND, "risk": RISK}
    return Patch(color=fills.get(kind, BLUE), linewidth=0)


def sheet(weeks: tuple[int, ...], height_in: float, say: Language) -> Sheet:
    """Take a sheet as wide as A4, wider where the weeks need it, up to A3."""
    width = min(max(A4_IN, LEFT_IN + RIGHT_IN + COLUMN_IN * len(weeks)), A3_IN)
    return Sheet(Figure(figsize=(width, height_in), facecolor="white"), weeks, say)


def every(needed_in: float, column_in: float) -> int:
    """Say how many columns one label takes."""
    return ceil(round(needed_in / column_in, 6))


def thinned(texts: Sequence[str], step: int) -> list[str]:
    """Leave out all texts but every so manyth, so that none lies on another."""
    return [text if place % step == 0 else "" for place, text in enumerate(texts)]


def bar_width(column_in: float) -> float:
    """Say how wide a bar is, in weeks."""
    return min(BAR, WIDEST_BAR_IN / column_in)


def week_heads(axes: Axes, page: Sheet) -> None:
    """Head each column with its week and its feast, in lines where there is little room.

    A week that opens another year bears the year; where only some weeks have a head, feasts have none.
    """
    labels = [week_label(monday)[-3:] for monday in page.weeks]
    if page.step == 1:
        labels = [
            f"{label}\n{week_name(week, page.say)}" for label, week in zip(labels, page.weeks, strict=True)
        ]
    if page.column_in < ROOMY_IN:
        labels = [_broken(label) for label in labels]
    axes.xaxis.tick_top()
    heads = _with_years([label.strip() for label in thinned(labels, page.step)], page.weeks)
    axes.set_xticks(range(len(heads)), heads, fontsize=NORMAL, linespacing=1.15)
    axes.tick_params(axis="x", length=0)


def _with_years(labels: list[str], weeks: Sequence[int]) -> list[str]:
    """Write the year under the first label of each but the first year."""
    seen = {week_label(weeks[0])[:4]}
    said = []
    for label, monday in zip(labels, weeks, strict=True):
        year = week_label(monday)[:4]
        said.append(f"{label}\n{year}" if label and year not in seen else label)
        seen |= {year} if label else set()
    return said


def _broken(label: str) -> str:
    for whole, parts in BREAKS.items():
        label = label.replace(whole, parts)
    return label


def line(axes: Axes, level: float, label: str) -> None:
    """Draw a limit through all weeks, with its value in the right margin."""
    axes.axhline(level, color=NORM, linewidth=1.6, linestyle=(0, (5, 2)), label="norm", zorder=4)
    beside: dict[str, Any] = {
        "xycoords": ("axes fraction", "data"),
        "textcoords": "offset points",
        "va": "center",
    }
    axes.annotate(label, (1, level), xytext=(5, 0), color=NORM_TEXT, fontsize=SMALL, weight="bold", **beside)


def text_row(axes: Axes, label: str, texts: Sequence[str], bold: Sequence[bool]) -> None:
    """Fill axes with a row of texts, one a week, and name it at the left."""
    axes.axis("off")
    axes.set_ylim(0, 1)
    for place, (text, heavy) in enumerate(zip(texts, bold, strict=True)):
        weight = "bold" if heavy else "normal"
        axes.text(place, 0.47, text, ha="center", va="center", color=INK, fontsize=NORMAL, weight=weight)
    beside: dict[str, Any] = {
        "xycoords": "axes fraction",
        "textcoords": "offset points",
        "ha": "right",
        "va": "center",
    }
    axes.annotate(label, (0, 0.47), xytext=(-6, 0), color=INK, fontsize=SMALL, **beside)
