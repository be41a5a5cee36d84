"""How often bands of next week's share hold, and how wide they are, for sellers whose truth is known.

Run: python -m tests.calibrate.called.learned.bands
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.calibrate.called.learned.level import TAIL, Level
from sim.calibrate.called.learned.shares import weekly_share
from sim.draws import two_halves

WEEKS = 8
SELLERS = 200
SEASONS = 2000
LEAST = 1e-3  # a smaller spread is none
ENDS = 100 * TAIL, 100 * (1 - TAIL)


@dataclass(frozen=True)
class Seller:
    """What is true of a seller's weeks."""

    share: float  # that goes wrong
    spread: float  # of a week's own share over it
    items: int
    walks: float = 0.0  # how far the logarithm of the share goes from week to week

    def weeks(self, random: np.random.Generator) -> np.ndarray:
        """Draw what goes wrong in past weeks and the next one: int64[WEEKS + 1]."""
        shares = self.share * np.exp(np.cumsum(self.walks * random.standard_normal(WEEKS + 1)))
        return self.came(random, shares)

    def next_week(self, random: np.random.Generator) -> np.ndarray:
        """Draw a next week many times, as who knows all but the luck would: int64[SEASONS]."""
        return self.came(random, self.share * np.exp(self.walks * random.standard_normal(SEASONS)))

    def came(self, random: np.random.Generator, shares: np.ndarray) -> np.ndarray:
        """Draw what goes wrong, at shares before the luck of their week: int64[len(shares)]."""
        return counts(random, self.items, shares, np.full(len(shares), self.spread))


def counts(random: np.random.Generator, items: int, shares: np.ndarray, spreads: np.ndarray) -> np.ndarray:
    """Draw what goes wrong in weeks, each with a share and spread of its own: int64[len(shares)]."""
    pieces = np.maximum(spreads, LEAST) ** -2
    luck = np.where(spreads > LEAST, random.gamma(pieces, 1 / pieces), 1.0)
    return random.binomial(items, np.minimum(shares * luck, 1.0))


def called(seller: Seller, wrong: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Draw the next week as seasons do that take what past weeks tell: int64[SEASONS]."""
    told = weekly_share(wrong.tolist(), [seller.items] * len(wrong))
    return counts(random, seller.items, *(_drawn(level, random) for level in (told.share, told.spread)))


def bands(seller: Seller, seed: int, sellers: int = SELLERS) -> tuple[float, float]:
    """Say which part of next weeks lies in their band of 90%, and how many times the known one that is."""
    held, wide = zip(*_bands(seller, np.random.default_rng(seed), sellers), strict=True)
    low, high = np.percentile(seller.next_week(np.random.default_rng(seed)), ENDS)
    return float(np.mean(held)), float(np.mean(wide) / (high - low))


def _bands(seller: Seller, random: np.random.Generator, sellers: int) -> Iterator[tuple[bool, float]]:
    for _ in range(sellers):
        *past, came = seller.weeks(random)
        low, high = np.percentile(called(seller, np.array(past), random), ENDS)
        yield bool(low <= came <= high), float(high - low)


def _drawn(level: Level, random: np.random.Generator) -> np.ndarray:
    u = random.random(SEASONS)
    return two_halves(u, (level.low, level.value, level.high), TAIL).clip(0)


def main() -> None:
    """Print a line a kind of seller."""
    for share, items in ((0.01, 1000), (0.06, 3000)):
        for spread, walks in ((0.0, 0.0), (0.15, 0.0), (0.5, 0.0), (1.0, 0.0), (0.0, 0.1), (0.5, 0.1)):
            held, wide = bands(Seller(share, spread, items, walks), seed=6)
            print(
                f"{share:.0%} of {items}, spread {spread}, walks {walks}: {held:.0%} held, {wide:.2f} times"
            )
    for items in (300, 3000):
        seasons = called(Seller(0, 0, items), np.zeros(WEEKS, np.int64), np.random.default_rng(7))
        print(f"none of {items} a week so far: {np.mean(seasons > 0):.0%} one or more next week")


if __name__ == "__main__":
    main()
