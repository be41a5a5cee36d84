"""Which days can still change what is judged: of the shop's desk, and of each figure of its orders."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from dateutil.relativedelta import relativedelta

from sim.deadline.instants.wall import date_of, day_number, local_days, to_utc, zone_of
from sim.norms.editions.clock import Clock, clock, holidays_between
from sim.norms.editions.edition import Edition
from sim.norms.editions.edition import edition as edition_named
from sim.norms.options import Options
from sim.scenario.customers.deliveries import Course
from sim.scenario.customers.order_questions import MOST_DAYS
from sim.scenario.customers.orders import Orders
from sim.scenario.values.days import OLDEST_DAYS, ZONE, ordering_days, simulated_days

REACH = 60  # days before and after the simulated ones that the norm's clock is read


@dataclass(frozen=True)
class Judged:
    """The weeks that are judged, and by which rules; days are day numbers."""

    weeks: tuple[int, ...]  # Mondays
    edition_name: str
    holidays: str  # the list that stops the norm's clock
    country: str
    has_orders: bool
    has_start: bool = False  # it begins with what is open, not with a week of warming up
    orders_ask: bool = False  # they cause questions
    hours: str = ""  # that the norm counts, in words; "": those of the edition

    @property
    def edition(self) -> Edition:
        """The edition of the norms."""
        return edition_named(self.edition_name)

    @property
    def simulated(self) -> range:
        """The days that are simulated."""
        return simulated_days(self.weeks, self.edition_name, self.has_start)

    @property
    def days(self) -> range:
        """The days of the judged weeks."""
        return range(self.weeks[0], self.weeks[-1] + 7)

    @property
    def desk(self) -> range:
        """The days on which work may still change a count.

        From the first simulated one, whose backlog lasts, until the last judged question is due: after that
        it is late, whoever answers it. Surveys go out with the answers of their month, so that a shop with
        orders is judged by what it does until that month ends.
        """
        last = max(self.last_due, self.surveys[-1]) if self.has_orders else self.last_due
        return range(self.simulated.start, min(self.simulated.stop, last + 1))

    @cached_property
    def last_due(self) -> int:
        """The day of the last second in which a question of the judged weeks is answered in time."""
        last_second = to_utc(date_of(self.days.stop), 0, zone_of(ZONE)) - 1
        due = self.clock.hours.deadline(last_second, self.clock.allowance_s)  # one alone: compiles nothing
        return int(local_days(np.array([due - 1]), ZONE)[0])

    @property
    def is_decided(self) -> bool:
        """Every question of the judged weeks falls due before these are final."""
        try:
            return self.last_due < self.simulated.stop
        except ValueError:  # not even as far as the clock is known
            return False

    @cached_property
    def clock(self) -> Clock:
        """The norm's clock, known for the oldest question at the start and until the last one is due."""
        before = OLDEST_DAYS if self.has_start else REACH
        begin, end = date_of(self.simulated.start - before), date_of(self.simulated.stop + REACH)
        years = date(begin.year, 1, 1), date(end.year, 12, 31)
        off = holidays_between(self.holidays, *years, self.edition.holidays)
        return clock(self.edition, tuple(holiday.day for holiday in off), *years, Options(hours=self.hours))

    @property
    def surveys(self) -> range:
        """The simulated days of the months whose surveys count: those in which a judged week ends."""
        first, last = date_of(self.weeks[0] + 6), date_of(self.weeks[-1] + 6)
        after = last.replace(day=1) + relativedelta(months=1)
        start, stop = day_number(first.replace(day=1)), day_number(after)
        return range(max(start, self.simulated.start), min(stop, self.simulated.stop))

    @property
    def reviews(self) -> range:
        """The days whose reviews count: some months back from each judged week's Sunday.

        Older ones count too for a shop with fewer than five of them (K18), which nobody plans by the week.
        """
        sunday = date_of(self.weeks[0] + 6)
        first = sunday - relativedelta(months=self.edition.reviews.months) + timedelta(days=1)
        return range(day_number(first), self.days.stop)

    @property
    def told(self) -> range:
        """The days of promises of which a message may change what is asked before the last answer is due."""
        return range(self.desk.start, self.last_due)

    @property
    def asked(self) -> range:
        """The days of an order whose questions may still come to the desk on a day that counts."""
        return range(self.desk.start - MOST_DAYS, self.desk.stop) if self.orders_ask else range(0)

    def figures(self, orders: Orders) -> Mapping[str, range]:
        """Return the days on which each figure of `WeekOfOrders` has an effect."""
        course = Course(np.array(ordering_days(self.simulated)), self.country, orders)
        ordered, promised = _in(course.ordered_on, self.days), _in(course.promised_on, self.days)
        returned = _in(course.returned_on, self.days)
        on_time, late = _in(course.reviewed_on, self.reviews), _in(course.late_reviewed_on, self.reviews)
        asked = [_in(on, self.asked) for on in (course.ordered_on, course.promised_on, course.returned_on)]
        delivered = promised | on_time.any(axis=1) | late.any(axis=1) | asked[0] | asked[1]
        sold = ordered | delivered | (returned | asked[2]).any(axis=1)  # fewer sold: less of everything
        return {
            "items_per_week": _span(course.ordered_on[sold]),
            "late_share": _span(course.promised_on[delivered]),
            "cancelled_share": _span(course.promised_on[sold]),
            "without_code_share": _span(course.ordered_on[ordered]),
            "returned_share": _span(course.returned_on[returned | asked[2]]),
            "reviewed_share": _span(course.reviewed_on[on_time], course.late_reviewed_on[late]),
            "grade_on_time": _span(course.reviewed_on[on_time]),
            "grade_late": _span(course.late_reviewed_on[late]),
            "survey_share": self.surveys,
            "survey_grade": self.surveys,
        }


def _in(days: np.ndarray, span: range) -> np.ndarray:
    return np.asarray((days >= span.start) & (days < span.stop))


def _span(*days: np.ndarray) -> range:
    together = np.concatenate(days)
    return range(int(together.min()), int(together.max()) + 1)
