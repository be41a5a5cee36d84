"""What a scenario may say of its people: who works when, who may come to help, and what an hour costs."""

from datetime import date

from pydantic import Field, ValidationInfo, field_validator, model_validator

from sim.deadline.weekly import WeeklySlot
from sim.scenario.figures import (
    Count,
    Day,
    DaysOff,
    Euro,
    Flag,
    Hours,
    Lunch,
    Section,
    Share,
    Span,
    Speed,
    TempCount,
    WeekCount,
)
from sim.scenario.words import parse_hours

OFFICE_HOURS = "mon-fri 09:00-17:00"


class Person(Section):
    """One person. Short form: the hours alone."""

    hours: Hours = Field(examples=[OFFICE_HOURS])
    days_off: DaysOff = ()
    lunch_minutes: Lunch = 30.0  # in shifts of more than five and a half hours
    phone: Flag = True  # takes calls
    mail: Flag = True  # answers questions
    speed: Speed = 1.0  # 2: twice as fast
    works_holidays: Flag = False

    @property
    def hours_per_week(self) -> float:
        """Hours of a normal week's shifts, breaks included."""
        return _hours_of(self.hours)

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, given: object) -> object:
        if isinstance(given, str):
            return {"hours": given}
        if not isinstance(given, dict | cls):
            raise ValueError(f"must be working hours in quotes; write '{OFFICE_HOURS}'")
        return given

    @field_validator("mail")
    @classmethod
    def _does_something(cls, mail: bool, info: ValidationInfo) -> bool:
        if not mail and info.data.get("phone") is False:
            raise ValueError(
                "must be true beside phone = false: a person must take calls or answer mail; "
                "take one of the two out"
            )
        return mail


class Temps(Section):
    """Extra people from a date on."""

    count: TempCount = 0
    from_: Day = Field(alias="from", examples=[date(2026, 11, 23)])
    weeks: WeekCount = 4
    hours: Hours = parse_hours(OFFICE_HOURS)
    speed: Speed = 0.75
    phone: Flag = True

    @property
    def hours_per_week(self) -> float:
        """Hours of shifts in a week with all of them."""
        return self.count * _hours_of(self.hours)


class Absence(Section):
    """Sickness, drawn anew for every person in every simulated season."""

    sick_day_chance: Share = 0.03  # a person on a day
    sick_week_chance: Share = 0.03  # a person for a whole week


class Prices(Section):
    """What an hour on duty costs, in euro."""

    euro_per_hour: Euro = 28.0
    temp_euro_per_hour: Euro = 28.0


class TempOffer(Section):
    """Temps that the tool may propose."""

    from_: Day = Field(alias="from", examples=[date(2026, 11, 23)])
    weeks: WeekCount = 4
    max: Count = Field(examples=[3])
    euro_per_hour: Euro = Field(examples=[28])
    speed: Speed = 0.75


class SaturdayOffer(Section):
    """Saturdays that the tool may propose."""

    hours: Span = Field(examples=["09:00-13:00"])
    max_people: Count = Field(examples=[2])
    euro_per_hour: Euro = Field(examples=[39])


class MayChange(Section):
    """What may be proposed and at what price; checked here, used when plans are compared."""

    temp: TempOffer | None = None
    saturday: SaturdayOffer | None = None


def _hours_of(slots: tuple[WeeklySlot, ...]) -> float:
    return sum(slot.closes - slot.opens for slot in slots) / 3600
