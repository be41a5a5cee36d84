"""The honest envelope: how such predictions did so far, what a season takes from its past, how far to widen.

Where answers and calls went another way in the last weeks than they were called (`score.drifts`), something
about the people is not as it was, and nobody knows what comes next. Then every season draws who is really at
work from a wider range, on both sides by the least of WIDER with which no more of the last weeks, called
again, would have lain outside their bands than bands of 90% leave out. Where deliveries or cancellations did,
the season takes theirs from the last weeks alone, which say less of them and so leave a wider range.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sim.calibrate.called.backtest import Backtest, Past, backtest, call_weeks
from sim.calibrate.called.learned.figures import CONTACTS, GUESS, PHONE, PRESENT, SPREAD
from sim.calibrate.called.learned.sold import of_season
from sim.calibrate.called.outcome.call import Called
from sim.calibrate.called.outcome.score import Drift, drifts
from sim.calibrate.fitted import Fitted
from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.sweep import Sweep
from sim.scenario.beside.history import SERVICE, SOLD
from sim.scenario.changes.change import Change, remarked
from sim.scenario.changes.vary import changed
from sim.scenario.read import ScenarioFile

WEEKS = 8  # that are called
DRAWS = 100  # seasons of each
WIDER = (0.05, 0.10, 0.15, 0.20)  # of people's time, on both sides
LEFT_OUT = 0.1  # by a band of 90%
MOST_PRESENT = 1.0
LEAST_PRESENT = 0.05
REMARK = "fitted from the history"
COUNTED_WITH_ORDERS = (CONTACTS, PHONE, SPREAD)


@dataclass(frozen=True)
class Widened:
    """How much wider the range of people really at work is, and whether that is enough."""

    by: float  # on both sides
    covers: bool  # the last weeks would have come within their bands


@dataclass(frozen=True)
class Envelope:
    """What a season of a shop with a history rests on."""

    called: tuple[Called, ...]
    drifts: tuple[Drift, ...]
    widened: Widened | None  # None: answers and calls of the last weeks went as they were called
    fits: tuple[Fitted, ...]  # figures that the season takes from the past, as wide as they are drawn
    missing: tuple[int, ...] = ()  # weeks of the past without figures, between others


def envelope(shop: Shop, sweep: Sweep, weeks: int = WEEKS) -> Envelope:
    """Call the last weeks of a shop's history, and fit its season to all of it."""
    return of_backtest(backtest(Past.of(shop), weeks, DRAWS, sweep), sweep)


def of_backtest(tested: Backtest, sweep: Sweep) -> Envelope:
    """Say what a backtest tells of the season to come, which is fitted for the week in its middle."""
    scenario = tested.past.shop.scenario
    drifted = drifts(tested.called)
    at_work = [one for one in drifted if one.norm in SERVICE]
    widened = _widened(tested, at_work, sweep) if at_work else None
    lately = {one.norm for one in drifted} & {*SOLD}
    fits = of_season(scenario, tested.fitted(scenario.weeks[len(scenario.weeks) // 2], lately))
    if scenario.order_questions is not None:  # what orders cause is counted among the contacts
        fits = tuple(one for one in fits if one.key not in COUNTED_WITH_ORDERS)
    widest = wider(fits, widened.by if widened else 0.0)
    return Envelope(tested.called, drifted, widened, widest, tested.past.every.missing)


def wider(fits: Sequence[Fitted], by: float) -> tuple[Fitted, ...]:
    """Widen the range of people really at work on both sides."""
    return tuple(
        replace(one, low=max(one.low - by, LEAST_PRESENT), high=min(one.high + by, MOST_PRESENT))
        if one.key == PRESENT
        else one
        for one in fits
    )


def learned_file(file: ScenarioFile, fits: Sequence[Fitted]) -> ScenarioFile:
    """Write fitted figures into a scenario, with their ranges, and from which past it has them.

    What weeks told is no guess any more, and a season of it learns nothing from that past again.
    """
    past = file.scenario.past
    assert past is not None
    values = [Change(one.key, f"{one.value:.4g}") for one in fits]
    ranges = [
        Change(f'uncertain."{one.key}"', f"[{one.low:.4g}, {one.high:.4g}]")
        for one in fits
        if float(f"{one.low:.4g}") < float(f"{one.high:.4g}")
    ]
    told = [Change(one.key, "") for one in fits if one.rests_on != GUESS]
    changes = [*values, *ranges, Change("history", str(past.learned))]
    written, keys = changed(file, changes), {one.key for one in told}
    text = remarked(written.text, {one.path: REMARK for one in told})
    return replace(written, text=text, guesses=tuple(key for key in written.guesses if key not in keys))


def _widened(tested: Backtest, drifted: Sequence[Drift], sweep: Sweep) -> Widened:
    """Find the least widening with which the recent weeks of the norms that drifted lie in their bands."""
    weeks = sorted({week for drift in drifted for week in drift.weeks})
    norms = {drift.norm for drift in drifted}
    for by in WIDER:
        fits = {week: wider(tested.fitted(week), by) for week in weeks}
        again = call_weeks(tested.past, fits, tested.draws, sweep)
        outside = [not one.within for one in again if one.norm in norms]
        if sum(outside) <= LEFT_OUT * len(outside) + 0.5:
            return Widened(by, covers=True)
    return Widened(WIDER[-1], covers=False)
