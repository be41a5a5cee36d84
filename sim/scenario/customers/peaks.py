"""What a scenario may say of its busy times."""

from pydantic import Field, ValidationInfo, field_validator, model_validator

from sim.scenario.values.figures import DaysAfter, PeakDay, Section, Times
from sim.scenario.values.words import is_week


class Peak(Section):
    """A busy time: a week, or days around a date, which move with it. Short form: the times alone.

    The name of a peak says when it is: a week, a date, or a day that moves from year to year (black friday,
    sinterklaas, christmas). A peak with another name says `date`. Where peaks overlap, their times multiply.
    """

    times: Times = Field(examples=[[1.2, 1.35, 1.6]])
    orders_times: Times | None = None  # of the orders; None: they peak as the contacts do
    date: PeakDay | None = None  # None: the name is an ISO week and the whole week is meant
    from_day: DaysAfter = 0  # days after the date, may be negative
    to_day: DaysAfter = Field(default=6, validate_default=True)  # the last day, included

    @property
    def of_orders(self) -> "Peak":
        """The same peak with the times of the orders."""
        return self.model_copy(update={"times": self.orders_times or self.times})

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, given: object) -> object:
        if isinstance(given, list):
            return {"times": given}
        if not isinstance(given, dict | cls):
            raise ValueError("must be low, likely, high; write for example [1.2, 1.35, 1.6]")
        return given

    @field_validator("to_day")
    @classmethod
    def _lasts(cls, to_day: int, info: ValidationInfo) -> int:
        if to_day < info.data.get("from_day", to_day):
            raise ValueError(f"must be {info.data['from_day']} (from_day) or later; raise to_day")
        return to_day

    @model_validator(mode="after")
    def _days_need_a_date(self) -> "Peak":
        if self.date is None and {"from_day", "to_day"} & self.model_fields_set:
            raise ValueError(
                "must be a whole week or days around a date; take out from_day and to_day, or add a date"
            )
        return self


def dated(name: str, peak: object) -> object:
    """Return a peak with its name as its date, unless the name is a week or it has a date."""
    peak = {"times": peak} if isinstance(peak, list) else peak
    if not isinstance(peak, dict) or "date" in peak or is_week(name):
        return peak
    return {**peak, "date": name}
