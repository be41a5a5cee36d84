"""The budget of a search: seasons that may still be simulated, of all plans together."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf


class BudgetSpent(Exception):
    """The judge may look no further."""


@dataclass
class Purse:
    """What may be spent, and what was; all who simulate pay out of one."""

    budget: float = inf  # seasons
    spent: int = 0

    @property
    def left(self) -> float:
        """How many seasons it still pays for."""
        return self.budget - self.spent

    def pay(self, seasons: int) -> None:
        """Pay before they are simulated.

        Raises:
            BudgetSpent: there are not so many left; nothing was paid.
        """
        if seasons > max(self.left, 0):
            raise BudgetSpent
        self.spent += seasons

    @contextmanager
    def saving(self, seasons: float) -> Iterator[None]:
        """Keep so many seasons for what comes after the block."""
        self.budget -= seasons
        try:
            yield
        finally:
            self.budget += seasons
