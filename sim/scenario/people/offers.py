"""What a scenario lets the tool propose, with its price: out of `[may_change]` `normsim staff` chooses."""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator

from sim.deadline.weekly import WeeklySlot
from sim.norms.faults import InputError
from sim.scenario.changes.change import Change, change_of
from sim.scenario.people.staff import OFFICE_HOURS
from sim.scenario.values.figures import (
    Breaks,
    Count,
    Day,
    Euro,
    Flag,
    Hours,
    LearningWeeks,
    OneLanguages,
    OneOrder,
    Price,
    Section,
    Span,
    Speed,
    WeekCount,
)
from sim.scenario.values.words import parse_hours

EXAMPLE = "topics.delivery.spared_share=0.2"


class TempOffer(Section):
    """Temps that may come, from a date on."""

    from_: Day = Field(alias="from", examples=[date(2026, 11, 23)])
    weeks: WeekCount = 4
    max: Count = Field(examples=[3])
    euro_per_hour: Euro = Field(examples=[28])
    hours: Hours = parse_hours(OFFICE_HOURS)
    speed: Speed = 0.75
    full_speed_after_weeks: LearningWeeks = 0.0
    languages: OneLanguages = "first"  # of the customers


class Extra(Section):
    """Hours that some people may work on top, in all weeks or from a date on.

    Each of them counts as one more person in these hours, ill or away by their own luck.
    """

    max_people: Count = Field(examples=[2])
    euro_per_hour: Euro = Field(examples=[39])
    from_: Day | None = Field(default=None, alias="from")  # None: from the first week on
    weeks: WeekCount | None = None  # None: to the last one
    each_week: Flag = False  # every week is decided on its own
    phone: Flag = True  # takes calls
    mail: Flag = True  # answers questions
    languages: OneLanguages = "first"  # of the customers

    @field_validator("weeks")
    @classmethod
    def _begin_somewhere(cls, weeks: int | None, info: ValidationInfo) -> int | None:
        if weeks is not None and info.data.get("from_", "at fault") is None:
            raise ValueError("must be beside from; add from = 2026-11-23, or take it out")
        return weeks

    @field_validator("mail")
    @classmethod
    def _do_something(cls, mail: bool, info: ValidationInfo) -> bool:
        if not mail and info.data.get("phone") is False:
            raise ValueError("must be true beside phone = false; take one of the two out")
        return mail


class SaturdayOffer(Extra):
    """Saturdays that may be worked."""

    hours: Span = Field(examples=["09:00-13:00"])

    @property
    def slots(self) -> tuple[WeeklySlot, ...]:
        """The hours of a week."""
        return parse_hours(f"sat {self.hours}")


class ShiftOffer(Extra):
    """Overtime, or a shift for somebody more."""

    hours: Hours = Field(examples=["mon-thu 17:00-19:00"])
    breaks: Breaks | None = None  # at fixed times; None: lunch in long ones; unpaid
    speed: Speed = 1.0

    @property
    def slots(self) -> tuple[WeeklySlot, ...]:
        """The hours of a week."""
        return self.hours


ExtraHours = SaturdayOffer | ShiftOffer


def _changes(given: object) -> tuple[Change, ...]:
    """Read a list of "key=value"."""
    if isinstance(given, tuple):
        return given  # read before
    if not isinstance(given, list) or not given or not all(isinstance(one, str) for one in given):
        raise ValueError(f"must be changes in brackets, each in quotes; write [{EXAMPLE!r}]")
    try:
        return tuple(map(change_of, given))
    except InputError as error:
        [fault] = error.faults
        raise ValueError(f"must be key=value in each of them, not {fault.key}; {fault.way_out}") from None


class Measure(Section):
    """What the shop could do, its price, and whether this file does it."""

    set: Annotated[tuple[Change, ...], BeforeValidator(_changes)] = Field(examples=[[EXAMPLE]])
    euro: Price = 0.0  # once
    euro_per_week: Price = 0.0  # of the weeks that are judged
    taken: Flag = False  # the file says already what the measure sets, and pays for it

    def price(self, weeks: int) -> float:
        """Return what so many weeks of it cost, in euro."""
        return self.euro + self.euro_per_week * weeks


class MayChange(Section):
    """What may be proposed and at what price, in the order of the file."""

    temp: TempOffer | None = None
    saturday: SaturdayOffer | None = None
    overtime: ShiftOffer | None = None
    shifts: dict[str, ShiftOffer] = Field(
        default={}, examples=[{"evening": {"hours": "mon-fri 17:00-21:00"}}]
    )
    # Hours that part-timers may work on top of theirs, at their own price: Lotte = "wed 09:00-17:00".
    more_hours: dict[str, Hours] = Field(default={}, examples=[{"Sanne": "sat 09:00-13:00"}])
    order: tuple[OneOrder, ...] = ()  # of work, instead of work.order: it costs nothing
    measures: dict[str, Measure] = Field(default={}, examples=[{"quick replies": {"set": [EXAMPLE]}}])

    @field_validator("order")
    @classmethod
    def _once_each(cls, orders: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(orders)) < len(orders):
            raise ValueError("must be orders named once each; take the second one out")
        return orders

    @property
    def languages(self) -> dict[tuple[str, ...], str]:
        """The languages of all who may come, by the key of their offer."""
        once = (("temp", self.temp), ("saturday", self.saturday), ("overtime", self.overtime))
        told = {(name,): offer.languages for name, offer in once if offer is not None}
        return told | {("shifts", name): offer.languages for name, offer in self.shifts.items()}

    @property
    def extra_hours(self) -> dict[str, ExtraHours]:
        """All that is offered in extra hours, by what it is called."""
        told = {"Saturday": self.saturday, "overtime": self.overtime, **self.shifts}
        return {name: offer for name, offer in told.items() if offer is not None}
