"""A week and norm as we would have called it, beside what came."""

from dataclasses import dataclass

import numpy as np

from sim.calibrate.called.replay.seasons import PLACES, shares
from sim.calibrate.called.replay.week import WEEK
from sim.experiments.seasons.replicate import MET, Counts
from sim.experiments.seasons.shop import Shop
from sim.norms.editions.edition import edition
from sim.norms.figures import Figure, Figures
from sim.norms.measures import Counts as NormCounts
from sim.norms.rules import rules
from sim.norms.verdicts import NO_VERDICT
from sim.scenario.beside.history import SERVICE

PERCENTS = (5, 25, 50, 75, 95)
LIKELY_MISSED = 0.5  # chance of a miss above which a miss is called


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
    found = []
    for column, norm in enumerate(SERVICE):
        came, simulated = figures.of(norm).get(week), shares(seasons)[:, column]
        known = simulated[np.isfinite(simulated)]
        before = list(figures.before(week).of(norm).values())
        if came is None or not len(known) or not before:
            continue
        met = seasons.verdicts[:, -1, PLACES[column], MET]
        found.append(
            Called(
                week=week,
                norm=norm,
                share=tuple(np.percentile(known, PERCENTS, method="inverted_cdf").tolist()),
                missed_chance=float((met[met != NO_VERDICT] == 0).mean()),
                lower=float(((known < came.share).mean() + (known <= came.share).mean()) / 2),
                came=came,
                missed=is_missed(shop, came),
                last_week=before[-1].share if before[-1].week == week - WEEK else None,
                mean_before=sum(one.numerator for one in before) / sum(one.denominator for one in before),
            )
        )
    return found


def is_missed(shop: Shop, came: Figure) -> bool:
    """Judge a figure of a norm that counts the good ones, by the edition of the shop."""
    good, total = np.array([came.numerator]), np.array([came.denominator])
    counts = NormCounts(good, total - good, np.zeros(1, np.int64), total)
    return bool(rules(edition(shop.scenario.edition), shop.options)[came.norm].missed(counts)[0])
