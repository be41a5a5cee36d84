"""Lines and keys that stay on their sheet, however long a name, hours or a language make them."""

from math import ceil
from textwrap import wrap
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from sim.report.drawing.look import GREY, INK, NORMAL, SMALL, TITLE

LABEL_IN = 0.15  # from the left edge to a line, and the least from its end to the right edge
LEAST = 6.5  # points: what would be smaller than this goes on in a second line
RAGGED = 8  # letters by which the first of two lines may be longer than half


def head(figure: Figure, title: str, said: str, made: str) -> None:
    """Write the title, what the picture says, and how it was made."""
    head_line(figure, 0.14, title, TITLE, weight="bold", color=INK)
    head_line(figure, 0.42, said, color=INK)
    head_line(figure, 0.60, made, SMALL, color=GREY)


def head_line(figure: Figure, top_in: float, text: str, size: float = NORMAL, **more: str) -> None:
    """Write a line at the left edge, its upper edge `top_in` inches down, in letters of `size` points.

    A line that is wider than the sheet is written smaller, and in two lines where that could not be read.
    """
    across, down = figure.get_size_inches()
    spot = (LABEL_IN / across, 1 - top_in / down)
    line = figure.text(*spot, text, fontsize=size, va="top", **more)  # type: ignore[arg-type]
    if _size_that_fits(line, figure) < LEAST:
        line.set_text("\n".join(wrap(text, ceil(len(text) / 2) + RAGGED)))
        line.set(fontsize=LEAST, linespacing=1.05)
    line.set_fontsize(_size_that_fits(line, figure))


def _size_that_fits(line: Text, figure: Figure) -> float:
    """Say in how many points a line ends on its sheet: as it is, if it does."""
    box = line.get_window_extent()
    room = figure.bbox.x1 - LABEL_IN * figure.dpi - box.x0
    fits: float = line.get_fontsize() * room / max(box.width, room)  # an empty line has no width
    return fits


def key_above(axes: Axes, height: float, columns: int) -> None:
    """Say what the labelled marks of axes mean, `height` times as high as these are.

    It has at most so many columns, fewer where they would not fit on the sheet.
    """
    form: dict[str, Any] = {"fontsize": SMALL, "frameon": False, "borderpad": 0, "borderaxespad": 0}
    for so_many in range(columns, 0, -1):
        key = axes.legend(loc="lower left", bbox_to_anchor=(0, height), ncols=so_many, **form)
        if key.get_window_extent().x1 <= key.get_figure(root=True).bbox.x1:  # type: ignore[union-attr]
            return
