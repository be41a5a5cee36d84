"""The seasons of a plan, put in any order into a table that is made once."""

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from math import prod
from typing import Any

import numpy as np

from sim.experiments.seasons.replicate import OVERTIME_CENTS, STRIKE, Counts
from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.waiting import ASKED
from sim.norms.editions.edition import NORMS
from sim.records.shelf import let_go

A_WEEK = len(NORMS) * (STRIKE + 1) + (OVERTIME_CENTS + 1) + (ASKED + 1)  # figures, see `Counts`
OFTEN = 256  # seasons, after which those before need be in memory no more


class Stacked:
    """The seasons of one plan: int64[figures, seasons], so that each figure lies in one piece."""

    def __init__(self, replications: Sequence[int], table: np.ndarray) -> None:
        self.replications = replications
        self._table = table
        self._there = np.zeros(len(replications), bool)
        self._shapes: dict[str, tuple[int, ...]] = {}

    @property
    def done(self) -> int:
        """How many there are."""
        return int(np.count_nonzero(self._there))

    def has(self, number: int) -> bool:
        """Tell whether a replication is there."""
        return bool(self._there[self.replications.index(number)])

    def put(self, number: int, columns: Mapping[str, Any]) -> None:
        """Take in what one replication came to."""
        place = self.replications.index(number)
        of_one = {name: np.asarray(columns[name], np.int64) for name in Counts.__dataclass_fields__}
        self._shapes = {name: column.shape for name, column in of_one.items()}
        self._table[:, place] = np.concatenate([column.ravel() for column in of_one.values()])
        self._there[place] = True
        if place % OFTEN == 0:
            let_go(self._table)

    def counts(self) -> Counts:
        """Give them stacked in the order of `replications`, without a copy."""
        let_go(self._table)
        edges = pairwise(accumulate(map(prod, self._shapes.values()), initial=0))
        parts = zip(self._shapes.items(), edges, strict=True)
        return Counts(
            **{
                name: np.moveaxis(self._table[begin:end].reshape(*shape, -1), -1, 0)
                for (name, shape), (begin, end) in parts
            }
        )


def figures(shop: Shop) -> int:
    """Return how many figures a season of a shop comes to."""
    return len(shop.season.weeks) * A_WEEK
