"""Seasons whose true average a second method knows: shares of late answers, differences of two plans."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np
from scipy.integrate import quad
from scipy.stats import gamma, nbinom

WEEK, SPREAD = 2_100, 20  # questions of a week: gamma-Poisson of this mean and shape


class Process(Protocol):
    """What one experiment draws n values of, and the average that its interval should cover."""

    def draw(self, rng: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
        """Draw float64[experiments, n]."""

    @property
    def truth(self) -> float:
        """The true average, not from draws."""


def questions(rng: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
    return rng.poisson(WEEK * rng.gamma(SPREAD, 1 / SPREAD, shape))


@dataclass(frozen=True)
class LateShares:
    """Late answers as a share of a week's questions; the chance of each is gamma, at most 1."""

    mean: float
    shape: float = 4.0
    any_late: float = 1.0  # the chance that a season has late answers at all

    def __str__(self) -> str:
        often = f", none in {1 - self.any_late:.0%}" if self.any_late < 1 else ""
        return f"late shares of mean {self.mean:g}, shape {self.shape:g}{often}"

    def draw(self, rng: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
        of = questions(rng, shape)
        chances = np.minimum(rng.gamma(self.shape, self.mean / self.shape, shape), 1)
        return rng.binomial(of, chances) / of * (rng.random(shape) < self.any_late)

    @property
    def truth(self) -> float:
        """A share's mean is that of its chance, however many questions: the area under P(chance > x)."""
        chances = gamma(self.shape, scale=self.mean / self.shape)
        edges = [0, self.mean, min(6 * self.mean, 1), 1]
        pieces = [quad(chances.sf, *piece)[0] for piece in pairwise(edges)]
        return self.any_late * sum(pieces)


@dataclass(frozen=True)
class Spared:
    """A plan spares 30% of the late answers of the same customers, and is late with a few others."""

    mean: float  # late answers of the base plan, gamma-Poisson
    shape: float
    others: float = 0.0

    def __str__(self) -> str:
        return f"30% spared of {self.mean:g} late answers, shape {self.shape:g}"

    def draw(self, rng: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
        before = rng.poisson(self.mean * rng.gamma(self.shape, 1 / self.shape, shape))
        return (rng.poisson(self.others, shape) - rng.binomial(before, 0.3)).astype(float)

    @property
    def truth(self) -> float:
        late = np.arange(10_000)
        before = nbinom.pmf(late, self.shape, self.shape / (self.shape + self.mean))
        return self.others - 0.3 * float(before @ late)


@dataclass(frozen=True)
class Relieved:
    """Late are the questions beyond what a week can answer; a plan answers 200 more. Many weeks are equal."""

    answered: int

    def __str__(self) -> str:
        return f"200 more than {self.answered:,} answered a week"

    def draw(self, rng: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
        return self.change(questions(rng, shape)).astype(float)

    def change(self, asked: np.ndarray) -> np.ndarray:
        return np.maximum(asked - self.answered - 200, 0) - np.maximum(asked - self.answered, 0)

    @property
    def truth(self) -> float:
        asked = np.arange(20_000)
        return float(nbinom.pmf(asked, SPREAD, SPREAD / (SPREAD + WEEK)) @ self.change(asked))
