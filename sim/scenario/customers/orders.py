"""What a scenario may say of its orders: a normal week, weeks and days unlike it, the carrier's incidents."""

from collections.abc import Mapping
from datetime import date

from pydantic import Field, ValidationInfo, field_validator, model_validator

from sim.scenario.values.figures import (
    Day,
    DayCount,
    Grade,
    ItemsAWeek,
    LateDays,
    PerParcel,
    Points,
    ReviewGrade,
    Section,
    Share,
    Spread,
    Week,
)


class WeekOfOrders(Section):
    """Figures of one week that are not those of a normal one; what is left out stays as it is.

    The week of a figure is that of the norm it moves (norms/README.md, section 6). Peaks and luck come on top
    of `items_per_week`, and the carrier's luck on top of `late_share`, as in any week.
    """

    items_per_week: ItemsAWeek | None = None  # ordered in the week
    late_share: Share | None = None  # of what is promised in the week
    cancelled_share: Share | None = None  # of what is promised in the week
    without_code_share: Share | None = None  # of what is shipped in the week
    returned_share: Share | None = None  # of what is delivered, where the return is registered in the week
    reviewed_share: Share | None = None  # of what is delivered, where the review is given in the week
    grade_on_time: ReviewGrade | None = None  # given in the week
    grade_late: ReviewGrade | None = None  # given in the week
    survey_share: Share | None = None  # of the questions that are closed in the week
    survey_grade: Grade | None = None  # of the questions that are closed in the week

    @model_validator(mode="after")
    def _says_something(self) -> "WeekOfOrders":
        if not self.model_fields_set:
            raise ValueError("must be one figure or more; write for example late_share = 0.12")
        return self


class Incident(Section):
    """A day on which the carrier fails: what is promised on it is late by a share of its own."""

    date: Day = Field(examples=[date(2026, 11, 30)])
    late_days: LateDays | None = None  # until it comes all the same; None: as on any day
    late_share: Share = Field(examples=[0.6])  # of what is promised on that day, without the luck of its week


class Orders(Section):
    """What is sold and delivered in a normal week, in items; peaks lift it as they lift the questions."""

    items_per_week: ItemsAWeek = Field(examples=[2500])
    late_share: Share = 0.04  # delivered after the promise, in a normal week (Olist: 0.069)
    late_share_spread: Spread = 0.5  # sd of a week's late share over its mean (Olist, 53 weeks: 0.51)
    # Bad days of the carrier: late_share is that of the others. Off. Olist, 249 days as two kinds of days:
    # one in ten is bad, 0.15 late instead of 0.044; of ten bad days six were followed by another.
    bad_day_chance: Share = 0.0  # of a day
    bad_day_late_share: Share = 0.15  # of what is promised on a bad day, at least
    bad_days_in_a_row: LateDays = 1  # mean; a row of bad days begins on any day with bad_day_chance
    late_days: LateDays = (
        1  # from the promise until a late item comes, and on to the next day with deliveries
    )
    incidents: dict[str, Incident] = Field(
        default={}, examples=[{"depot fire": {"date": "2026-11-30", "late_share": 0.6}}]
    )  # [orders.incidents."depot fire"]: one named day
    cancelled_share: Share = 0.01  # by the shop, on the day after the order
    # How far a week's share lies off it, as late_share_spread says of deliveries; 0: by chance alone.
    cancelled_share_spread: Spread = 0.0
    without_code_share_spread: Spread = 0.0
    returned_share_spread: Spread = 0.0
    late_cancelled_share: Share = 0.0  # of late items: the customer no longer waits and cancels, which counts
    late_cancelled_after_days: LateDays = 1  # from the promise
    promise_days: DayCount = 2  # from order to promise, and on to the next day with deliveries
    returned_after_days: DayCount = 6  # median, from promise to the registered return; a guess
    reviewed_after_days: DayCount = 5  # median, from delivery to review; a guess
    # Sigma of the lognormal days; 0: all after as many days. Returns to a gift shop (UCI 502; 5,474 cancelled
    # invoices, from the day of the customer's last purchase, those of that day left out): median 8, half
    # between 4 and 18, sigma 1.1. Reviews at Olist (2,557 deliveries on time): median 2, half between 2 and
    # 4, sigma 0.75.
    returned_after_spread: Spread = 0.0
    reviewed_after_spread: Spread = 0.0
    items_per_parcel: PerParcel = 1.2
    without_code_share: Share = 0.0  # parcels without track & trace code; a guess: every label has one
    returned_share: Share = 0.03  # a guess below the 5% that stand for a norm where none was given
    reviewed_share: Share = 0.05
    grade_on_time: ReviewGrade = 8.8  # mean grade of a review, 1 to 10 (Olist: 4.27 of 5)
    grade_late: ReviewGrade = 4.6  # (Olist: 2.18 of 5)
    survey_share: Share = 0.10  # answered questions that answer the survey
    survey_grade: Grade = 8.0  # mean, 0 to 10, of a contact without a wait
    # Points off that mean: for an hour of the norm's clock until the first answer, for a minute of ringing.
    survey_points_per_hour: Points = 0.0
    survey_points_per_minute_ringing: Points = 0.0
    returns_norm: Share | None = None  # the personal norm the marketplace gave you
    questions_norm: Share | None = None
    week: dict[Week, WeekOfOrders] = Field(
        default={}, examples=[{"2026-W48": {"late_share": 0.12}}]
    )  # [orders.week.2026-W48]: other figures

    @field_validator("returned_after_spread", "reviewed_after_spread")
    @classmethod
    def _some_days(cls, spread: float, info: ValidationInfo) -> float:
        days = str(info.field_name).replace("spread", "days")
        if spread and info.data.get(days) == 0:
            raise ValueError(f"must be 0 beside {days} = 0; write {days} = 1 or more")
        return spread

    @field_validator("incidents")
    @classmethod
    def _once_a_day(cls, incidents: Mapping[str, Incident]) -> Mapping[str, Incident]:
        days = [incident.date for incident in incidents.values()]
        if twice := sorted({day for day in days if days.count(day) > 1}):
            raise ValueError(f"must be one incident a day (not two on {twice[0]}); take out one of the two")
        return incidents
