"""Weeks drawn from a bank of simulated ones instead of simulated each time: a shop in a fiftieth of a second.

A bank holds the same weeks of a shop for each share of time at work and each number of contacts on a grid;
between its points the shares of answers run on straight. A week knows nothing of the one before it but that
it was alike: what a bad week leaves undone is not carried into the next.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from sim.calibrate.called.learned.figures import CONTACTS, PHONE, PRESENT, SPREAD
from sim.calibrate.called.replay.seasons import NODES, PLACES, shares
from sim.calibrate.called.replay.week import LED_UP_BY
from sim.draws import gamma, two_halves
from sim.experiments.seasons.replicate import BAD, GOOD, MET, TOTAL, Counts, season_counts, stack
from sim.experiments.seasons.shop import Shop
from sim.norms import Options
from sim.norms.editions.edition import NORMS, edition
from sim.norms.figures import Figure, Figures
from sim.norms.measures import Counts as NormCounts
from sim.norms.rules import rules
from sim.scenario.beside.history import SERVICE
from sim.scenario.changes.uncertain import TAIL

from . import truth

TIMES = np.array([0.7, 0.85, 1.0, 1.15, 1.4])  # normal
SEASON = "2026-W31..2026-W40"  # ten weeks without a holiday
SEASONS = 8
KEPT = SEASONS * (10 - LED_UP_BY)  # weeks of each point
BANK_SEED = 31
FIGURES = (CONTACTS, PHONE, SPREAD, PRESENT)


@dataclass(frozen=True)
class Bank:
    """The weeks of a shop: how much came, and which part was answered in time."""

    contacts: float  # of a normal week
    share: np.ndarray  # float64[nodes, times, weeks, 2], of response and of phone
    total: np.ndarray  # float64[times, weeks, 2], of a week with the shop's own share of calls
    phone: float  # that share

    @classmethod
    def of(cls, shop: str, contacts: float, phone: float) -> "Bank":
        """Simulate the weeks of a shop, each after weeks that were alike."""
        found = [[_weeks(shop, contacts * times, phone, node) for times in TIMES] for node in NODES]
        share = np.array([[shares(one) for one in row] for row in found])
        total = np.array([[one.verdicts[:, -1, PLACES, TOTAL] for one in row] for row in found])
        return cls(contacts, share, total.mean(axis=0), phone)

    def weeks(
        self, present: np.ndarray, contacts: np.ndarray, phone: np.ndarray | float, number: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Read weeks off the bank by their number: int64[..., 2], the good ones and all, of each norm."""
        low, part = _between(NODES, present)
        left, rest = _between(TIMES, contacts / self.contacts)
        share = sum(
            one * other * self.share[low + up, left + right, number]
            for up, one in enumerate((1 - part, part))
            for right, other in enumerate((1 - rest, rest))
        )
        total = (1 - rest) * self.total[left, number] + rest * self.total[left + 1, number]
        split = np.stack(np.broadcast_arrays((1 - phone) / (1 - self.phone), phone / self.phone), axis=-1)
        whole = np.maximum(np.rint(total * split), 1).astype(np.int64)
        return np.rint(np.nan_to_num(share, nan=1.0) * whole).astype(np.int64), whole

    def figures(self, weeks: Iterable[int], present: np.ndarray, busy_sd: float, seed: int) -> Figures:
        """Let a shop live through some weeks, with so many at work in each: its performance page."""
        random = np.random.default_rng(seed)
        weeks = list(weeks)
        drawn = random.integers(KEPT // 2, size=len(weeks))  # the first half is for truths
        contacts = self.contacts * gamma(random.random(len(weeks)), busy_sd)
        good, total = self.weeks(present, contacts, self.phone, drawn)
        return Figures(
            tuple(
                Figure(week, norm, int(good[row, column]), int(total[row, column]))
                for row, week in enumerate(weeks)
                for column, norm in enumerate(SERVICE)
            )
        )


@dataclass(frozen=True)
class Drawer:
    """Stands in for a sweep: the seasons of plans are drawn from a bank, alike by number and week."""

    bank: Bank
    seed: int

    def counts(
        self, shops: Mapping[str, Shop], replications: range, step: str, engine: str = "kernel"
    ) -> dict[str, Counts]:
        """Draw the seasons of plans."""
        return {name: self._seasons(shop, len(replications)) for name, shop in shops.items()}

    def _seasons(self, shop: Shop, seasons: int) -> Counts:
        """Draw seasons: each one's figures, the luck of its weeks, and which weeks of the bank these are."""
        random = np.random.default_rng(self.seed)
        shape = (seasons, len(shop.scenario.weeks))
        drawn = random.integers(KEPT // 2, KEPT, size=shape)
        luck, own = random.random(shape), {key: random.random((seasons, 1)) for key in FIGURES}
        contacts, phone, spread, present = (self._figure(shop, key, own[key]) for key in FIGURES)
        came = contacts * np.stack([gamma(*one) for one in zip(luck, spread[:, 0], strict=True)])
        good, total = self.bank.weeks(present + np.zeros(shape), came, phone, drawn)
        return _as_counts(shop, good, total)

    def _figure(self, shop: Shop, key: str, u: np.ndarray) -> np.ndarray:
        """Draw a figure of each season, as `Shop.of_season` does: float64[seasons, 1]."""
        value = float(shop.scenario.model_dump()[key.split(".")[0]][key.split(".")[1]])
        low, high = shop.scenario.uncertain.get(key, (value, value))
        return np.asarray(two_halves(u, (low, value, high), TAIL))


def _weeks(shop: str, contacts: float, phone: float, present: float) -> Counts:
    """Simulate seasons without a week's luck; count each week that LED_UP_BY others led up to by itself."""
    season = truth.scenario(shop, SEASON, contacts=contacts, phone=phone, present=present)
    own = season.contacts.model_copy(update={"week_busyness_sd": 0.0})
    alike = Shop(season.model_copy(update={"contacts": own}))
    seasons = stack(season_counts(alike, BANK_SEED, number) for number in range(SEASONS))
    kept = {name: column[:, LED_UP_BY:] for name, column in vars(seasons).items()}
    return Counts(**{name: column.reshape(-1, 1, *column.shape[2:]) for name, column in kept.items()})


def _between(grid: np.ndarray, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Find the point of a grid before each value, and how far it lies towards the next: [..., 1]."""
    at = np.clip(at, grid[0], grid[-1])
    low = np.clip(np.searchsorted(grid, at, side="right") - 1, 0, len(grid) - 2)
    return low, ((at - grid[low]) / (grid[low + 1] - grid[low]))[..., None]


def _as_counts(shop: Shop, good: np.ndarray, total: np.ndarray) -> Counts:
    """Lay out good ones and all, int64[seasons, weeks, 2], as a sweep does."""
    verdicts = np.zeros((*good.shape[:2], len(NORMS), 7), np.int64)
    judged = rules(edition(shop.scenario.edition), Options())
    for column, norm in enumerate(SERVICE):
        one, of = good[..., column].ravel(), total[..., column].ravel()
        missed = judged[norm].missed(NormCounts(one, of - one, np.zeros_like(one), of))
        for what, value in {GOOD: one, BAD: of - one, TOTAL: of, MET: ~missed}.items():
            verdicts[..., PLACES[column], what] = value.reshape(good.shape[:2])
    nothing = np.zeros((*good.shape[:2], 4), np.int64)
    return Counts(verdicts, nothing, nothing[..., :3])
