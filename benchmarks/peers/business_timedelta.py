"""businesstimedelta: rules combined, a business time delta added to a datetime.

Cases are datetimes in UTC: it adds to the datetime it is given, and adding to one in a zone moves the wall.
"""

from datetime import UTC, datetime

import pytz
from businesstimedelta import BusinessTimeDelta, HolidayRule, LunchTimeRule, Rules, WorkDayRule

from benchmarks.peers.forms import Aware
from benchmarks.peers.protocol import NO_24, Calendar, Peer, time_of


class Engine(Aware):
    """A work day rule, a lunch rule for each gap, a holiday rule when there are holidays."""

    def __init__(self, calendar: Calendar) -> None:
        self.zone = UTC
        days, zone = list(calendar.weekdays), pytz.timezone(calendar.timezone)
        opens, closes = zip(*calendar.slots, strict=True)
        rules = [WorkDayRule(time_of(opens[0]), time_of(closes[-1]), days, tz=zone)]
        for start, end in zip(closes[:-1], opens[1:], strict=True):
            rules.append(LunchTimeRule(time_of(start), time_of(end), days, tz=zone))
        if calendar.holidays:
            rules.append(HolidayRule(list(calendar.holidays), tz=zone))
        self.rules = Rules(rules)

    def deadlines(self, cases: list[datetime], allowance_s: int) -> list[datetime]:
        """One case after the other; the library knows no columns."""
        allowance = BusinessTimeDelta(self.rules, seconds=allowance_s)
        return [arrived + allowance for arrived in cases]


PEER = Peer("businesstimedelta", "businesstimedelta", Engine, NO_24)
