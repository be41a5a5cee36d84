"""What a judgement takes from the seller, and the switches for what the norm texts leave open."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Options:
    """The defaults are those of norms/README.md, section 5."""

    timezone: str = "Europe/Amsterdam"  # of weeks, dates and the norm clock
    hours: str = ""  # of another trade, "Sun-Thu 09:00-17:00"; of a norm of clock hours, its days
    weeks: tuple[int, int] | None = None  # first and last Monday to report; None: those of the log
    questions_norm: Fraction | None = None  # the seller's personal norms; see edition.exact
    returns_norm: Fraction | None = None
    phone_cases_count_as_answered: bool = False  # 5.16
    min_ring_s: int = 0  # 5.13: attempts given up sooner do not count
    cancelling_on_the_promised_day_counts: bool = False  # section 2: free "before or on", or only before
    track_and_trace_strikes: bool = False  # 5.21


DEFAULTS = Options()
