"""A comparison as tables: compare.csv with a row a plan, weeks.csv with a row a plan, week and target."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Any

import pyarrow as pa

from sim.deadline import week_label
from sim.experiments.estimates.confidence import Chance
from sim.experiments.plans.compare import EVENTS, FIGURES, Change, Comparison, Outcome, frontier
from sim.experiments.plans.goal import Goal, Standard
from sim.experiments.plans.targets import TARGETS

DECIMALS = 6
ADDED = ("added", "added_low", "added_high", "variance_cut")  # by the plan, to the same seasons of the base
COLUMNS = (
    *("euro", "extra_euro", "risk", "risk_low", "risk_high"),
    *(f"{figure}_{column}" for figure in FIGURES for column in ("mean", *ADDED)),
    *(
        f"p_{event}{column}"
        for event in EVENTS
        for column in ("", "_low", "_high", *(f"_{a}" for a in ADDED))
    ),
    *("oldest_h_p05", "oldest_h_p50", "oldest_h_p95"),
)
PLANS = pa.schema(
    [
        ("plan", pa.string()),
        *((name, pa.float64()) for name in COLUMNS),
        ("keeps", pa.bool_()),
        ("frontier", pa.bool_()),
    ]
)
CHANCES = ("p_missed", "p_missed_low", "p_missed_high")
WEEKS = pa.schema(
    [
        *((name, pa.string()) for name in ("plan", "week", "target")),
        *((name, pa.float64()) for name in CHANCES),
    ]
)


@dataclass(frozen=True)
class Weighed:
    """A comparison and what is asked of its plans; screen, pictures and files show its tables."""

    comparison: Comparison
    standard: Standard  # what is asked of every plan

    @property
    def goal(self) -> Goal:
        """The goal behind it."""
        return self.standard.goal

    @property
    def seasons(self) -> int:
        """How many seasons each plan met."""
        return len(self.comparison.base.seasons.verdicts)


def plans_table(weighed: Weighed) -> pa.Table:
    """Write one row a plan, the base first.

    `mean` is an average season, `added` what the plan adds to one of the same customers, with its interval
    at 95%: empty where it is not known. `variance_cut` says how many times more an `added` would vary had
    each plan met customers of its own. `risk` is that of the goal in the worst week, or the season, and
    `keeps` whether all that is asked is kept; `frontier`: no plan is cheaper at no more risk, or less risky
    at no more cost.
    """
    outcomes = weighed.comparison.outcomes
    rows = [_row(weighed, outcome) for outcome in outcomes]
    best = frontier([row["extra_euro"] for row in rows], [row["risk"] for row in rows])
    marked = [{**row, "frontier": place in best} for place, row in enumerate(rows)]
    return pa.Table.from_pylist([_rounded(row) for row in marked], schema=PLANS)


def weeks_table(weighed: Weighed) -> pa.Table:
    """Write one row a plan, week and target: how often the week misses it."""
    rows = [row for outcome in weighed.comparison.outcomes for row in _weeks(outcome)]
    return pa.Table.from_pylist([_rounded(row) for row in rows], schema=WEEKS)


def _row(weighed: Weighed, outcome: Outcome) -> dict[str, Any]:
    comparison, extra = weighed.comparison, weighed.comparison.extra_euro(outcome)
    low, median, high = outcome.oldest_h
    row: dict[str, Any] = {"plan": outcome.plan.name, "euro": outcome.euro, "extra_euro": extra}
    row |= _chance("risk", weighed.standard.risk_of(outcome.seasons))
    row["keeps"] = weighed.standard.keeps(outcome.seasons)
    for figure in FIGURES:
        row[f"{figure}_mean"] = outcome.mean(figure)
        row |= _added(figure, comparison.change(outcome, figure), outcome is comparison.base)
    for event in EVENTS:
        row |= _chance(f"p_{event}", outcome.chance(event))
        row |= _added(f"p_{event}", comparison.change_of_chance(outcome, event), outcome is comparison.base)
    return {**row, "oldest_h_p05": low, "oldest_h_p50": median, "oldest_h_p95": high}


def _chance(name: str, chance: Chance) -> dict[str, float]:
    return {name: chance.share, f"{name}_low": chance.low, f"{name}_high": chance.high}


def _added(name: str, change: Change, is_base: bool) -> dict[str, float | None]:
    """Tell of a difference; nothing of that of the base to itself."""
    values = (change.by.mean, change.by.low, change.by.high, change.variance_cut)
    return {f"{name}_{column}": None if is_base else one for column, one in zip(ADDED, values, strict=True)}


def _weeks(outcome: Outcome) -> Iterator[dict[str, Any]]:
    weeks = outcome.plan.shop.season.weeks
    for target in TARGETS:
        for monday, chance in zip(weeks, outcome.weekly(target), strict=True):
            of_week = {"plan": outcome.plan.name, "week": week_label(monday), "target": target}
            yield {**of_week, **_chance("p_missed", chance)}


def _rounded(row: dict[str, Any]) -> dict[str, Any]:
    return {key: _known(value) if isinstance(value, float) else value for key, value in row.items()}


def _known(value: float) -> float | None:
    """Round a figure; None for an end of an interval that nobody knows."""
    return round(value, DECIMALS) + 0.0 if isfinite(value) else None
