"""Count what calls of past weeks are worth on shops whose truth is known: python -m tests.calibrate.called N.

Each shop has ten weeks of past; the last six are called, and then the four weeks after them, as a run would.
A fallen shop has people less at work, by 8 points, in the last four weeks of the past and ever after; in a
sinking one they are so by 3 points more each week from then on.
Printed are the verdicts that were right, the shares within their bands, how often the alarm rang with its 95%
interval (Clopper and Pearson's), and the shares of the weeks after within the bands of 90%: of all shops, of
those for which the alarm rang, and of these had it not widened anything. The weeks are drawn from a bank.
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from sim.calibrate.called.backtest import Past, backtest
from sim.calibrate.called.envelope import DRAWS, of_backtest
from sim.calibrate.called.learned.figures import with_fitted
from sim.calibrate.called.outcome.call import PERCENTS
from sim.calibrate.called.outcome.score import Score, score
from sim.calibrate.called.replay.seasons import shares_by_week
from sim.calibrate.called.replay.week import WEEK
from sim.calibrate.fitted import Fitted
from sim.deadline import week_from_label, week_label
from sim.experiments.estimates.confidence import chance
from sim.norms.figures import Figures
from sim.scenario.beside.history import SERVICE

from . import truth
from .bank import Bank, Drawer

SHOPS = {"small": (truth.SMALL, 1050.0), "calm": (truth.CALM, 1150.0)}
PHONE, PRESENT = 0.2, 0.80
FIRST, KNOWN, LAST, AFTER, CALLED = week_from_label("2026-W32"), 10, 4, 4, 6
SINCE = np.clip(np.arange(KNOWN + AFTER) - (KNOWN - LAST) + 1, 0, None)  # the fall, in weeks
PATHS = {"steady": 0.0 * SINCE, "fallen": 0.08 * (SINCE > 0), "sinking": 0.03 * SINCE}
LUCK = 0.06  # of a week
SEEDS = 1000


@dataclass(frozen=True)
class Counted:
    """What one shop came to."""

    score: Score
    rang: bool
    after: list[bool]  # of the shares of the weeks after, which lay within their bands
    plain: list[bool]  # and within those of a run that the alarm had not widened


def lived(bank: Bank, shop: str, path: str, seed: int) -> tuple[Past, Figures]:
    """Let a shop live: its past, and the figures of the weeks after."""
    weeks = [FIRST + WEEK * number for number in range(KNOWN + AFTER)]
    figures = bank.figures(weeks, PRESENT - PATHS[path], LUCK, seed)
    season = f"{week_label(weeks[KNOWN])}..{week_label(weeks[-1])}"
    past = truth.past(shop, truth.of_weeks(figures, weeks[0], weeks[KNOWN - 1]), season)
    return past, truth.of_weeks(figures, weeks[KNOWN], weeks[-1])


def counted(bank: Bank, shop: str, path: str, seed: int) -> Counted:
    """Let a shop live, call its past, and the weeks after it."""
    past, came = lived(bank, shop, path, seed)
    sweep = Drawer(bank, SEEDS + seed)
    tested = backtest(past, CALLED, DRAWS, sweep)
    told = of_backtest(tested, sweep)
    middle = past.shop.season.weeks[AFTER // 2]
    after, plain = (within(past, fits, came, sweep) for fits in (told.fits, tested.fitted(middle)))
    return Counted(score(tested.called), bool(told.drifts), after, plain)


def within(past: Past, fits: Iterable[Fitted], came: Figures, sweep: Drawer) -> list[bool]:
    """Tell of each share that came whether it lies within the band of 90% of a shop's seasons."""
    shop = replace(past.shop, scenario=with_fitted(past.shop.scenario, fits))
    seasons = shares_by_week(sweep.counts({"after": shop}, range(DRAWS), "after")["after"])
    low, high = np.percentile(seasons, PERCENTS[::4], axis=0, method="inverted_cdf")
    places = [(came.weeks.index(row.week), SERVICE.index(row.norm)) for row in came.rows]
    return [bool(low[at] <= row.share <= high[at]) for at, row in zip(places, came.rows, strict=True)]


def told(name: str, path: str, found: list[Counted]) -> str:
    """Put what some shops came to in one line."""
    calls = sum(one.score.calls for one in found)
    right, half, band = (
        sum(getattr(one.score, what) for one in found) / calls for what in ("right", "within_half", "within")
    )
    rang = chance(np.array([one.rang for one in found]))
    kept = [
        f"{what} {np.mean([inside for one in those for inside in one]):.0%}"
        for what, those in {
            "all": [one.after for one in found],
            "rung": [one.after for one in found if one.rang],
            "rung but not widened": [one.plain for one in found if one.rang],
        }.items()
        if those
    ]
    return (
        f"{name:6} {path:8} {len(found)} shops: right {right:.0%}, 50% {half:.0%}, "
        f"90% {band:.0%}; rang {rang.share:.0%} ({rang.low:.0%}-{rang.high:.0%}); after: {', '.join(kept)}"
    )


def main(shops: int) -> None:
    """Print a line a kind of shop."""
    for name, (shop, contacts) in SHOPS.items():
        bank = Bank.of(shop, contacts, PHONE)
        for path in PATHS:
            print(told(name, path, [counted(bank, shop, path, seed) for seed in range(shops)]), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
