"""Where coverage is promised, and where it is only looked at."""

from collections.abc import Iterator

from sim.experiments.estimates.precision import Until

from .drawn import Cell
from .processes import LateShares, Relieved, Spared

MEANS, SIZES = (0.10, 0.03, 0.005), (10, 30, 100)
LEAST, MOST = 0.935, 0.965  # of averages; the nominal coverage is 95%

CHANCES, SEASONS = (0.5, 0.05, 0.01), (10, 30, 100, 200, 1_000)
DISCORDANT, PAIRS = (0.01, 0.02, 0.03, 0.05, 0.075, 0.10), (30, 100, 200)
GAINS = (0.5, 0.6, 0.75, 0.9, 1.0)  # of the pairs that differ

STOPPED = (0.5, 0.25, 0.2, 0.19, 0.05, 0.04, 0.01)  # true chances when a run stops
RULES = [
    Until(200, 3_200, width=0.05),
    Until(200, 3_200, width=0.02),
    Until(200, 3_200, risk=0.2),
    Until(200, 3_200, risk=0.05),
    Until(50, 1_600, risk=0.2),
    Until(200, 3_200, width=0.1, risk=0.2),
]

CHECKS = [Until(20, 20), Until(200, 200), Until(200, 400), Until(200, 1_600)]  # of plans of a search

NINE = [Cell(LateShares(mean), n) for mean in MEANS for n in SIZES]
DIFFERENCES = [
    Cell(process, n)
    for process in (Spared(10.5, 4, 0.3), Spared(1, 1), Relieved(2_300), Relieved(2_800))
    for n in (10, 16, 30, 100, 200)
]


def neighbours() -> Iterator[Cell]:
    """Give cells beside the nine: other shapes, sizes, means, and seasons that mostly have nothing late."""
    for shape in (2.0, 4.0, 8.0):
        for mean in (0.3, 0.1, 0.03, 0.01, 0.005):
            sizes = (5, 15, 20, 50) if shape == 4.0 and mean in MEANS else (5, 10, 15, 20, 30, 50, 100)
            yield from (Cell(LateShares(mean, shape), n) for n in sizes)
    for any_late in (0.5, 0.2, 0.1, 0.05, 0.02):
        yield from (Cell(LateShares(0.1, 1.0, any_late), n) for n in (10, 30, 100, 200))
