"""What a scenario may say of its people: who works when, who may come to help, and what an hour costs."""

from collections.abc import Sequence
from datetime import date

from pydantic import Field, ValidationInfo, field_validator, model_validator

from sim.deadline.weekly import WeeklySlot
from sim.scenario.values.figures import (
    Breaks,
    ContractHours,
    Day,
    DaysOff,
    Euro,
    Factor,
    Flag,
    Hours,
    LearningWeeks,
    Lunch,
    OffTheFloor,
    OnDays,
    OneLanguages,
    OneSiteCountry,
    OneWorkInHand,
    PersonCount,
    Section,
    Share,
    Speed,
    TempCount,
    WeekCount,
    Zone,
)
from sim.scenario.values.rota import DatedSlot, Training
from sim.scenario.values.words import parse_hours

OFFICE_HOURS = "mon-fri 09:00-17:00"
TEMP = "temp"  # what temps are called, with a number each


class Overtime(Section):
    """What an hour of somebody's overtime costs. Short form: true, at the price of [prices]."""

    factor: Factor | None = None  # times their own hour
    euro_per_hour: Euro | None = None  # whatever their own hour costs

    @field_validator("euro_per_hour")
    @classmethod
    def _one_price(cls, euro: float | None, info: ValidationInfo) -> float | None:
        if euro is not None and info.data.get("factor") is not None:
            raise ValueError("must be absent beside factor; take out one of the two")
        return euro


class Hired(Section):
    """What holds for everybody who may be planned."""

    hours: Hours = Field(examples=[OFFICE_HOURS])  # on the clock of their site
    on_days: OnDays = ()  # hours of single days on top, public holidays and days off included
    lunch_minutes: Lunch = 30.0  # in shifts of more than five and a half hours
    breaks: Breaks | None = None  # at fixed times, instead of that lunch; unpaid as well
    training: OffTheFloor = ()  # paid and off the floor
    phone: Flag = True  # takes calls
    mail: Flag = True  # answers questions
    mail_only: Hours = ()  # hours in which they take no calls
    care: Flag = False  # takes what needs a specialist
    languages: OneLanguages = "first"  # of the customers
    speed: Speed = 1.0  # 2: twice as fast
    # Newcomers: from `speed` on their first day the pace grows evenly to 1 in so many weeks; 0: it stays.
    full_speed_after_weeks: LearningWeeks = 0.0
    first_day_without_output: Flag = False  # paid and off the floor
    overtime: Overtime | None = None  # stays on in a reaction that asks for overtime; None: goes home
    site: str | None = None  # a name of [sites]; None: where the shop is

    def speaks(self, language: str) -> bool:
        """Tell whether they speak the customers' "first" or "second" language."""
        return self.languages in (language, "both")

    @field_validator("on_days")
    @classmethod
    def _on_top(cls, dated: tuple[DatedSlot, ...], info: ValidationInfo) -> tuple[DatedSlot, ...]:
        if twice := [slot for slot in dated if overlap((slot,), info.data.get("hours", ()))]:
            raise ValueError(f"must be hours on top of those of the week; take out {twice[0].day}")
        return dated

    @field_validator("overtime", mode="before")
    @classmethod
    def _or_only_true(cls, given: object) -> object:
        if isinstance(given, bool):
            return {} if given else None
        if given is not None and not isinstance(given, dict | Overtime):
            raise ValueError("must be true or a table with its price; write overtime = { factor = 1.5 }")
        return given

    @field_validator("breaks")
    @classmethod
    def _one_kind_of_break(cls, breaks: object, info: ValidationInfo) -> object:
        if breaks is not None and info.data.get("lunch_minutes") not in (None, 30.0):
            raise ValueError("must be absent beside lunch_minutes; take out one of the two")
        return breaks

    @field_validator("breaks", "training", "mail_only")
    @classmethod
    def _meet_the_hours(cls, slots: Training | None, info: ValidationInfo) -> Training | None:
        known = {"hours", "on_days"} <= info.data.keys()
        if slots and known and not overlap(slots, (*info.data["hours"], *info.data["on_days"])):
            raise ValueError("must be within the hours of the person; it would change nothing")
        return slots

    @field_validator("breaks", "training")
    @classmethod
    def _leave_some_hours(cls, slots: Training | None, info: ValidationInfo) -> Training | None:
        weekly = [slot for one in (slots, info.data.get("breaks")) for slot in one or () if _is_weekly(slot)]
        hours = info.data.get("hours", ())
        if slots and hours and not any(_left_s(shift, weekly) for shift in hours):
            raise ValueError(
                "must be shorter, so that some of the person's hours are left; all of them are taken"
            )
        return slots

    @field_validator("mail_only")
    @classmethod
    def _takes_calls_otherwise(cls, slots: Training, info: ValidationInfo) -> Training:
        if slots and not (info.data.get("phone", True) and info.data.get("mail", True)):
            raise ValueError("must be absent for who does not both take calls and answer mail; take it out")
        return slots

    @field_validator("mail")
    @classmethod
    def _does_something(cls, mail: bool, info: ValidationInfo) -> bool:
        if not mail and info.data.get("phone") is False:
            raise ValueError(
                "must be true beside phone = false: a person must take calls or answer mail; "
                "take one of the two out"
            )
        return mail


class Person(Hired):
    """One person, or several alike. Short form: the hours alone."""

    count: PersonCount | None = None  # several: "Agents 1", "Agents 2" ...; None: one person of that name
    from_: Day | None = Field(default=None, alias="from")  # the first day
    until: Day | None = None  # the last day
    days_off: DaysOff = ()
    works_holidays: Flag = False
    only_closed_days: Flag = False  # cover: only on public holidays and days on which the shop is closed
    # Paid each week, days off and holidays included; hours planned beyond it are paid too. None: as planned.
    contract_hours: ContractHours | None = None
    euro_per_hour: Euro | None = None  # instead of that of [prices]
    beside_roster: Flag = False  # comes on top of the people of a roster file, which otherwise has them all

    @property
    def hours_per_week(self) -> float:
        """Hours of a normal week's shifts, breaks included; of single days: in a week that has some."""
        weeks = len({slot.day.isocalendar()[:2] for slot in self.on_days}) or 1
        return (self.count or 1) * (_hours_of(self.hours) + _hours_of(self.on_days) / weeks)

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, given: object) -> object:
        if isinstance(given, str):
            return {"hours": given}
        if not isinstance(given, dict | cls):
            raise ValueError(f"must be working hours in quotes; write '{OFFICE_HOURS}'")
        return given

    @field_validator("until")
    @classmethod
    def _stays(cls, last: date | None, info: ValidationInfo) -> date | None:
        first = info.data.get("from_")
        if last is not None and first is not None and last < first:
            raise ValueError(f"must be {first} (from) or later; correct one of the two")
        return last

    @model_validator(mode="after")
    def _newcomers_have_a_first_day(self) -> "Person":
        if self.from_ is None and (self.full_speed_after_weeks or self.first_day_without_output):
            raise ValueError("must be somebody with a first day; add from = 2026-11-23 for who learns")
        return self


class Temps(Hired):
    """Extra people from a date on."""

    count: TempCount = 0
    from_: Day = Field(alias="from", examples=[date(2026, 11, 23)])
    weeks: WeekCount = 4
    hours: Hours = parse_hours(OFFICE_HOURS)
    speed: Speed = 0.75

    @property
    def hours_per_week(self) -> float:
        """Hours of shifts in a week with all of them."""
        return self.count * _hours_of(self.hours)


def names_of(name: str, count: int | None, temps: Temps | None = None) -> list[str]:
    """Name each of several people alike: "temp 1", "temp 2"; one whom nobody counts has the name alone.

    Who is ill or away is drawn by the name. So people called as temps are go on from those of [temps]: the
    second temp is the same person wherever a file hires one.
    """
    if count is None:
        return [name]
    before = temps.count if name == TEMP and temps is not None else 0
    return [f"{name} {number}" for number in range(before + 1, before + count + 1)]


class Site(Section):
    """A place where people work: on its own clock, with its own public holidays."""

    timezone: Zone = "Europe/Amsterdam"
    country: OneSiteCountry = "NL"  # whose public holidays are free; elsewhere: none
    closed_days: DaysOff = ()  # and these


class Shifts(Section):
    """What holds in everybody's shifts. Calls are always finished."""

    # Hours, on the clock of each site, in which everybody who can do anything else takes no calls.
    mail_only: Hours = ()
    mail_at_break: OneWorkInHand = (
        "pause"  # what becomes of a mail in hand; also when somebody is called away
    )
    mail_at_end: OneWorkInHand = "hand over"  # of the shift; pause: until the next shift


class Absence(Section):
    """Sickness, drawn anew for every person in every simulated season."""

    sick_day_chance: Share = 0.03  # a person on a day
    sick_week_chance: Share = 0.03  # a person for a whole week
    flu_week_chance: Share = 0.0  # that the flu comes in a week, to everybody
    flu_weeks_in_a_row: WeekCount = 1  # so long it stays: a wave, which may have begun before the season
    # A person for the whole of a flu week, instead of sick_week_chance where that is lower.
    sick_in_flu_week_chance: Share = Field(default=0.0, validate_default=True)

    @field_validator("sick_in_flu_week_chance")
    @classmethod
    def _only_in_flu_weeks(cls, chance: float, info: ValidationInfo) -> float:
        flu = info.data.get("flu_week_chance")
        if flu is not None and bool(flu) != bool(chance):
            allowed = "above 0 beside flu_week_chance" if flu else "absent without flu_week_chance"
            raise ValueError(f"must be {allowed}; give both, or take both out")
        return chance


class Prices(Section):
    """What an hour on duty costs, in euro."""

    euro_per_hour: Euro = 28.0
    temp_euro_per_hour: Euro = 28.0
    overtime_euro_per_hour: Euro = 28.0  # of who says overtime = true, worked in a reaction


def _hours_of(slots: Training) -> float:
    return sum(slot.closes - slot.opens for slot in slots) / 3600


def overlap(slots: Training, hours: Training) -> bool:
    """Say whether any of some slots meets the hours of its day."""
    return any(
        _meet(slot, shift) and slot.opens < shift.closes and shift.opens < slot.closes
        for slot in slots
        for shift in hours
    )


def _meet(one: WeeklySlot | DatedSlot, other: WeeklySlot | DatedSlot) -> bool:
    """Say whether two slots may fall on one day."""
    if isinstance(one, DatedSlot) and isinstance(other, DatedSlot):
        return one.day == other.day
    return weekday_of(one) == weekday_of(other)


def _is_weekly(slot: WeeklySlot | DatedSlot) -> bool:
    return isinstance(slot, WeeklySlot)


def _left_s(shift: WeeklySlot, gaps: Sequence[WeeklySlot | DatedSlot]) -> int:
    """Count the seconds of a shift that weekly gaps, which may overlap, leave."""
    free, at = 0, shift.opens
    for gap in sorted(gap for gap in gaps if weekday_of(gap) == shift.weekday):
        free, at = free + max(0, min(gap.opens, shift.closes) - at), max(at, gap.closes)
    return free + max(0, shift.closes - at)


def weekday_of(slot: WeeklySlot | DatedSlot) -> int:
    """Say on which day of the week a slot lies, 0 for Monday."""
    return slot.day.weekday() if isinstance(slot, DatedSlot) else slot.weekday
