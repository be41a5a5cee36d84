"""What the files of a shop's history hold together, and how they are read."""

from dataclasses import dataclass
from functools import cached_property

from sim.calibrate.counted import Counted
from sim.calibrate.orders.daily import DailyOrders, days_of
from sim.norms import default_edition
from sim.norms.figures import Figures
from sim.norms.log import Calls, Cases, Layout
from sim.norms.log.naming import PLAIN
from sim.norms.measures import View
from sim.norms.options import Options
from sim.norms.told.judged import Asked

HOME = Options.timezone


@dataclass(frozen=True)
class Given:
    """One file of a history, and what it was found to be."""

    name: str  # without its folders
    kind: str  # "log", "counts", "orders", "figures", or the table of a log
    rows: int


@dataclass(frozen=True)
class History:
    """All that the files of a shop hold; what none of them has is None."""

    given: tuple[Given, ...]
    timezone: str
    holidays: str = "NL"  # the list of public holidays
    cases: Cases | None = None
    calls: Calls | None = None
    view: View | None = None  # of all logs together: whose hours count, and the days of its clock
    counts: Counted | None = None  # of calls by interval, where no log has them one by one
    orders: DailyOrders | None = None
    ordered: str = "single_orders"  # what those are, of one item each; a log has the "items"
    figures: Figures | None = None
    last_day: int = 0  # day number
    skipped_rows: int = 0  # faulty ones that were left out when asked to
    dropped_rows: int = 0

    @cached_property
    def call_days(self) -> DailyOrders | None:
        """The calls of each day by counts, and the days that their file leaves out."""
        return None if self.counts is None else days_of(self.counts, self.holidays)

    @property
    def with_unknown_days(self) -> dict[str, DailyOrders]:
        """What is counted by day, where nobody knows how many came on some of them."""
        every = {"orders": self.orders, "calls": self.call_days}
        return {what: one for what, one in every.items() if one is not None and one.unknown.any()}


@dataclass(frozen=True)
class Asking:
    """How the files are read."""

    layout: Layout = PLAIN
    on_fault: str = "stop"
    holidays: str = "NL"  # that the clock of the norms leaves out
    hours: str = ""  # of the norms, "" for those of the edition

    @property
    def timezone(self) -> str:
        """The clock of the shop."""
        return self.layout.timezone or HOME

    @property
    def asked(self) -> Asked:
        """By which norms a log is judged, week by week."""
        options = Options(timezone=self.timezone, hours=self.hours)
        return Asked(default_edition(), self.holidays, None, options)
