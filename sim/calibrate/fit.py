"""From a seller's own history to the figures of a scenario: what it tells, how sure, what it cannot."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import dropwhile, takewhile
from math import sqrt
from typing import TypeVar

import numpy as np

from sim.calibrate.counted import HALF_HOUR_S, Counted, counted
from sim.calibrate.curves import curves_of
from sim.calibrate.fitted import Fitted, Profile, Untold
from sim.calibrate.history import History
from sim.calibrate.luck import busyness_of
from sim.calibrate.orders import lag as lags
from sim.calibrate.orders.peaks import peaks_of
from sim.calibrate.page import REDIALS, figures_told, orders_by_week, questions_by_week
from sim.calibrate.phone import figures as phone
from sim.calibrate.phone.attempts import attempts
from sim.calibrate.questions.figures import figures_of
from sim.calibrate.questions.hours import Hours, hours_of, profiles
from sim.calibrate.questions.log import Questions, callers_who_gave_up, nobody
from sim.calibrate.shown import Curve, Level, Panel, Week
from sim.calibrate.weeks import Weeks, busyness, by_week, feasts, level
from sim.deadline import local_days
from sim.deadline.wall import local_seconds, monday_of
from sim.demand.contacts import mail_profile
from sim.norms.figures import Figure
from sim.scenario.contacts import Contacts

Told = Fitted | Untold
T = TypeVar("T", Fitted, Untold)
QUESTIONS, BUSYNESS, ITEMS = (
    "contacts.questions_per_week",
    "contacts.week_busyness_sd",
    "orders.items_per_week",
)
OUTSIDE = "contacts.outside_office_hours_share"
SURE_SDS = 1.645  # on either side of 90%
TWO_YEARS = 106  # weeks


@dataclass(frozen=True)
class Answered:
    """How late the answers of a history were."""

    in_time: int
    judged: int
    worst: Figure  # the week with the lowest share


@dataclass(frozen=True)
class Fit:
    """What a history tells of a scenario; a key stands in one of the three, once."""

    fitted: tuple[Fitted, ...]
    profiles: tuple[Profile, ...]
    untold: tuple[Untold, ...]
    panels: tuple[Panel, ...]
    answered: Answered | None  # None: the history has no question that was judged

    def figure(self, key: str) -> Fitted | None:
        """Find a figure by its key."""
        return next((one for one in self.fitted if one.key == key), None)


def peak_after(history: History) -> tuple[int, ...]:
    """Return the weeks (Mondays) of the first end of a year after a history, or what is left of it."""
    first = int(monday_of(np.array([history.last_day]))[0]) + 7
    mondays = [first + 7 * week for week in range(TWO_YEARS)]
    after = list(dropwhile(_is_normal, mondays))
    return tuple(takewhile(lambda monday: not _is_normal(monday), after))


def _is_normal(monday: int) -> bool:
    return not feasts(np.array([monday]))[0]


def fit(history: History, ahead: Sequence[int]) -> Fit:
    """Fit all that a history tells; `ahead` are the weeks (Mondays) whose peaks are wanted.

    Where several files tell a figure the finer one goes first: a log, then daily orders, then weekly figures.
    """
    learnt = _Learnt(history, ahead)
    told = list(learnt.told())
    weights = () if learnt.hours is None else tuple(profiles(learnt.hours))
    found = _first([one for one in told if isinstance(one, Fitted)])
    fitted = learnt.without_caused(
        {key: one for key, one in found.items() if not (weights and key == OUTSIDE)}
    )
    tables = {key.partition(".")[0] for key in fitted}  # "peaks" is told as soon as one of its weeks is
    untold = _first([one for one in told if isinstance(one, Untold) and not {one.key} & {*found, *tables}])
    panels = tuple(learnt.panels(fitted))
    return Fit(tuple(fitted.values()), weights, tuple(untold.values()), panels, _answered(history))


@dataclass(frozen=True)
class _Learnt:
    """What each file of a history says, worked out once."""

    history: History
    ahead: Sequence[int]

    @cached_property
    def questions(self) -> Questions | None:
        cases = self.history.cases
        if cases is None:
            return None
        calls = self.history.calls
        gave_up = nobody() if calls is None else callers_who_gave_up(calls, self.redial_share)
        return Questions(cases, self.history.timezone, gave_up)

    @cached_property
    def phone(self) -> phone.PhoneFit | None:
        view = self.history.view
        return None if view is None or self.history.calls is None else phone.fit(attempts(view))

    @property
    def redial_share(self) -> float:
        """Which share of missed attempts is followed by another one."""
        if self.phone is None or self.phone.redials is None:
            return REDIALS
        return self.phone.redials.share

    @cached_property
    def arrivals(self) -> tuple[Counted, str] | None:
        """The finest counts by day, and of what: questions, or calls where there are none."""
        questions, calls, zone = self.questions, self.history.calls, self.history.timezone
        if questions is not None:
            return _counted(questions.arrived_at[questions.own], zone), "questions"
        if calls is not None:
            return _counted(calls.attempted_at, zone), "calls"
        return None if self.history.counts is None else (self.history.counts, "calls")

    @cached_property
    def call_weeks(self) -> Weeks | None:
        calls, counts = self.history.calls, self.history.counts
        if calls is not None:
            return by_week(local_days(calls.attempted_at, self.history.timezone))
        return None if counts is None else by_week(counts.days, counts.totals)

    @cached_property
    def hours(self) -> Hours | None:
        return None if self.questions is None else hours_of(self.questions)

    @cached_property
    def question_weeks(self) -> Weeks | None:
        if self.questions is not None:
            return self.questions.weeks
        return None if self.history.figures is None else questions_by_week(self.history.figures)

    @cached_property
    def order_weeks(self) -> Weeks | None:
        if self.history.orders is not None:
            return self.history.orders.weeks
        return None if self.history.figures is None else orders_by_week(self.history.figures)

    @cached_property
    def both(self) -> lags.Both | None:
        if self.questions is None or self.history.orders is None:
            return None
        return lags.both_of(self.questions.day[self.questions.own], self.history.orders)

    @cached_property
    def lag(self) -> lags.Lag | None:
        if self.both is None:
            return None
        profile = (
            self.hours.fitted if self.hours is not None else mail_profile(Contacts(questions_per_week=1))
        )
        return lags.lag_of(self.both, profile)

    def told(self) -> Iterator[Told]:
        """Tell all figures, what goes first where two have the same key before the other."""
        if self.arrivals is not None:
            counts, what = self.arrivals
            yield from busyness_of(counts, by_week(counts.days, counts.totals), what)
        if self.questions is not None:
            yield from figures_of(self.questions)
        if self.phone is not None:
            yield from phone.figures_of(self.phone)
        if self.history.orders is not None:
            yield level(ITEMS, self.history.orders.weeks, "orders")
        if self.history.figures is not None:
            yield from figures_told(self.history.figures)
        yield from self._peaks()
        if self.questions is not None and self.history.orders is not None:
            yield from lags.figures_of(self.lag, self.both)

    def _peaks(self) -> Iterator[Told]:
        """Fit peaks by the questions; by the orders where the questions do not reach back a year."""
        asked, ordered = (
            [] if weeks is None else peaks_of(weeks, self.ahead, what)
            for weeks, what in ((self.question_weeks, "questions"), (self.order_weeks, "orders"))
        )
        if any(isinstance(one, Fitted) for one in asked):
            yield from asked
            yield from (
                replace(one, key=f"{one.key}.orders_times") for one in ordered if isinstance(one, Fitted)
            )
        else:
            yield from ordered or asked

    def without_caused(self, fitted: dict[str, Fitted]) -> dict[str, Fitted]:
        """Take questions about orders out of the questions of a week, to which the scenario adds them."""
        if lags.SHARE not in fitted or QUESTIONS not in fitted or self.lag is None:
            return fitted
        left, all_of = 1 - self.lag.caused, fitted[QUESTIONS]
        rests_on = f"{all_of.rests_on}; without the {self.lag.caused:.0%} that follow orders"
        own = Fitted(QUESTIONS, all_of.value * left, all_of.low * left, all_of.high * left, rests_on)
        return {**fitted, QUESTIONS: own}

    def panels(self, fitted: dict[str, Fitted]) -> Iterator[Panel]:
        """Lay what was seen beside what was fitted."""
        counts = (
            ("questions", self.question_weeks),
            ("calls", self.call_weeks),
            ("orders", self.order_weeks),
        )
        for what, weeks in counts:
            if weeks is not None and len(weeks.latest.counts):
                yield _band(what, weeks)
        if self.hours is not None:
            yield Week("questions", self.hours.counted, self.hours.fitted)
        if self.phone is not None:
            yield from curves_of(self.phone)
        if self.lag is not None and lags.SHARE in fitted:
            yield Curve("lag", lags.MEDIANS, self.lag.errors, np.zeros(0))


def _counted(at: np.ndarray, timezone: str) -> Counted:
    return counted(local_seconds(at, timezone), np.ones(len(at), np.int64), HALF_HOUR_S)


def _band(what: str, weeks: Weeks) -> Level:
    """Give normal weeks the band in which nine in ten lie, by how far weeks are off their forecast."""
    mean, told = float(weeks.latest.counts.mean()), busyness(BUSYNESS, weeks, what)
    busy = told.value if isinstance(told, Fitted) else float(weeks.latest.counts.std()) / mean
    half = SURE_SDS * sqrt(mean + (busy * mean) ** 2)
    return Level(what, weeks, mean, max(mean - half, 0.0), mean + half)


def _answered(history: History) -> Answered | None:
    """Count the answers in time, by the response norm that holds."""
    rows = [] if history.figures is None else list(history.figures.of("response").values())
    if not rows:
        return None
    worst = min(rows, key=lambda row: row.share)
    return Answered(sum(row.numerator for row in rows), sum(row.denominator for row in rows), worst)


def _first(told: Iterable[T]) -> dict[str, T]:
    """Keep of each key what was told first."""
    found: dict[str, T] = {}
    for one in told:
        found.setdefault(one.key, one)
    return found
