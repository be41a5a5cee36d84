"""What a call log tells of a scenario's figures, each with its uncertainty and how well its law fits."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy.special import ndtri

from sim.calibrate.fitted import Fact, Finding, Fitted, Untold, fact
from sim.calibrate.phone.attempts import Attempts
from sim.calibrate.phone.availability import Explained, explained, joined, present_share, resampled
from sim.calibrate.phone.callers import fit_laws
from sim.calibrate.phone.laws.handling import LEAST_CALLS, MINUTE_S, Handling, handled_s, handling
from sim.calibrate.phone.laws.hurry import LEAST_ALONE, Hurry, hurry
from sim.calibrate.phone.laws.patience import (
    LEAST_HANG_UPS,
    Survival,
    Weibull,
    at_once,
    distance,
    kaplan_meier,
    waits,
    weibull,
)
from sim.calibrate.phone.laws.redials import LEAST_HANG_UPS as LEAST_KNOWN
from sim.calibrate.phone.laws.redials import Redials, redials
from sim.calibrate.phone.people.at_work import seen_at_work, staffed
from sim.calibrate.phone.replay import weeks
from sim.deadline import monday_of
from sim.experiments.estimates.confidence import least_chance

TAIL = 0.05  # of a 90% interval, at either end
REACH = float(ndtri(1 - TAIL))  # standard errors
HANDLING = "work.minutes_per_call", "work.call_spread", "calls.short_calls_share", "calls.short_calls_s"
PATIENCE = "calls.patience_scale_s", "calls.patience_shape"
AT_ONCE = "calls.hangs_up_at_once_share"
AT_A_QUEUE = "calls.hangs_up_at_a_queue_share"
REDIALS = "calls.redial_share", "calls.redial_after_minutes"
AVAILABILITY = "work.really_at_work"


@dataclass(frozen=True)
class PhoneFit:
    """What was fitted to a call log; a law that its calls cannot carry is None."""

    calls: Attempts
    at_work: np.ndarray  # int64[k, 2], a line of stretches, of who is at work

    @cached_property
    def handling(self) -> Handling | None:
        """How long answered calls last."""
        return handling(handled_s(self.calls))

    @cached_property
    def survival(self) -> Survival:
        """How long callers wait, whatever the law."""
        return kaplan_meier(*waits(self.calls))

    @cached_property
    def patience(self) -> Weibull | None:
        """How long those wait who do not hang up at once."""
        return weibull(*waits(self.calls))

    @cached_property
    def hurry(self) -> Hurry | None:
        """Who hangs up at once, by whether they would have had to wait."""
        return hurry(self.calls, self.at_work)

    @cached_property
    def redials(self) -> Redials | None:
        """Who calls again."""
        return redials(self.calls)

    @cached_property
    def days(self) -> Explained | None:
        """What would have come of each day, by how much people are present.

        A scenario draws every call anew, so the share that is to stand in it is fitted by such calls.
        """
        laws = fit_laws(self.calls, self.at_work)
        if laws is None or not len(self.at_work):
            return None
        spans = enumerate(weeks(self.calls, self.at_work))
        found = joined(explained(own, span.drawn_anew(), laws, number) for number, (_, own, span) in spans)
        counted = found.only(found.attempts > 0)
        return counted if len(counted.day) else None


def fit(calls: Attempts, at_work: np.ndarray | None = None) -> PhoneFit:
    """Fit a call log; who is at work is seen from the calls, unless a line of stretches says so."""
    return PhoneFit(calls, seen_at_work(calls) if at_work is None else at_work)


def figures(calls: Attempts, at_work: np.ndarray | None = None) -> list[Finding]:
    """Tell the figures of a scenario that a call log holds, and those that it cannot, with the reason."""
    return figures_of(fit(calls, at_work))


def figures_of(found: PhoneFit) -> list[Finding]:
    """Tell the figures of a fit.

    Each range stands alone, and a season draws from each by itself. Together they are wider than what the log
    leaves open: had its calls lasted longer, people would have been more at work to answer as many.
    """
    return [*_handling(found), *_patience(found), *_redials(found), _availability(found)]


def _handling(found: PhoneFit) -> Iterator[Finding]:
    law = found.handling
    if law is None:
        yield from _untold(fact("few_lengths", least=LEAST_CALLS), HANDLING)
        return
    minutes, spread, short_share, short_s = HANDLING
    rests_on = fact("long_calls", n=law.calls - law.short, off=law.distance)
    yield _normal(minutes, law.minutes, law.minutes_error, rests_on)
    yield _normal(spread, law.sigma, law.sigma_error, rests_on)
    yield _share(short_share, law.short, law.calls, fact("answered_calls", n=law.calls))
    if law.short > 1:
        yield _normal(short_s, law.short_s, law.short_error, fact("short_calls", n=law.short))
    else:
        yield Untold(short_s, fact("no_short_calls"))


def _patience(found: PhoneFit) -> Iterator[Finding]:
    law = found.patience
    if law is None:
        yield from _untold(fact("few_hang_ups", least=LEAST_HANG_UPS), (*PATIENCE, AT_ONCE, AT_A_QUEUE))
        return
    gap = 100 * distance(found.survival, law)
    rests_on = fact("hang_ups", n=law.hang_ups, waited=law.waited, off=gap)
    for key, value, error in zip(PATIENCE, (law.scale_s, law.shape), law.errors, strict=True):
        reach = float(np.exp(REACH * error))
        yield Fitted(key, value, value / reach, value * reach, rests_on)
    if found.hurry is None:
        yield _at_once(found, law)
        yield Untold(AT_A_QUEUE, fact("few_who_hurry", least=LEAST_ALONE))
    else:
        yield from _told_apart(found.hurry, law)


def _told_apart(seen: Hurry, law: Weibull) -> Iterator[Finding]:
    """Tell who hangs up at once whoever is free, and who does so on having to wait."""
    share, error = seen.whoever_share, seen.whoever_error
    yield _within_all(_normal(AT_ONCE, share, error, fact("found_free", n=round(seen.found_free))))
    share, error = seen.at_a_queue(law), seen.at_a_queue_error(law)
    yield _within_all(_normal(AT_A_QUEUE, share, error, fact("behind_others", n=seen.behind)))


def _at_once(found: PhoneFit, law: Weibull) -> Finding:
    """Tell who hangs up at once while anybody is there; both errors, of count and law, join by squares."""
    key, seen = AT_ONCE, at_once(found.calls.only(staffed(found.at_work, found.calls.at)), law)
    if seen is None:
        return Untold(key, fact("no_waits"))
    counted = _share(key, seen.quick, seen.attempts, fact("attempts", n=seen.attempts))
    by_law = REACH * seen.by_law_error * seen.by_law / seen.attempts
    down, up = (float(np.hypot(end - counted.value, by_law)) for end in (counted.low, counted.high))
    low, high = max(seen.share - down, seen.never_waited / seen.attempts), min(seen.share + up, 1.0)
    return replace(counted, value=seen.share, low=low, high=high)


def _redials(found: PhoneFit) -> Iterator[Finding]:
    seen = found.redials
    if seen is None:
        yield from _untold(fact("few_known_callers", least=LEAST_KNOWN), REDIALS)
        return
    share, minutes = REDIALS
    yield _share(share, len(seen.after_s), seen.hang_ups, fact("known_hang_ups", n=seen.hang_ups))
    median, low, high = (s / MINUTE_S for s in (seen.median_s, *_median_ends(seen.after_s)))
    yield Fitted(minutes, median, low, high, fact("redials", n=len(seen.after_s)))


def _availability(found: PhoneFit) -> Finding:
    key, days = AVAILABILITY, found.days
    if days is None:
        return Untold(key, fact("no_pick_up"))
    share, draws = present_share(days), resampled(days)
    low, high = np.quantile(draws, [TAIL, 1 - TAIL]).tolist()
    attempts, off = int(days.attempts.sum()), 100 * weekly_error(days, share)
    rests_on = fact("pick_up", attempts=attempts, n=len(days.day), off=off)
    return Fitted(key, share, low, high, rests_on)


def weekly_error(days: Explained, share: float) -> float:
    """Say how far the pick-up of weeks lies from that of the model on average, at a share present."""
    _, week = np.unique(monday_of(days.day), return_inverse=True)
    attempts = np.bincount(week, days.attempts)
    missed = np.bincount(week, days.at(share) - days.answered)
    return float(np.abs(missed / attempts).mean())


def _untold(reason: Fact, keys: tuple[str, ...]) -> Iterator[Untold]:
    return (Untold(key, reason) for key in keys)


def _normal(key: str, value: float, error: float, rests_on: Fact) -> Fitted:
    return Fitted(key, value, value - REACH * error, value + REACH * error, rests_on)


def _within_all(share: Fitted) -> Fitted:
    return replace(share, low=max(share.low, 0.0), high=min(share.high, 1.0))


def _share(key: str, k: int, n: int, rests_on: Fact) -> Fitted:
    """Tell a share of k in n, with the interval of Clopper and Pearson."""
    return Fitted(key, k / n, least_chance(k, n, TAIL), 1 - least_chance(n - k, n, TAIL), rests_on)


def _median_ends(in_order: np.ndarray) -> tuple[float, float]:
    """Give the two values in order between which the median lies (Hollander, Wolfe, 3.6)."""
    n = len(in_order)
    reach = REACH * n**0.5 / 2
    low, high = int(np.floor((n - reach) / 2)), int(np.ceil((n + reach) / 2))
    return float(in_order[max(low, 0)]), float(in_order[min(high, n - 1)])
