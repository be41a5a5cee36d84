"""A week by the half-hour: the people planned, stacked by who they are, against the work that comes."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.deadline import date_of
from sim.experiments.estimates.coverage import expected_load, planned_people
from sim.experiments.seasons.shop import Shop
from sim.report.drawing.fitting import LABEL_IN
from sim.report.drawing.look import A4_IN, BLUE, GREY, INK, NORMAL, ORANGE, SKY, look, rule
from sim.report.drawing.sheet import Sheet
from sim.report.texts.language import Language
from sim.scenario.people.staff import TEMP, names_of
from sim.staffing.people import Planned

HEIGHT_IN = 3.3
LEFT_IN, RIGHT_IN, TOP_IN, FOOT_IN = 0.6, 0.1, 1.15, 0.35
GROUPS = {  # of people: a colour, and a hatch for who does not see it
    "own": (BLUE, ""),
    "temps": (SKY, "////"),
    "added": (ORANGE, "...."),
}
A_DAY = 48


def coverage(shop: Shop, monday: int, known: set[str], seed: int, say: Language) -> Figure:
    """Draw a week of a plan; who is not in `known` was added by it."""
    groups = _groups(shop, known)
    people = {name: planned_people(shop, theirs, monday) for name, theirs in groups.items() if theirs}
    load = expected_load(shop, monday, seed)
    with look():
        page = Sheet(Figure(figsize=(A4_IN, HEIGHT_IN), facecolor="white"), (monday,), say)
        page.head(say("coverage.title"), say("coverage.said"), "")
        axes = page.place(LEFT_IN, TOP_IN, A4_IN - LEFT_IN - RIGHT_IN, HEIGHT_IN - TOP_IN - FOOT_IN)
        _stack(axes, people)
        axes.stairs(load, baseline=None, color="white", linewidth=3.6, zorder=5)  # around what follows
        axes.stairs(load, baseline=None, color=INK, linewidth=1.6, label="work", zorder=6)
        axes.set_xlim(0, 7 * A_DAY)
        axes.set_ylim(0, 1.1 * max(float(sum(people.values(), np.zeros(1)).max()), float(load.max()), 1.0))
        axes.tick_params(axis="y", labelsize=NORMAL)
        _days(axes, monday, say)
        axes.set_ylabel(say("coverage.people"), fontsize=NORMAL, color=INK)
        rule(axes)
        _key(page, people, say)
    return page.figure


def _groups(shop: Shop, known: set[str]) -> dict[str, list[Planned]]:
    temps = set(names_of(TEMP, shop.scenario.temps.count)) if shop.scenario.temps else set()
    groups: dict[str, list[Planned]] = {name: [] for name in GROUPS}
    for one in shop.staff:
        group = "added" if one.name not in known else "temps" if one.name in temps else "own"
        groups[group].append(one)
    return groups


def _stack(axes: Axes, people: Mapping[str, np.ndarray]) -> None:
    below = np.zeros(7 * A_DAY)
    for name, counts in people.items():
        colour, hatch = GROUPS[name]
        axes.stairs(
            below + counts, baseline=below, fill=True, facecolor=colour, hatch=hatch, edgecolor="white",
            linewidth=0, label=name,
        )  # fmt: skip
        below = below + counts


def _days(axes: Axes, monday: int, say: Language) -> None:
    """Name each day in its middle, and rule between them."""
    middles = [A_DAY * day + A_DAY // 2 for day in range(7)]
    axes.set_xticks(middles, [say.day(date_of(monday + day)) for day in range(7)], fontsize=NORMAL)
    for day in range(1, 7):
        axes.axvline(A_DAY * day, color=GREY, linewidth=0.6)
    axes.tick_params(axis="x", length=0)


def _key(page: Sheet, people: Mapping[str, np.ndarray], say: Language) -> None:
    across, down = page.figure.get_size_inches()
    kinds = [Patch(facecolor=GROUPS[name][0], hatch=GROUPS[name][1], edgecolor="white") for name in people]
    labels = [say(f"coverage.{name}") for name in people]
    page.figure.legend(
        [*kinds, Line2D([], [], color=INK, linewidth=1.6)],
        [*labels, say("coverage.work")],
        loc="upper left",
        bbox_to_anchor=(LABEL_IN / across, 1 - 0.68 / down),
        ncols=len(labels) + 1,
        fontsize=NORMAL,
        frameon=False,
        borderpad=0,
        borderaxespad=0,
        handlelength=2,
    )
