"""How many seasons are enough: more in steps, until the chances that people look at are known well enough."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from sim.experiments.estimates.confidence import Chance
from sim.experiments.estimates.estimate import WeekOfNorm


@dataclass(frozen=True)
class Until:
    """When a run stops: after `first` seasons, twice as many, and so on up to `most`.

    `width` is the most that may lie between both ends of an interval, `risk` a chance on one side of which
    every interval must lie. Who looks until it fits finds by luck what is not there, so 95% is taken for all
    looks together: Clopper-Pearson's interval, its 5% spent over the looks in equal parts (Bonferroni). It
    holds at whichever look a run stops, by whatever rule.
    """

    first: int
    most: int
    width: float | None = None
    risk: float | None = None

    @property
    def looks(self) -> tuple[int, ...]:
        """The numbers of seasons after which a run may stop."""
        sizes = [self.first]
        while sizes[-1] < self.most:
            sizes.append(min(2 * sizes[-1], self.most))
        return tuple(sizes)

    def fits(self, chance: Chance) -> bool:
        """Tell whether a chance is known well enough; its interval must be one for all looks together."""
        narrow = self.width is None or chance.high - chance.low <= self.width
        return narrow and (self.risk is None or not chance.low <= self.risk <= chance.high)


@dataclass(frozen=True)
class Watched:
    """A chance that the first screen shows in its table."""

    week: int  # day number of the Monday
    what: Literal["mail", "answers", "phone"]
    chance: Chance


def watched(rows: Iterable[WeekOfNorm]) -> Iterator[Watched]:
    """Pick the chances that stand in the table of weeks: the mail, answers and phone below their norms."""
    for row in rows:
        if row.norm == "response":
            yield Watched(row.week, "mail", row.mail)
            yield Watched(row.week, "answers", row.missed)
        if row.norm == "phone":
            yield Watched(row.week, "phone", row.missed)
