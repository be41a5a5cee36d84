"""Throughput over the number of cases, log-log, every line named at its end, a plain copy as the limit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log10

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from benchmarks.contest.judge import Report
from benchmarks.contest.timings import COPY, Timing
from benchmarks.peers import OURS
from sim.report.drawing.look import BLUE, GREY, INK, SMALL, look

FEWEST = 1000  # cases a call; below, a line would show the cost of a call
MOST = 10**8
NAMES_AT = 1.7 * MOST  # where the column of names begins
GAP = 0.2  # between names, in powers of ten of throughput
LEADER = "#c9c9c9"
UNDER_TITLE = (
    "Cases a second on one thread: office hours over ten years, unsorted arrivals, eight hours. "
    "Dashed: says elapsed time only."
)
FAMILY = {  # Okabe and Ito (2008); colours repeat what the names say
    "normsim": BLUE,
    "numpy": "#009e73",
    "polars": "#cc79a7",
    "duckdb": "#e69f00",
    "pandas": "#d55e00",
    "workclock": "#56b4e9",
}


def throughput(timings: Sequence[Timing], reports: Sequence[Report]) -> Figure:
    """Draw cases a second over cases a call, for the copy and for every engine that was judged."""
    entered = {report.adapter: report for report in reports}
    lines = {
        adapter: [one for one in timings if one.adapter == adapter and one.cases >= FEWEST]
        for adapter in (COPY, *entered)
    }
    lines = {adapter: points for adapter, points in lines.items() if points}
    with look(), rc_context({"xtick.major.size": 3}):
        page = Figure(figsize=(8.27, 6.9))
        axes = page.add_axes((0.125, 0.09, 0.865, 0.78))
        _frame(page, axes)
        for adapter, points in lines.items():
            _line(axes, look_of(adapter, entered.get(adapter)), points)
        for adapter, height in label_heights(lines).items():
            _label(axes, look_of(adapter, entered.get(adapter)), lines[adapter][-1], height)
    return page


def label_heights(lines: Mapping[str, Sequence[Timing]]) -> dict[str, float]:
    """How high the names stand in their column: as high as the last points, moved apart."""
    heights = spread({adapter: log10(points[-1].cases_per_s) for adapter, points in lines.items()})
    return {adapter: 10**height for adapter, height in heights.items()}


def spread(heights: Mapping[str, float], gap: float = GAP) -> dict[str, float]:
    """The same heights, in the same order, at least a gap apart, moved as little as easily found."""
    order = sorted(heights, key=lambda name: heights[name])
    placed = [heights[name] for name in order]
    for _ in range(200):
        for low, high in pairwise(range(len(placed))):
            overlap = gap - (placed[high] - placed[low])
            if overlap > 1e-9:
                placed[low] -= overlap / 2
                placed[high] += overlap / 2
    return dict(zip(order, placed, strict=True))


def in_words(number: float, _: int = 0) -> str:
    """10**7 as "10 million"; a plain number below a million."""
    for size, word in ((10**9, "billion"), (10**6, "million")):
        if number >= size:
            return f"{number / size:g} {word}"
    return f"{number:,.0f}"


def _frame(page: Figure, axes: Axes) -> None:
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlim(FEWEST * 0.8, 3000 * MOST)
    axes.set_xticks([10**power for power in range(3, 9)])
    axes.xaxis.set_major_formatter(FuncFormatter(in_words))
    axes.yaxis.set_major_formatter(FuncFormatter(in_words))
    axes.set_xlabel("cases in one call", loc="left")
    axes.hlines([10**power for power in range(4, 10)], FEWEST, MOST, color="#ececec", linewidth=0.6, zorder=0)
    axes.spines["bottom"].set_bounds(FEWEST, MOST)
    axes.minorticks_off()
    page.text(
        0.02, 0.965, "How many deadlines a second?", fontsize=13, fontweight="bold", color=INK, va="top"
    )
    page.text(0.02, 0.92, UNDER_TITLE, fontsize=SMALL, color=GREY, va="top")


@dataclass(frozen=True)
class Look:
    """How a line and its name are drawn."""

    text: str
    colour: str = GREY  # the small libraries
    strong: bool = False
    dashed: bool = False


def look_of(adapter: str, report: Report | None) -> Look:
    """Ink for the limit, a colour for each family of engines, grey for the small libraries."""
    if report is None:
        return Look("plain copy of the same bytes", INK, strong=True)
    peer, wrong = report.peer, report.total("wrong") + report.total("unanswered")
    text = f"{peer.name}: {wrong} not right" if wrong else peer.name
    return Look(text, FAMILY.get(peer.package, GREY), strong=adapter == OURS, dashed=peer.asks == "elapsed")


def _line(axes: Axes, look: Look, points: Sequence[Timing]) -> None:
    axes.plot(
        [point.cases for point in points],
        [point.cases_per_s for point in points],
        color=look.colour,
        linewidth=2.4 if look.strong else 1.3,
        linestyle=(0, (4, 2)) if look.dashed else "-",
        marker="o",
        markersize=3,
    )


def _label(axes: Axes, look: Look, last: Timing, height: float) -> None:
    """The name in the column on the right, a thin line from the last point to it."""
    axes.plot(
        [last.cases, NAMES_AT * 0.9], [last.cases_per_s, height], color=LEADER, linewidth=0.7, zorder=0.5
    )
    weight = "bold" if look.strong else "normal"
    axes.text(NAMES_AT, height, look.text, fontsize=SMALL, color=look.colour, va="center", fontweight=weight)
