"""How every picture looks, on every machine: its colours, its letters, its scale.

Colours are Okabe and Ito's (2008), which colour-blind readers tell apart; every shade differs in lightness
too, for a grey print, and no colour says anything that is not also written.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

A4_IN, A3_IN = 7.3, 15.5  # what the paper leaves between its margins: letters are printed as large as here
BLUE, VERMILION, GREEN, PURPLE = "#0072b2", "#d55e00", "#009e73", "#cc79a7"
ORANGE, SKY = "#e69f00", "#56b4e9"
PALE, INK, GREY, BAND, RULE = "#b5d5e8", "#1a1a1a", "#555555", "#d4d4d4", "#e3e3e3"
NORM, NORM_TEXT, RISK = VERMILION, "#a34700", "#fbe9dc"
SMALL, NORMAL, TITLE = 8.5, 9.0, 13.0  # points at A4 width
LOOK = {
    "font.size": NORMAL,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "axes.axisbelow": True,
    "xtick.color": INK,
    "ytick.color": INK,
    "ytick.labelsize": SMALL,
    "text.parse_math": False,  # a name with two dollars in it is no formula
}


@contextmanager
def look() -> Iterator[None]:
    """Draw the same on every machine, whatever its matplotlibrc says."""
    with style.context(["default", LOOK]):
        yield


def scale(
    axes: Axes,
    low: float,
    high: float,
    write: Callable[[float], str],
    can_be: Callable[[float], bool] = lambda _: True,
) -> None:
    """Scale the height to what is shown, with few and round figures, none of what cannot be."""
    axes.set_ylim(low, high)
    figures = MaxNLocator(4, steps=[1, 2, 5, 10]).tick_values(low, high)
    axes.set_yticks([at for at in figures if low <= at <= high and can_be(at)])
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: write(value)))
    rule(axes)


def rule(axes: Axes, axis: Literal["x", "y"] = "y") -> None:
    """Rule thin lines at the figures of the height, or of the width."""
    axes.grid(axis=axis, color=RULE, linewidth=0.7)
