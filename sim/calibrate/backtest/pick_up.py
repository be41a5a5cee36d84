"""The weekly pick-up of a call log, each week called on its eve.

Of the week itself is known who is planned when; its calls are forecast from the weeks before, or known too,
which shows what the model of the desk is worth by itself. Handle times, patience, who hangs up at once and
the share present are fitted to the weeks before and to nothing later.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import repeat

import numpy as np
from scipy.special import ndtri

from sim.calibrate.backtest.eves import HALF_LIFE_WEEKS, WEEK, Eve, eves
from sim.calibrate.backtest.volume import SEED, drawn_calls, plan_of
from sim.calibrate.phone.attempts import attempts
from sim.calibrate.phone.people.at_work import seen_at_work
from sim.calibrate.phone.replay import answered
from sim.draws import Streams
from sim.norms.measures import View

PLAYS = 100  # of a week to call
PRIOR_DOUBT = 0.015  # of the share, how far off the model of the desk is thought to be before it was tried
PRIOR_WEEKS = 1.0  # and how many weeks that is worth
NORMAL = ndtri((np.arange(20) + 0.5) / 20)  # equally likely


@dataclass(frozen=True)
class Week:
    """A week as it was called on its eve, and as it came."""

    monday: int
    attempts: int  # that came and count
    expected: float  # attempts that were called to come and count; those that came where they were known
    answered: int
    predicted: float  # share answered
    low: float  # of its 90% band
    high: float
    least: Fraction  # the share that the norm asks for

    @property
    def came(self) -> float:
        """The share that was answered."""
        return self.answered / self.attempts

    @property
    def off(self) -> float:
        """How far the prediction lies from what came, in points; above 0: too rosy."""
        return 100 * (self.predicted - self.came)

    @property
    def met(self) -> bool:
        """The norm was met."""
        return self.answered * self.least.denominator >= self.least.numerator * self.attempts

    @property
    def called_met(self) -> bool:
        """The norm was predicted to be met."""
        return self.predicted >= self.least

    @property
    def right(self) -> bool:
        """The verdict was predicted."""
        return self.met == self.called_met


@dataclass(frozen=True)
class Doubts:
    """How far off predictions were so far, beyond what their plays differ.

    A week that came closer than its plays differ is remembered as such. If it only counted as one without an
    error, luck would count twice: in the plays, and in the doubt that the weeks of larger luck leave.
    """

    mondays: tuple[int, ...] = ()
    squares: tuple[float, ...] = ()  # of the error of each, less the variance of its plays: below 0, too

    def after(self, monday: int, error: float, variance: float) -> "Doubts":
        """Remember one more prediction."""
        return Doubts((*self.mondays, monday), (*self.squares, error**2 - variance))

    def of_model(self, monday: int) -> float:
        """Say how far off the next one may be, as a standard deviation of the share: late ones tell more."""
        weight = 0.5 ** ((monday - np.array(self.mondays)) / WEEK / HALF_LIFE_WEEKS)
        sum_of = PRIOR_WEEKS * PRIOR_DOUBT**2 + weight @ np.array(self.squares)
        return float(np.sqrt(max(sum_of, 0.0) / (PRIOR_WEEKS + weight.sum())))


@dataclass(frozen=True)
class PickUp:
    """The weeks of a log as they were called, in order: their calls forecast, and their calls known."""

    forecast: tuple[Week, ...]
    known: tuple[Week, ...]


def pick_up(view: View, last: int, at_work: np.ndarray | None = None) -> PickUp:
    """Call the last weeks of a call log, at most so many, that have a history (see `eves`).

    Who is planned when is a line of stretches, or seen from the calls.
    """
    if not len(view.log.calls):
        return PickUp((), ())
    calls = attempts(view)
    planned = seen_at_work(calls) if at_work is None else at_work
    zone, doubts = view.options.timezone, (Doubts(), Doubts())
    plan = plan_of(planned, zone)
    called: list[tuple[Week, ...]] = []
    for eve in eves(calls, planned, last):
        ways = drawn_calls(eve.before, plan, eve.monday, zone, PLAYS), repeat(eve.own.at, PLAYS)
        pairs = [_called(eve, view, way, own) for way, own in zip(ways, doubts, strict=True)]
        called.append(tuple(week for week, _ in pairs))
        doubts = pairs[0][1], pairs[1][1]
    return PickUp(*zip(*called, strict=True)) if called else PickUp((), ())


def _called(eve: Eve, view: View, calls: Iterable[np.ndarray], doubts: Doubts) -> tuple[Week, Doubts]:
    """Call a week whose calls are drawn so many times, and remember how far off that was."""
    attempts, got = np.array([*_plays(eve, view, calls)]).T
    shares = got / np.maximum(attempts, 1)
    low, high = band_of(shares, doubts.of_model(eve.monday))
    week = Week(
        monday=eve.monday,
        attempts=int(eve.own.counts.sum()),
        expected=float(np.median(attempts)),
        answered=int((eve.own.counts & eve.own.answered).sum()),
        predicted=float(np.median(shares)),
        low=low,
        high=high,
        least=view.edition.phone.min_share,
    )
    return week, doubts.after(eve.monday, week.off / 100, float(shares.var()))


def band_of(shares: np.ndarray, doubt: float) -> tuple[float, float]:
    """Return the band of 90% of the shares of plays (float64[plays]), each in doubt by a normal error.

    No share is above all or below none of the calls: what the error would put there lies on the end, where
    it leaves every quantile within in its place.
    """
    likely = (shares[:, None] + doubt * NORMAL).clip(0, 1)
    low, high = np.quantile(likely, [0.05, 0.95]).tolist()
    return low, high


def _plays(eve: Eve, view: View, calls: Iterable[np.ndarray]) -> Iterator[tuple[int, int]]:
    """Play the week: the attempts that count of each draw of its calls, and how many are answered."""
    for play, (at, present) in enumerate(zip(calls, eve.presents(PLAYS).tolist(), strict=True)):
        counts, streams = view.phone_window.is_open(at), Streams(SEED, eve.monday * PLAYS + play)
        got = answered(eve.span.coming(at), eve.laws, present, streams)
        yield int(counts.sum()), int((got & counts).sum())
