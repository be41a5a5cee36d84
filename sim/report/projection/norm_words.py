"""What each norm is called, where it stands in an edition, and how its figures are written."""

from dataclasses import dataclass

from sim.experiments.estimate import WeekOfNorm
from sim.experiments.project import Projection
from sim.norms.edition import NORMS, edition
from sim.norms.rules import Rule, rules

TITLES = {
    "response": "Questions answered in time",
    "phone": "Calls answered",
    "questions": "Questions per item ordered",
    "on_time": "Items delivered on time",
    "cancellations": "Items cancelled",
    "track_and_trace": "Parcels with track & trace",
    "reviews": "Review grade, last three months",
    "returns": "Items returned per item ordered",
    "nps": "Net promoter score after contact",
}

BAD = {  # what a norm counts against the shop; in weekly.csv the columns late_... of its rows
    "response": "late answers",
    "phone": "missed calls",
    "questions": "questions",
    "on_time": "late items",
    "cancellations": "cancelled items",
    "track_and_trace": "parcels without code",
    "returns": "returned items",
    "nps": "grades of 6 and less",
}


@dataclass(frozen=True)
class NormTold:
    """One norm over the weeks of a projection, as a reader is told of it."""

    norm: str  # key in the edition
    level: float | None  # None: a personal norm that was not given
    at_least: bool  # the norm is a minimum
    rows: tuple[WeekOfNorm, ...]  # a week each, in order

    @property
    def title(self) -> str:
        """The norm's name in plain words."""
        return TITLES[self.norm]

    @property
    def bad(self) -> str:
        """What the norm counts against the shop: "late items"; "" for the mean grade of reviews."""
        return BAD.get(self.norm, "")

    @property
    def judged(self) -> bool:
        """There is a norm, and a week in which it was compared with something."""
        return self.level is not None and any(row.share is not None for row in self.rows)

    @property
    def failing(self) -> str:
        """Say what missing the norm is: "below 90%", "above 2%"."""
        if self.level is None:
            return "no norm given"
        return f"{'below' if self.at_least else 'above'} {self.written(self.level)}"

    @property
    def worst(self) -> WeekOfNorm:
        """The week that misses the norm in most seasons, the first of equals."""
        return max(self.rows, key=lambda row: row.missed.share)

    def written(self, value: float) -> str:
        """Write a share, a grade or a net promoter score as this norm does."""
        if self.norm == "reviews":
            return f"{value:.1f}"
        if self.norm == "nps":
            return f"{100 * value:+.0f}"
        return f"{100 * value:.1f}".removesuffix(".0") + "%"


def norms_told(projection: Projection) -> dict[str, NormTold]:
    """Tell of every norm of the projection's edition, in the edition's order."""
    shop = projection.shop
    applied = rules(edition(shop.scenario.edition), shop.options)
    return {norm: _told(projection, norm, applied[norm]) for norm in NORMS}


def _told(projection: Projection, norm: str, rule: Rule) -> NormTold:
    rows = tuple(row for row in projection.weekly if row.norm == norm)
    return NormTold(norm, None if rule.level is None else float(rule.level), rule.at_least, rows)
