"""How long the questions take that an order by work leaves open: the easy ones went before.

A log does not say how long an open question takes. Where the order of work asks for that, desks are simulated
up to the morning, and the work of an open question is that of one about as old that they left over.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.deadline import local_days, monday_of
from sim.demand.work import MAIL, NOBODY, Work
from sim.draws import Streams
from sim.experiments.seasons.replicate import drawn, on_the_floor
from sim.experiments.seasons.shop import Shop
from sim.operation.aftermath.cases import Told
from sim.operation.contract import BY_KEY, OPEN
from sim.operation.rules.policy import QUESTION_ORDERS, keyed
from sim.operation.simulate import simulate
from sim.scenario.values.days import ZONE

WEEK = 7  # days
WEEKS = 2  # that lead up to that of the morning
DESKS = 8
SEED = 0
ALIKE = 20  # questions left over, nearest in age


@dataclass(frozen=True)
class LeftOver:
    """Questions left over at the same instant of other seasons."""

    age_s: np.ndarray  # int64[n], in order
    work: np.ndarray  # int64[n], seconds at standard pace

    @classmethod
    def of(cls, age_s: np.ndarray, work: np.ndarray) -> "LeftOver":
        """Put them in order of age."""
        order = np.argsort(age_s, kind="stable")
        return cls(age_s[order], work[order])

    def like(self, age_s: np.ndarray, u: np.ndarray) -> np.ndarray:
        """Choose one about as old as each of some questions, by a uniform draw: its work, int64[k]."""
        near = np.clip(np.searchsorted(self.age_s, age_s) - ALIKE // 2, 0, max(len(self.age_s) - ALIKE, 0))
        return np.asarray(self.work[near + (u * min(ALIKE, len(self.work))).astype(np.int64)])


Pools = tuple[LeftOver, LeftOver]  # first mails, and those about a question that is open


def left_over(shop: Shop, at: int) -> Pools | None:
    """Simulate desks up to an instant; None: the order of work does not ask how long a question takes."""
    if QUESTION_ORDERS[shop.scenario.work.order].curve != BY_KEY:
        return None
    monday = int(monday_of(local_days(np.array([at]), ZONE))[0])
    weeks = tuple(range(monday - WEEKS * WEEK, monday + 1, WEEK))
    before = Shop(shop.scenario.model_copy(update={"start": None, "weeks": weeks}), shop.boundary)
    found = [_left(before, at, Streams(SEED, number)) for number in range(DESKS)]
    return _pool(one for one, _ in found), _pool(one for _, one in found)


def as_left_over(pools: Pools, work: Work, opened: np.ndarray, age_s: np.ndarray, streams: Streams) -> Work:
    """Give open questions, rows `opened` (int64[n]), work as their order of work leaves it over."""
    u, seconds = streams.uniform("open left over", len(opened)), work.work.copy()
    again = work.about[opened] != NOBODY
    for which, pool in zip((~again, again), pools, strict=True):
        if len(pool.work):
            seconds[opened[which]] = pool.like(age_s[which], u[which])
    return replace(work, work=seconds)


def _left(shop: Shop, at: int, streams: Streams) -> Pools:
    """Simulate one desk: what it leaves over."""
    shop = shop.of_season(streams)
    journeys, _ = drawn(shop, streams)
    journeys = replace(journeys, work=keyed(shop.scenario, journeys.work))
    told = Told(journeys, simulate(journeys.work, on_the_floor(shop, streams), shop.rules, at + 1))
    waits = told.kind(MAIL) & (told.log.outcome == OPEN)
    again = told.work.about != NOBODY
    first, second = (np.flatnonzero(waits & which) for which in (~again, again))
    age_s = at - told.arrived_at
    return LeftOver.of(age_s[first], told.work.work[first]), LeftOver.of(
        age_s[second], told.work.work[second]
    )


def _pool(desks: Iterable[LeftOver]) -> LeftOver:
    parts: Sequence[LeftOver] = list(desks)
    ages, works = (np.concatenate([getattr(one, name) for one in parts]) for name in ("age_s", "work"))
    return LeftOver.of(ages, works)
