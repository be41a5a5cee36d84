"""Customers who ask about their order: which orders cause a question, and when it comes.

How many of a day's orders do is a count as all others of that day. Only they have rows of their own: the k-th
who asks for one cause about one day's orders keeps its draws, however many more ask.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from sim.deadline import day_number
from sim.deadline.instants.wall import DAY_S
from sim.demand.contacts import Arrivals, mail_profile, within
from sim.demand.journeys import past_chatbot, spared_by_care
from sim.demand.orders.days import OrderDays
from sim.demand.orders.lag import later
from sim.draws import lognormal, numbered
from sim.scenario.customers.order_questions import MOST_DAYS, OrderQuestions, ProactiveMessage

LATE, ON_TIME, CANCELLED, RETURNED, REPLY = range(5)  # why a customer asks; the last: the message raised it
SLOTS = 1024  # of a cause, one a day: two years of orders and the history before them
MOST_OF_A_SLOT = 2**32  # customers


@dataclass(frozen=True)
class Asking:
    """Customers who ask the desk about an order: who writes and who calls, each in order of arrival."""

    writing: Arrivals
    calling: Arrivals

    @cached_property
    def arrivals(self) -> Arrivals:
        """Those who write, then those who call."""
        first, then = self.writing, self.calling
        at, number = np.concatenate([first.at, then.at]), np.concatenate([first.number, then.number])
        return replace(first, at=at, number=number)

    @property
    def cause(self) -> np.ndarray:
        """Why each of the `arrivals` asks: int64[n], LATE to REPLY."""
        return _slot(self.arrivals) // SLOTS

    @property
    def place(self) -> np.ndarray:
        """The order's day of each of the `arrivals`, in the columns of `OrderDays`: int64[n]."""
        return _slot(self.arrivals) % SLOTS

    def of(self, cause: int, days: int) -> np.ndarray:
        """Count those who ask for a cause, by the day of their order: int64[days]."""
        return np.bincount(self.place[self.cause == cause], minlength=days)


@dataclass(frozen=True)
class _Cause:
    """What may make customers ask, by the day of their order."""

    items: np.ndarray  # int64[days]
    share: float  # of them that do
    since: np.ndarray  # int64[days], the instant from which the lag counts
    after_hours: float  # its median


def asking(days: OrderDays, questions: OrderQuestions) -> Asking:
    """Draw the customers who ask during the season about an order of any day."""
    everybody = _everybody(days, questions)
    first = max(int(days.season.starts[0]), days.season.since)
    inside = (everybody.at >= first) & (everybody.at < days.season.until)
    who = everybody.only(inside & ~_spared(days, everybody)).in_order()
    in_hours = within(who.at, days.season.phone_every_day)
    by_phone = in_hours & who.some("phones", questions.by_phone_share)
    writing = past_chatbot(days.scenario, who.only(~by_phone))
    return Asking(spared_by_care(days.scenario, days.season, writing), who.only(by_phone))


def _everybody(days: OrderDays, questions: OrderQuestions) -> Arrivals:
    """Draw whom an order makes ask and when, cause by cause and day by day."""
    causes = _causes(days, questions, days.scenario.proactive_message)
    asked = [days.taken(one.items, "asks", one.share, str(cause)) for cause, one in enumerate(causes)]
    counts = np.stack(asked)
    cause, place = np.divmod(np.repeat(np.arange(counts.size), counts.ravel()), counts.shape[1])
    number = numbered(counts.ravel()) + (cause * SLOTS + place) * MOST_OF_A_SLOT
    since = np.stack([one.since for one in causes])[cause, place]
    who = Arrivals("order", days.streams, since, number)
    since[cause == RETURNED] = _returned_at(days, place, who, cause == RETURNED)
    median_hours = np.array([one.after_hours for one in causes])[cause]
    lag_hours = lognormal(who.draw("asks after"), median_hours, questions.after_hours_spread)
    lag_hours = np.minimum(lag_hours, MOST_DAYS * 24)
    profile = mail_profile(days.scenario.contacts)
    return replace(who, at=later(since, lag_hours, int(days.season.starts[0]), profile))


def _spared(days: OrderDays, who: Arrivals) -> np.ndarray:
    """Mark whom the message spares a question about a late item: bool[n]."""
    message = days.scenario.proactive_message
    if message is None:
        return np.zeros(len(who.at), np.bool_)
    cause, place = np.divmod(_slot(who), SLOTS)
    told = (cause == LATE) & (days.course.promised_on[place] >= day_number(message.from_))
    return np.asarray(told & who.some("the message suffices", message.removes_share))


def _causes(days: OrderDays, questions: OrderQuestions, message: ProactiveMessage | None) -> list[_Cause]:
    """List the causes in their order."""
    ordered, promised = days.noon(days.day), days.noon(days.course.promised_on)
    said = questions
    causes = [
        _Cause(days.late, said.when_late_share, promised, said.when_late_after_hours),
        _Cause(days.on_time, said.when_on_time_share, ordered, said.when_on_time_after_hours),
        _Cause(days.cancelled, said.when_cancelled_share, ordered + DAY_S, said.when_cancelled_after_hours),
        _Cause(days.returned.sum(axis=1), said.when_returned_share, promised, said.when_returned_after_hours),
    ]
    if message is None:
        return [*causes, _Cause(np.zeros_like(days.late), 0.0, promised, 1.0)]
    told = days.late * (days.course.promised_on >= day_number(message.from_))
    return [*causes, _Cause(told, message.replies_share, promised, message.replies_after_hours)]


def _returned_at(days: OrderDays, place: np.ndarray, who: Arrivals, which: np.ndarray) -> np.ndarray:
    """Draw when the returns that some customers ask about are registered, by the day of their order."""
    place, u = place[which], who.draw("returned after")[which]
    sums = np.cumsum(days.returned, axis=1)[place]
    lag = (sums <= (u * sums[:, -1])[:, None]).sum(axis=1)
    return days.noon(days.course.returned_on[place, lag])


def _slot(who: Arrivals) -> np.ndarray:
    """Tell the slot of each customer: int64[n]."""
    return np.asarray(who.number // MOST_OF_A_SLOT)
