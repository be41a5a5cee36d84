"""The figures and words of a scenario: each type with its bounds, what to write instead, and their table.

Every validator raises "must be ...; way out", which `read` turns into a fault with its line.
"""

from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo

from sim.deadline.weekly import WeeklySlot
from sim.norms.editions.edition import editions
from sim.scenario.values.rota import (
    DatedSlot,
    Training,
    parse_breaks,
    parse_on_days,
    parse_training,
    parse_zone,
)
from sim.scenario.values.words import (
    CountAWeek,
    Number,
    choice,
    flag,
    parse_day,
    parse_days_off,
    parse_hours,
    parse_list_of_weeks,
    parse_peak_day,
    parse_span,
    parse_times,
    parse_week,
    parse_weeks,
    parse_weights,
    whole,
)

LEAST_AT_WORK = 0.05  # the share of duty time that coffee and other channels must leave


class Section(BaseModel):
    """A table of the file: frozen, and no key that is not named here."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def reader(cls, key: str) -> Number | None:
        """Return what reads a number, with its bounds; None for a whole number and for all else."""
        field = cls.model_fields[key]
        rules = (*field.metadata, *(rule for one in get_args(field.annotation) for rule in get_args(one)))
        readers = (getattr(rule, "func", None) for rule in rules)
        return next((reader for reader in readers if isinstance(reader, Number)), None)

    @classmethod
    def most(cls, key: str) -> float:
        """Return the highest value that a number may have."""
        reader = cls.reader(key)
        assert reader is not None
        return reader.most


def _number(least: float, most: float, way_out: str) -> BeforeValidator:
    return BeforeValidator(Number(least, most, way_out))


def _count(most: float, way_out: str) -> BeforeValidator:
    return BeforeValidator(CountAWeek(0, most, way_out))


def _whole(least: int, most: int, way_out: str) -> BeforeValidator:
    return BeforeValidator(whole(least, most, way_out))


def _something_to_learn(weeks: float, info: ValidationInfo) -> float:
    """Refuse learning beside a `speed` that has nothing to learn."""
    if weeks and info.data.get("speed", 0) >= 1:
        raise ValueError("must be absent beside a speed of 1 or more; lower speed to that of the first day")
    return weeks


def _edition(given: object) -> str:
    return choice([edition.name for edition in editions()])(given)


# Numbers: least, most (both allowed), and what to write instead.
Share = Annotated[float, _number(0, 1, "write 0.05 for 5%")]
# Nobody redials for ever: with 0.9 a chain of 132 attempts is one in a million.
Redials = Annotated[float, _number(0, 0.9, "write 0.44 for 44%")]
AtWork = Annotated[float, _number(LEAST_AT_WORK, 1, "write 0.84 for 84% of the hours")]
AWeek = Annotated[float, _count(100_000, "write the number of a normal week, such as 800")]
ItemsAWeek = Annotated[float, _count(1_000_000, "write the items of a normal week, such as 2500")]
HoursAWeek = Annotated[float, _number(0, 10_000, "write hours a week, 0 for none")]
Spread = Annotated[float, _number(0, 3, "write 0.1 for about 10% up or down")]
Seconds = Annotated[float, _number(1, 86_400, "write seconds, such as 36")]
Minutes = Annotated[float, _number(0.01, 1_440, "write minutes, such as 6.5")]
Lunch = Annotated[float, _number(0, 240, "write minutes, 0 for no lunch")]
LostMinutes = Annotated[float, _number(0, 60, "write minutes, 0 for none")]
LastMinutes = Annotated[float, _number(0, 240, "write minutes before the end of a shift, 0 for none")]
LongHours = Annotated[float, _number(0.01, 1_000, "write hours, such as 26")]
WorkingHours = Annotated[float, _number(1, 80, "write working hours, such as 16")]
NoHours = Annotated[float, _number(0, 1_000, "write hours, such as 48; 0 for none")]
Shape = Annotated[float, _number(0.1, 10, "write 1 for customers whose patience does not wear out")]
Speed = Annotated[float, _number(0.05, 10, "write 0.75 for three quarters of the normal pace")]
Cents = Annotated[float, _number(0, 100, "write euros a message, such as 0.05")]
Euro = Annotated[float, _number(0, 10_000, "write euros an hour, such as 28")]
Price = Annotated[float, _number(0, 1_000_000, "write euros, such as 450")]
Grade = Annotated[float, _number(0, 10, "write a grade, such as 8.5")]
ReviewGrade = Annotated[float, _number(1, 10, "write a grade, such as 8.5")]
Points = Annotated[float, _number(0, 10, "write points of a grade, such as 0.5")]
PerParcel = Annotated[float, _number(1, 1_000, "write 1.2 for a second item in every fifth parcel")]
Count = Annotated[int, _whole(0, 200, "write 0 for nobody")]
Lines = Annotated[int, _whole(1, 1_000, "write how many can call at a time; leave it out for no limit")]
SlotMinutes = Annotated[int, _whole(5, 480, "write whole minutes, such as 60")]
Places = Annotated[int, _whole(1, 1_000, "write how many calls back fit in a slot, such as 4")]
Choices = Annotated[int, _whole(1, 50, "write how many slots a customer may choose from, such as 3")]
TempCount = Annotated[int, _whole(0, 200, "write 0 for no temps")]
PersonCount = Annotated[int, _whole(1, 200, "write the number of people, such as 5")]
Factor = Annotated[float, _number(0, 5, "write how many times the usual price, such as 1.5")]
ContractHours = Annotated[float, _number(0, 80, "write paid hours a week, such as 36")]
LearningWeeks = Annotated[
    float,
    _number(0, 105, "write weeks, such as 3; 0 for no learning"),
    AfterValidator(_something_to_learn),
]
WeekCount = Annotated[int, _whole(1, 105, "write the number of weeks, such as 4")]
DayCount = Annotated[int, _whole(0, 30, "write days from order to promise, such as 2")]
LateDays = Annotated[int, _whole(1, 30, "write days, 1 for the next day")]
DaysAfter = Annotated[int, _whole(-60, 60, "write days after the date, -3 for three days before")]
Times = Annotated[tuple[float, float, float], BeforeValidator(parse_times)]  # rising, 0 to 20
DayWeights = Annotated[tuple[float, ...], BeforeValidator(parse_weights), Field(examples=[[0] * 24])]

# Days, hours and words.
Day = Annotated[date, BeforeValidator(parse_day)]
Week = Annotated[str, BeforeValidator(parse_week)]  # "2026-W48"; it stays text
DaysOff = Annotated[tuple[date, ...], BeforeValidator(parse_days_off)]  # "2026-12-24..2027-01-03"
PriorStrikes = Annotated[tuple[str, ...], BeforeValidator(parse_list_of_weeks)]  # ["2026-W40"]
PeakDay = Annotated[str | date, BeforeValidator(parse_peak_day)]
Hours = Annotated[tuple[WeeklySlot, ...], BeforeValidator(parse_hours)]  # "mon-fri 09:00-17:00"
OnDays = Annotated[tuple[DatedSlot, ...], BeforeValidator(parse_on_days)]  # "2026-11-28 09:00-13:00"
Span = Annotated[str, BeforeValidator(parse_span)]  # "09:00-13:00"
Breaks = Annotated[Training, BeforeValidator(parse_breaks)]  # "12:30-13:00", on every day
OffTheFloor = Annotated[
    Training, BeforeValidator(parse_training)
]  # "mon 16:00-17:00", "2026-11-25 09:00-12:00"
Zone = Annotated[str, BeforeValidator(parse_zone)]  # "Europe/Brussels"
Weeks = Annotated[tuple[int, ...], BeforeValidator(parse_weeks)]  # day numbers of Mondays, in order
Flag = Annotated[bool, BeforeValidator(flag)]
Edition = Annotated[str, BeforeValidator(_edition)]
Order = Literal[
    "oldest first",
    "first answers first",
    "still in time first",
    "nearest deadline",
    "newest first",
    "easiest first",
]
Country = Literal["NL", "BE"]
Holidays = Literal["NL", "BE", "NL+BE", "none"]
Languages = Literal["first", "second", "both"]
SiteCountry = Literal["NL", "BE", "elsewhere"]
WorkInHand = Literal["finish", "hand over", "pause", "head of the queue", "tail of the queue"]
OneOrder = Annotated[Order, BeforeValidator(choice(get_args(Order)))]
OneCountry = Annotated[Country, BeforeValidator(choice(get_args(Country)))]
OneList = Annotated[Holidays, BeforeValidator(choice(get_args(Holidays)))]
OneLanguages = Annotated[Languages, BeforeValidator(choice(get_args(Languages)))]
OneSiteCountry = Annotated[SiteCountry, BeforeValidator(choice(get_args(SiteCountry)))]
OneWorkInHand = Annotated[WorkInHand, BeforeValidator(choice(get_args(WorkInHand)))]
