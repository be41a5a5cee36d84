"""What data tell of a scenario's figures: each with its uncertainty, and what they cannot tell, by name."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fitted:
    """One figure of a scenario, fitted: `low` to `high` holds it in 90% of such fits."""

    key: str  # as the scenario spells it: "work.minutes_per_call"
    value: float  # in the unit of the key
    low: float
    high: float
    rests_on: str  # "31,204 answered calls"


@dataclass(frozen=True)
class Untold:
    """One figure that the data cannot tell: it stays a guess."""

    key: str
    reason: str  # "the log has no callers, so nobody is seen to call again"


@dataclass(frozen=True)
class Profile:
    """One list of weights of a scenario, fitted as a whole."""

    key: str  # "contacts.by_hour.mon"
    weights: tuple[float, ...]
    rests_on: str
