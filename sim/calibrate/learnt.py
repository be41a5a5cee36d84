"""What each file of a history says of each figure, worked out once and put in order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from sim.calibrate.counted import HALF_HOUR_S, Counted, counted
from sim.calibrate.curves import band, curves_of
from sim.calibrate.estimates.luck import busyness_of
from sim.calibrate.estimates.page import REDIALS, figures_told, orders_by_week, questions_by_week
from sim.calibrate.estimates.rush import rush_of
from sim.calibrate.estimates.weeks import Weeks, by_week, level
from sim.calibrate.fitted import Fact, Finding, Fitted, Untold, fact
from sim.calibrate.history import History
from sim.calibrate.orders import lag as lags
from sim.calibrate.orders.peaks import peaks_of
from sim.calibrate.phone import figures as phone
from sim.calibrate.phone.attempts import attempts
from sim.calibrate.phone.laws.handling import Handling, by_topic
from sim.calibrate.questions.callers import callers_beside
from sim.calibrate.questions.figures import figures_of
from sim.calibrate.questions.hours import Hours, hours_of
from sim.calibrate.questions.log import Questions
from sim.calibrate.questions.topics import is_topic
from sim.calibrate.shown import Curve, Panel, Week
from sim.deadline import local_days
from sim.deadline.instants.wall import local_seconds
from sim.demand.contacts import mail_profile
from sim.scenario.customers.contacts import Contacts

QUESTIONS, ITEMS = "contacts.questions_per_week", "orders.items_per_week"


@dataclass(frozen=True)
class Learnt:
    """What each file of a history says, worked out once."""

    history: History
    ahead: Sequence[int]
    no_lag: Fact | None = None  # why the scenario cannot have questions that follow orders

    @cached_property
    def questions(self) -> Questions | None:
        """The questions of a case log, and callers whom it does not have."""
        cases = self.history.cases
        if cases is None:
            return None
        calls, zone = self.history.calls, self.history.timezone
        if calls is None:
            return Questions(cases, zone)
        return Questions(cases, zone, callers_beside(cases, calls, self.redial_share, zone))

    @cached_property
    def phone(self) -> phone.PhoneFit | None:
        """What is fitted to a call log."""
        view = self.history.view
        return None if view is None or self.history.calls is None else phone.fit(attempts(view))

    @property
    def handling(self) -> dict[str, Handling]:
        """How long calls about each topic last that is common enough to be named."""
        if self.phone is None:
            return {}
        calls = self.phone.calls
        names, counts = np.unique(calls.topic, return_counts=True)
        common = [is_topic(name, n, len(calls)) for name, n in zip(names, counts.tolist(), strict=True)]
        return by_topic(calls.only(np.isin(calls.topic, names[common])))

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
        """The calls by whole week."""
        calls, days = self.history.calls, self.history.call_days
        if calls is not None:
            return by_week(local_days(calls.attempted_at, self.history.timezone))
        return None if days is None else days.weeks

    @cached_property
    def hours(self) -> Hours | None:
        """How questions in writing spread over the week."""
        return None if self.questions is None else hours_of(self.questions)

    @cached_property
    def question_weeks(self) -> Weeks | None:
        """The questions by whole week, of a log or of the weekly figures."""
        if self.questions is not None:
            return self.questions.weeks
        return None if self.history.figures is None else questions_by_week(self.history.figures)

    @cached_property
    def order_weeks(self) -> Weeks | None:
        """The orders by whole week, of their days or of the weekly figures."""
        if self.history.orders is not None:
            return self.history.orders.weeks
        return None if self.history.figures is None else orders_by_week(self.history.figures)

    @cached_property
    def both(self) -> lags.Both | None:
        """The days of questions and orders side by side."""
        if self.questions is None or self.history.orders is None:
            return None
        return lags.both_of(self.questions.day[self.questions.own], self.history.orders)

    @cached_property
    def lag(self) -> lags.Lag | None:
        """How questions follow orders."""
        if self.both is None or self.no_lag is not None:
            return None
        profile = (
            self.hours.fitted if self.hours is not None else mail_profile(Contacts(questions_per_week=1))
        )
        return lags.lag_of(self.both, profile)

    def findings(self) -> Iterator[Finding]:
        """Tell all figures, what goes first where two have the same key before the other."""
        if self.arrivals is not None:
            counts, what = self.arrivals
            weeks = by_week(counts.days, counts.totals) if counts.told is None else self.call_weeks
            assert weeks is not None
            yield from busyness_of(counts, weeks, what)
            yield rush_of(counts, self.history.holidays, what)
        if self.questions is not None:
            yield from figures_of(self.questions)
        if self.phone is not None:
            yield from phone.figures_of(self.phone)
        if self.history.orders is not None:
            yield level(ITEMS, self.history.orders.weeks, self.history.ordered)
        if self.history.figures is not None:
            yield from figures_told(self.history.figures)
        yield from self._peaks()
        if self.questions is not None and self.history.orders is not None:
            yield from self._lag()

    def _lag(self) -> list[Finding]:
        """Tell how questions follow orders, if the scenario can have them."""
        return lags.figures_of(self.lag, self.both) if self.no_lag is None else lags.untold(self.no_lag)

    def _peaks(self) -> Iterator[Finding]:
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
            yield from map(_as_orders_do, ordered or asked)

    def without_caused(self, fitted: dict[str, Fitted]) -> dict[str, Fitted]:
        """Take questions about orders out of the questions of a week, to which the scenario adds them."""
        if lags.SHARE not in fitted or QUESTIONS not in fitted or self.lag is None:
            return fitted
        left, all_of = 1 - self.lag.caused, fitted[QUESTIONS]
        rests_on = fact("without_caused", given=all_of.rests_on, share=self.lag.caused)
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
                yield band(what, weeks)
        if self.hours is not None:
            yield Week("questions", self.hours.counted, self.hours.fitted)
        if self.phone is not None:
            yield from curves_of(self.phone)
        if self.lag is not None and lags.SHARE in fitted:
            yield Curve("lag", lags.MEDIANS, self.lag.errors, np.zeros(0))


def _as_orders_do(finding: Finding) -> Finding:
    """Say of a peak of orders that it is taken for one of the questions."""
    if isinstance(finding, Untold):
        return finding
    return replace(finding, rests_on=fact("for_questions_too", given=finding.rests_on))


def _counted(at: np.ndarray, timezone: str) -> Counted:
    return counted(local_seconds(at, timezone), np.ones(len(at), np.int64), HALF_HOUR_S)
