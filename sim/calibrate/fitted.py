"""What data tell of a scenario's figures: each with its uncertainty, and what they cannot tell, by name."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fact:
    """What a figure rests on, or why it cannot be told: in no language, as a report says it in each."""

    name: str  # of the text that tells it: "answered_calls"
    values: tuple[tuple[str, "Value"], ...] = ()  # what that text holds, by name


Value = Fact | int | float | str  # words are weeks and names, which are the same in every language


def fact(name: str, /, **values: Value) -> Fact:
    """Make a fact; what is counted is called `what`: fact("pieces", n=31_204, what="items", weeks=12)."""
    return Fact(name, tuple(values.items()))


def too_few(given: Fact, least: int) -> Fact:
    """Say that what is given does not suffice, and what does."""
    return fact("too_few", given=given, least=least)


@dataclass(frozen=True)
class Fitted:
    """One figure of a scenario, fitted: `low` to `high` holds it in 90% of such fits."""

    key: str  # as the scenario spells it: "work.minutes_per_call"
    value: float  # in the unit of the key
    low: float
    high: float
    rests_on: Fact


@dataclass(frozen=True)
class Untold:
    """One figure that the data cannot tell: it stays a guess."""

    key: str
    reason: Fact


Finding = Fitted | Untold  # what data say of one figure


@dataclass(frozen=True)
class Profile:
    """One list of weights of a scenario, fitted as a whole."""

    key: str  # "contacts.by_hour.mon"
    weights: tuple[float, ...]
    rests_on: Fact
