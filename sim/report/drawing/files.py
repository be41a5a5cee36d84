"""Pictures as files: SVG for the page, PNG for mail, each the same bytes on every run."""

import io
from pathlib import Path

from matplotlib import rc_context
from matplotlib.figure import Figure
from matplotlib.text import Text

from sim.records.store import write_whole
from sim.report.drawing.letters import legible
from sim.report.drawing.look import look

DOTS_PER_INCH = 160


def as_svg(figure: Figure, name: str) -> str:
    """Write a figure as SVG, the same bytes on every run.

    Letters become outlines: a reader without our font sees what was laid out here, and nothing overlaps.
    """
    with look(), rc_context({"svg.hashsalt": name, "svg.fonttype": "path"}):
        _make_legible(figure)
        buffer = io.StringIO()
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return buffer.getvalue()


def as_png(figure: Figure) -> bytes:
    """Write a figure as PNG, the same bytes on every run."""
    buffer = io.BytesIO()
    with look():
        _make_legible(figure)
        figure.savefig(buffer, format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})
    return buffer.getvalue()


def save(figure: Figure, path: Path) -> None:
    """Write a figure to `path` with .svg and with .png added."""
    write_whole(path.with_name(f"{path.name}.svg"), as_svg(figure, path.name).encode())
    write_whole(path.with_name(f"{path.name}.png"), as_png(figure))


def _make_legible(figure: Figure) -> None:
    """Replace what the font lacks, wherever a name that a user chose stands."""
    for text in figure.findobj(Text):
        assert isinstance(text, Text)
        text.set_text(legible(text.get_text()))
