"""What people do when the desk gets into trouble, in plain words: when, until, then."""

import re
from typing import Annotated, Literal, NamedTuple

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator

from sim.deadline.instants.wall import HOUR_S
from sim.scenario.values.figures import Section

Measure = Literal["questions", "callers", "oldest question"]
Change = Literal["phone down", "everybody on mail", "everybody on the phone", "overtime"]

MOST_WAITING, MOST_HOURS, MOST_OVERTIME_HOURS = 100_000, 1_000, 8
WHEN_WAY_OUT = (
    "write 'oldest question above 6 working hours', 'more than 40 questions wait' "
    "or 'more than 2 callers wait'"
)
UNTIL_WAY_OUT = (
    "write 'oldest question below 4 working hours', 'fewer than 20 questions wait' or 'no callers wait'"
)
THEN_WAY_OUT = (
    "write 'phone down to 1 person', 'everybody on mail', 'everybody on the phone' or 'overtime 2 hours'"
)
_OLDEST = re.compile(r"oldest question (?P<side>above|below) (?P<hours>\d+(?:\.\d+)?) (?:working )?hours?")
_WAITING = re.compile(
    r"(?P<side>more than|fewer than|no)(?: (?P<count>\d+))? (?P<who>questions?|callers?) waits?"
)
_PHONE = re.compile(r"phone down to (?P<people>\d+) (?:person|people)")
_OVERTIME = re.compile(r"overtime (?P<hours>\d+(?:\.\d+)?) hours?")


class Level(NamedTuple):
    """A level of what waits. It is exceeded above `value`: rows, or seconds of the norm's clock."""

    measure: Measure
    value: int


class Then(NamedTuple):
    """What people do."""

    change: Change
    amount: int = 0  # people who stay on the phone, or seconds of overtime

    @property
    def text(self) -> str:
        """The same in words."""
        match self.change:
            case "phone down":
                return f"phone down to {self.amount} {'person' if self.amount == 1 else 'people'}"
            case "overtime":
                hours = self.amount / HOUR_S
                return f"overtime {hours:g} hour{'s' * (hours != 1)}"
            case _:
                return self.change


def parse_when(given: object) -> Level:
    """Read when a reaction begins.

    >>> parse_when("oldest question above 6 working hours")
    Level(measure='oldest question', value=21600)
    """
    return _level(given, ("above", "more than"), WHEN_WAY_OUT)


def parse_until(given: object) -> Level:
    """Read when a reaction ends: at the first look that finds the level no longer exceeded.

    >>> parse_until("fewer than 20 questions wait")
    Level(measure='questions', value=19)
    """
    return _level(given, ("below", "fewer than", "no"), UNTIL_WAY_OUT)


def _level(given: object, sides: tuple[str, ...], way_out: str) -> Level:
    if isinstance(given, tuple):
        return Level(*given)  # read before
    words = " ".join(str(given).lower().split())
    oldest, waiting = _OLDEST.fullmatch(words), _WAITING.fullmatch(words)
    found = oldest or waiting
    if not found or found["side"] not in sides or (waiting and _miscounts(waiting)):
        raise ValueError(f"must be a level in words; {way_out}")
    if oldest:
        level = Level("oldest question", round(_bounded(oldest["hours"], MOST_HOURS, "hours") * HOUR_S))
    else:
        measure: Measure = "questions" if found["who"].startswith("question") else "callers"
        level = Level(measure, int(_bounded(found["count"] or "0", MOST_WAITING, "waiting")))
    strictly_below = found["side"] in ("below", "fewer than")
    return level._replace(value=level.value - strictly_below)


def _miscounts(waiting: re.Match[str]) -> bool:
    """Say whether words give a number to none, none to others, or ask for fewer than none."""
    if waiting["side"] == "no":
        return waiting["count"] is not None
    return waiting["count"] is None or (waiting["side"] == "fewer than" and waiting["count"] == "0")


def _bounded(number: str, most: float, what: str) -> float:
    if float(number) > most:
        raise ValueError(f"must be {most:,} {what} or less; write fewer")
    return float(number)


def parse_then(given: object) -> Then:
    """Read what people do.

    >>> parse_then("phone down to 1 person")
    Then(change='phone down', amount=1)
    """
    if isinstance(given, tuple):
        return Then(*given)  # read before
    words = " ".join(str(given).lower().split())
    if phone := _PHONE.fullmatch(words):
        return Then("phone down", int(_bounded(phone["people"], 200, "people")))
    if overtime := _OVERTIME.fullmatch(words):
        hours = _bounded(overtime["hours"], MOST_OVERTIME_HOURS, "hours")
        if hours:
            return Then("overtime", round(hours * HOUR_S))
    if words in ("everybody on mail", "everybody on the mail"):
        return Then("everybody on mail")
    if words in ("everybody on the phone", "everybody on phone"):
        return Then("everybody on the phone")
    raise ValueError(f"must be what people do, in words; {THEN_WAY_OUT}")


class Reaction(Section):
    """One rule: the desk is looked at every quarter of an hour while somebody is planned."""

    when: Annotated[Level, BeforeValidator(parse_when)] = Field(examples=["more than 40 questions wait"])
    # When it ends. At a lower level than that of `when`, people do not go to and fro; None: at the same.
    until: Annotated[Level | None, BeforeValidator(parse_until)] = None
    then: Annotated[Then, BeforeValidator(parse_then)] = Field(examples=["everybody on mail"])

    @property
    def ends_at(self) -> Level:
        """The level at which it ends."""
        return self.until or self.when

    @field_validator("until")
    @classmethod
    def _below_when(cls, until: Level | None, info: ValidationInfo) -> Level | None:
        when = info.data.get("when")
        if until is None or when is None:
            return until
        if until.measure != when.measure:
            raise ValueError(f"must be of {when.measure}, as in when; {UNTIL_WAY_OUT}")
        if until.value > when.value:
            raise ValueError("must be the level of when, or a lower one; lower it")
        return until
