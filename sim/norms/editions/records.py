"""What an edition says of each norm: a frozen record a norm; its fields are keys of the table in the file.

Shares and grades are exact Fractions; None is a value that the edition does not have.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Level = Literal["min", "target"]
Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@dataclass(frozen=True)
class Response:
    """Response time."""

    min_share: Fraction
    clock: Literal["working_hours", "clock_hours"]  # only `window` counts, or every hour but `excludes`
    hours: int
    early_warning_hours: int
    excludes: tuple[str, ...] = ()
    window: str = ""
    mail_at_late: int | None = None
    strike: bool = False
    strike_needs: str = ""
    phone_cases_count: bool = False  # a case made by an answered call is a question answered in time


@dataclass(frozen=True)
class Phone:
    """Accessibility by phone."""

    min_share: Fraction
    window: str
    strike: bool
    min_ring_s: int = 0  # attempts given up sooner do not count


@dataclass(frozen=True)
class Questions:
    """Number of questions."""

    max_ratio: Fraction | None
    personal: bool
    denominator: str
    mail: bool
    strike: bool


@dataclass(frozen=True)
class OnTime:
    """Items on time."""

    min_share: Fraction
    compare: Literal["<", "<="]  # what misses the norm
    min_late: int
    strike: bool
    target_share: Fraction | None = None
    strike_below: Level = "min"
    conforms_means: Level = "min"


@dataclass(frozen=True)
class Cancellations:
    """Cancelled items."""

    max_share: Fraction
    compare: Literal[">", ">="]  # what misses the norm
    min_cancelled: int
    strike: bool
    promised_day_counts: bool = False  # a customer's cancellation on the promised day itself


@dataclass(frozen=True)
class TrackAndTrace:
    """Parcels that can be followed."""

    min_share: Fraction
    strike: bool
    target_share: Fraction | None = None
    conforms_means: Level = "min"


@dataclass(frozen=True)
class Reviews:
    """The shop's grade."""

    min_grade: Fraction
    months: int
    all_when_fewer_than: int
    strike: bool


@dataclass(frozen=True)
class Returns:
    """Returned items."""

    max_ratio: Fraction | None
    personal: bool
    mail: bool
    strike: bool


@dataclass(frozen=True)
class Nps:
    """The net promoter score after contact."""

    min: int
    min_answers: int
    strike: bool


@dataclass(frozen=True)
class Strikes:
    """When a bad week counts, for how long, and what it leads to."""

    per_week_max: Literal[1]
    window_final_weeks: int
    mail_levels: tuple[int, ...]
    temporary_closure_at: int
    permanent_closure_at: int
    final_after_weeks: int
    final_weekday: Weekday


@dataclass(frozen=True)
class Contested:
    """Days that are holidays by one reading only; Dutch ones."""

    good_friday: bool
    liberation_day: bool


@dataclass(frozen=True)
class NewSeller:
    """GroeiStart: the orders within which a new seller gets no strikes."""

    orders: int
    looks: tuple[int, ...]  # after so many orders the marketplace looks at the seller
    min_questions: int
    max_questions_ratio: Fraction


@dataclass(frozen=True)
class Score:
    """The window of the performance score; its formula is not public."""

    final_weeks: int
    norms: tuple[str, ...]
    formula: None = None
    separate_for: tuple[str, ...] = ()
