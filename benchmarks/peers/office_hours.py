"""officehours: `Calculator.due_date`; Saturday and Sunday are always closed."""

from datetime import datetime

from officehours import Calculator

from benchmarks.peers.forms import Wall
from benchmarks.peers.protocol import FIXED_WEEKEND, NO_ZONES, ONE_SLOT, Calendar, Peer


class Engine(Wall):
    """A calculator, its hours given in seconds after midnight as its documentation allows."""

    def __init__(self, calendar: Calendar) -> None:
        super().__init__(calendar)
        self.calculator = Calculator(*calendar.slots[0], holidays=calendar.holidays)

    def deadlines(self, cases: list[datetime], allowance_s: int) -> list[datetime]:
        """One case after the other."""
        hours = allowance_s / 3600
        return [self.calculator.due_date(hours, arrived) for arrived in cases]


PEER = Peer("officehours", "officehours", Engine, {**ONE_SLOT, **FIXED_WEEKEND, **NO_ZONES})
