"""The backtest of a scenario: the last weeks of its history, each called from the weeks before it alone."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sim.calibrate.called.learned.figures import known_before, learned, with_fitted
from sim.calibrate.called.learned.sold import ITEMS, selling, sold
from sim.calibrate.called.outcome.call import Called, call
from sim.calibrate.called.replay.seasons import Replayed, replay
from sim.calibrate.called.replay.week import WEEK, counted, in_week
from sim.calibrate.fitted import Fitted
from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.sweep import Sweep
from sim.norms.figures import Figures
from sim.scenario.beside.history import SERVICE
from sim.scenario.schema import Scenario

STEP = "weeks called"


@dataclass(frozen=True)
class Past:
    """A shop with a history."""

    shop: Shop
    figures: Figures  # of SERVICE only: the weeks that tell of people at work
    every: Figures  # those of all norms

    @classmethod
    def of(cls, shop: Shop) -> "Past":
        """Return the past of a shop whose scenario names one."""
        history = shop.scenario.past
        assert history is not None
        every = history.figures
        return cls(shop, Figures(tuple(row for row in every.rows if row.norm in SERVICE)), every)


@dataclass(frozen=True)
class Backtest:
    """The weeks that were called, and all on which the calls rest."""

    past: Past
    called: tuple[Called, ...]  # by week and norm
    replayed: Mapping[int, Replayed]
    draws: int  # seasons of each week

    def fitted(self, week: int, lately: Collection[str] = ()) -> tuple[Fitted, ...]:
        """Fit the shop for a week to what was known when it began, as `sold` has it of some norms."""
        return _fitted(self.past, self.replayed, week, lately)


def backtest(past: Past, weeks: int, draws: int, sweep: Sweep) -> Backtest:
    """Call the last weeks of a history, by so many seasons each; the first week of all rests on nothing.

    Every season of a week draws its own level of contacts, callers among them and people really at work from
    what the weeks before leave open, so that a band is as wide as what was not known.
    """
    last = past.figures.weeks[1:][-weeks:]
    replayed = replay(past.shop, past.figures, _needed(past.figures, last), sweep)
    fits = {week: _fitted(past, replayed, week) for week in last}
    return Backtest(past, call_weeks(past, fits, draws, sweep), replayed, draws)


def call_weeks(
    past: Past, fits: Mapping[int, tuple[Fitted, ...]], draws: int, sweep: Sweep
) -> tuple[Called, ...]:
    """Call weeks of a past by the figures that were fitted for each."""
    shops = {
        str(week): replace(past.shop, scenario=_then(past, week, fitted)) for week, fitted in fits.items()
    }
    seasons = sweep.counts(shops, range(draws), STEP, "kernel")
    found = [call(past.shop, past.every, week, seasons[str(week)]) for week in fits]
    return tuple(one for week in found for one in week)


def _fitted(
    past: Past, replayed: Mapping[int, Replayed], week: int, lately: Collection[str] = ()
) -> tuple[Fitted, ...]:
    scenario = past.shop.scenario
    at_work = learned(scenario, past.figures, replayed, week)
    return (*at_work, *sold(scenario, known_before(past.every, week), lately))


def _then(past: Past, week: int, fits: Sequence[Fitted]) -> Scenario:
    """Set the shop back to a week, after those before it as they went, with the figures fitted for it."""
    scenario, known = past.shop.scenario, known_before(past.figures, week)
    came = [counted(scenario, known, one).contacts for one in known.weeks]
    then = in_week(scenario, known, week, sum(came) / len(came))
    if any(one.key == ITEMS for one in fits):
        then = then.model_copy(update={"orders": selling(scenario)})
    return with_fitted(then, fits)


def _needed(figures: Figures, called: Sequence[int]) -> list[int]:
    """List the weeks on which the calls rest, and what is said of the weeks to come."""
    after = figures.weeks[-1] + WEEK
    known = [known_before(figures, week).weeks for week in (*called, after)]
    return sorted({week for weeks in known for week in weeks})
