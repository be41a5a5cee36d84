"""A week and norm as we would have called it, beside what came."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sim.calibrate.called.replay.week import WEEK
from sim.experiments.seasons.replicate import BAD, GOOD, MET, PENDING, TOTAL, Counts
from sim.experiments.seasons.shop import Shop
from sim.norms.editions.edition import NORMS, edition
from sim.norms.figures import Figure, Figures
from sim.norms.figures.kept import COUNTS_GOOD
from sim.norms.measures import Counts as NormCounts
from sim.norms.rules import Rule, rules
from sim.norms.verdicts import NO_VERDICT
from sim.scenario.beside.history import SERVICE, SOLD

PERCENTS = (5, 25, 50, 75, 95)
LIKELY_MISSED = 0.5  # chance of a miss above which a miss is called
CALLED = tuple(norm for norm in NORMS if norm in {*SERVICE, *SOLD, "questions"})


@dataclass(frozen=True)
class Called:
    """One norm in one week: what was said of it, and what came."""

    week: int  # day number of the Monday
    norm: str
    share: tuple[float, float, float, float, float]  # 5%, 25%, 50%, 75%, 95%
    missed_chance: float
    lower: float  # the part of the seasons that came to less than what came, ties counted half
    came: Figure
    missed: bool
    last_week: float | None  # what the share of the week before would have said; None: it had none
    mean_before: float  # and that of all weeks before, pooled

    @property
    def right(self) -> bool:
        """The verdict is the one that was called."""
        return self.missed == (self.missed_chance > LIKELY_MISSED)

    @property
    def off(self) -> float:
        """What came less the median that was called."""
        return self.came.share - self.share[2]

    @property
    def within_half(self) -> bool:
        """It came within the middle half, 25% to 75%."""
        return self.share[1] <= self.came.share <= self.share[3]

    @property
    def within(self) -> bool:
        """It came within the band of 90%."""
        return self.share[0] <= self.came.share <= self.share[4]


def call(shop: Shop, figures: Figures, week: int, seasons: Counts) -> list[Called]:
    """Set the seasons of a week that was called beside the figures of that week."""
    found: list[Called] = []
    for norm in CALLED:
        came, before = figures.of(norm).get(week), list(figures.before(week).of(norm).values())
        if came is not None and before:
            found += _called(shop, came, before, seasons.verdicts[:, -1, NORMS.index(norm)])
    return found


def _called(shop: Shop, came: Figure, before: Sequence[Figure], seasons: np.ndarray) -> Iterator[Called]:
    """Call a norm by its verdicts in seasons, int64[seasons, 7]; nothing where none of them has one."""
    judged = seasons[seasons[:, MET] != NO_VERDICT]
    if not len(judged):
        return
    counted = judged[:, GOOD if came.norm in COUNTS_GOOD else BAD]
    known = counted / (judged[:, TOTAL] - judged[:, PENDING])
    yield Called(
        week=came.week,
        norm=came.norm,
        share=tuple(np.percentile(known, PERCENTS, method="inverted_cdf").tolist()),
        missed_chance=float((judged[:, MET] == 0).mean()),
        lower=float(((known < came.share).mean() + (known <= came.share).mean()) / 2),
        came=came,
        missed=is_missed(shop, came),
        last_week=before[-1].share if before[-1].week == came.week - WEEK else None,
        mean_before=sum(one.numerator for one in before) / sum(one.denominator for one in before),
    )


def is_missed(shop: Shop, came: Figure) -> bool:
    """Judge a figure by the edition of the shop."""
    good, bad, total = (np.array([one]) for one in (came.good, came.bad, came.denominator))
    counts = NormCounts(good, bad, np.zeros(1, np.int64), total)
    return bool(rule_of(shop, came.norm).missed(counts)[0])


def rule_of(shop: Shop, norm: str) -> Rule:
    """Return what a norm asks of a shop."""
    return rules(edition(shop.scenario.edition), shop.options)[norm]
