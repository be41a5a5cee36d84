"""Count what calls of past weeks are worth on shops whose truth is known: python -m tests.calibrate.called N.

Each shop has ten weeks of past; the last six are called, and then the four weeks after them, as a run would.
A falling shop has people less at work, by 8 points, in the last four weeks of the past and ever after.
Printed are the verdicts that were right, the shares within their bands, and those of the weeks after.
"""

import sys
from dataclasses import replace

import numpy as np

from sim.calibrate.called.backtest import backtest
from sim.calibrate.called.envelope import DRAWS, of_backtest
from sim.calibrate.called.learned.figures import with_fitted
from sim.calibrate.called.outcome.call import PERCENTS
from sim.calibrate.called.outcome.score import score
from sim.calibrate.called.replay.seasons import PLACES
from sim.deadline import week_label
from sim.experiments.seasons.replicate import BAD, GOOD
from sim.experiments.seasons.sweep import Sweep
from sim.norms.figures import Figures
from sim.scenario.beside.history import SERVICE

from . import truth

SHOPS = {
    "small": (truth.SMALL, {"contacts": 1050.0, "phone": 0.2, "present": 0.80}),
    "calm": (truth.CALM, {"contacts": 1150.0, "phone": 0.2, "present": 0.80}),
}
WEEKS = "2026-W32..2026-W45"
KNOWN, LAST, FALL = 10, 4, 0.08


def counted(name: str, by: float, seed: int) -> tuple[int, ...]:
    """Return calls, right, within 50%, within 90%, alarm, and of the weeks after: shares and those within."""
    shop, figures = SHOPS[name]
    all_weeks = truth.lived(shop, WEEKS, seed, **figures)
    lived = truth.falling(shop, WEEKS, seed, len(all_weeks.weeks) - KNOWN + LAST, by, **figures)
    known, after = lived.weeks[:KNOWN], lived.weeks[KNOWN:]
    season = f"{week_label(after[0])}..{week_label(after[-1])}"
    past = truth.past(shop, truth.of_weeks(lived, known[0], known[-1]), season)
    with Sweep(seed=seed + 1000) as sweep:
        tested = backtest(past, 6, DRAWS, sweep)
        found, told = score(tested.called), of_backtest(tested, sweep)
        scenario = with_fitted(past.shop.scenario, told.fits)
        seasons = sweep.counts({"after": replace(past.shop, scenario=scenario)}, range(DRAWS), "after")[
            "after"
        ]
    inside = within(seasons.verdicts, truth.of_weeks(lived, after[0], after[-1]))
    alarm = bool(told.drifts)
    return found.calls, found.right, found.within_half, found.within, alarm, len(inside), sum(inside)


def within(verdicts: np.ndarray, came: Figures) -> list[bool]:
    """Tell of each share that came whether it lies within the band of 90% of seasons."""
    good, bad = (verdicts[..., column].astype(float) for column in (GOOD, BAD))
    return [
        bool(low <= row.share <= high)
        for row in came.rows
        if row.norm in SERVICE
        for week, place in [(came.weeks.index(row.week), PLACES[SERVICE.index(row.norm)])]
        for shares in [good[:, week, place] / (good + bad)[:, week, place]]
        for low, high in [np.percentile(shares, PERCENTS[::4], method="inverted_cdf")]
    ]


def main(shops: int) -> None:
    """Print a line a kind of shop."""
    for name in SHOPS:
        for by in (0.0, FALL):
            rows = np.array([counted(name, by, seed) for seed in range(100, 100 + shops)])
            calls, right, half, band, alarms, later, inside = rows.sum(axis=0).tolist()
            shown = {
                "right": right / calls,
                "50%": half / calls,
                "90%": band / calls,
                "after": inside / later,
            }
            shares = ", ".join(f"{what} {share:.0%}" for what, share in shown.items())
            print(
                f"{name:6} {'falling' if by else 'steady':8} {shops} shops: {shares}; alarms {alarms}",
                flush=True,
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
