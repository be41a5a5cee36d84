"""Projections made by hand: counts drawn here, no season simulated."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sim.experiments.doubts import Figure, Floor, Weight
from sim.experiments.estimates.confidence import Chance, Difference
from sim.experiments.estimates.estimate import any_norm, closure, waits, weekly
from sim.experiments.project import Projection, Settings
from sim.experiments.seasons.replicate import Counts
from sim.experiments.seasons.shop import Shop
from sim.norms.editions.edition import NORMS
from sim.scenario.read import read_text

SEASONS = 21  # odd: the median is one of them
NOTHING = Difference(0.0, 0.0, 0.0)
ORDERS = "[orders]\nitems_per_week = 2000\n"
SHOPS: dict[str, dict[str, Any]] = {
    "without orders": {"more": ""},
    "one week": {"weeks": "2026-W49"},
    "over new year": {"weeks": "2026-W51..2027-W02"},
    "zero calls": {"calls": 0},
    "zero questions": {"questions": 0},
    "nothing at all": {"questions": 0, "calls": 0, "more": ""},
    "strikes": {"edition": "24h-weekday"},
    "no mail": {"edition": "24h-2021"},
}


def projection(
    weeks: str = "2026-W47..2026-W52",
    more: str = ORDERS,
    name: str = "autumn",
    calls: int = 60,
    questions: int = 1000,
    edition: str = "8wh",
) -> Projection:
    """A shop whose response norm is in trouble in its second half."""
    text = (
        f'# Will it do?\nweeks = "{weeks}"\nedition = "{edition}"\nholidays = "NL"\n'
        f'[contacts]\nquestions_per_week = 800\n[people]\nSanne = "mon-fri 09:00-17:00"\n{more}'
    )
    shop = Shop(read_text(text, name).scenario)
    counts = _counts(len(shop.season.weeks), {"response": questions, "phone": calls}, ORDERS in more)
    chances = tuple(Chance(0.1, 0.05, 0.2) for _ in shop.season.weeks)
    return Projection(
        file=read_text(text, name),
        shop=shop,
        settings=Settings(SEASONS, seed=7),
        seasons=counts,
        weekly=weekly(shop, counts),
        waits=waits(shop, counts),
        any_norm=any_norm(shop, counts),
        closure=closure(shop, counts),
        floor=Floor(0.0, 0.95, chances),
        weights=[
            weight("work.really_at_work", late=Difference(-120.0, -200.0, -40.0)),
            weight("peaks", late=Difference(90.0, -20.0, 200.0), moves=()),
        ],
        weighed_on=16,
    )


def chance(share: float) -> Chance:
    return Chance(share, share, share)


def missing(
    missed: list[float],
    mails: list[float] | None = None,
    phone: list[float] | None = None,
    weeks: str = "2026-W47..2026-W52",
    **more: Any,
) -> Projection:
    """A projection whose weeks miss the response norm, bring mails and miss the phone norm as given."""
    drawn = projection(weeks=weeks, **more)
    chances = {"response": missed, "phone": phone or [0.0] * len(missed)}
    rows = []
    for row in drawn.weekly:
        if row.norm in chances:
            week = drawn.shop.season.weeks.index(row.week)
            mail = (mails or [0.0] * len(missed))[week] if row.norm == "response" else 0.0
            row = replace(row, missed=chance(chances[row.norm][week]), mail=chance(mail))
        rows.append(row)
    return replace(drawn, weekly=rows)


def each_of(shops: dict[str, dict[str, Any]]):
    """A fixture: a test that takes it runs once for the projection of each shop."""

    @pytest.fixture(params=shops.values(), ids=shops.keys())
    def shop(request) -> Projection:
        return projection(**request.param)

    return shop


def weight(
    key: str,
    late: Difference = NOTHING,
    missed_calls: Difference = NOTHING,
    strikes: Difference = NOTHING,
    moves: tuple[Figure, ...] = ("late",),
) -> Weight:
    """What a guess does, where nothing else is said: nothing."""
    return Weight(key, late, missed_calls, strikes, moves)


def _counts(weeks: int, totals: dict[str, int], orders: bool) -> Counts:
    draws = np.random.default_rng(5)
    verdicts = np.zeros((SEASONS, weeks, len(NORMS), 7), np.int64)
    verdicts[..., 4] = -1  # no verdict
    totals |= {"on_time": 2000, "cancellations": 2000} if orders else {}
    for norm, total in totals.items():
        worst = 0.35 if norm == "response" else 0.1
        late = (total * worst * draws.random((SEASONS, weeks)) * np.linspace(0, 1, weeks + 1)[1:]).astype(int)
        missed = 10 * late > total
        columns = (total - late, late, 0 * late, 0 * late + total, ~missed, late >= 10, missed & (late >= 10))
        verdicts[:, :, NORMS.index(norm)] = np.stack(columns, axis=-1)
        if not total:
            verdicts[:, :, NORMS.index(norm), 4] = -1
    load = 3600 * draws.integers(80, 200, (SEASONS, weeks, 2))
    overtime = np.full((SEASONS, weeks, 1), 3600)
    overtime[-2:] = 10 * 3600  # in two seasons of 21 ten hours a week
    load = np.concatenate([load, overtime, overtime // 3600 * 4200], axis=-1)  # at 42 euro
    asked = np.full((SEASONS, weeks), totals["response"])
    oldest, marked = draws.integers(3600, 40 * 3600, asked.shape), draws.integers(0, asked // 3 + 1)
    return Counts(verdicts, load, np.stack([oldest, marked, asked], axis=-1))
