"""What a scenario may say of the questions that its orders cause, and of the message that spares some."""

from datetime import date

from pydantic import Field, model_validator

from sim.scenario.values.figures import Cents, Day, LongHours, Points, Section, Share, Spread

MOST_DAYS = 28  # of a lag, so that what is asked about an order ends some day
CAUSES = ("when_late", "when_on_time", "when_cancelled", "when_returned")


class OrderQuestions(Section):
    """Questions about an order; they come on top of `contacts.questions_per_week`, which are the others.

    So whoever counts all questions of a normal week takes those about orders out of `questions_per_week`.
    They are about what the shop ships itself, and a chatbot meets those who write as it meets all others.

    A share is of items, each of which causes at most one question of a kind. `_after_hours` is the median of
    a lognormal lag, counted in the customers' own time: 168 hours a week, of which a busy hour of `contacts`
    makes more and a quiet one less. All of it is a guess; without a share it is off.
    """

    when_late_share: Share = 0.0  # of late items: where is my parcel?
    when_late_after_hours: LongHours = 30.0  # from noon of the promised day
    when_on_time_share: Share = 0.0  # of items that come on time: will it come?
    when_on_time_after_hours: LongHours = 24.0  # from noon of the order's day
    when_cancelled_share: Share = 0.0  # of cancelled items: why?
    when_cancelled_after_hours: LongHours = 6.0  # from noon of the day after the order's
    when_returned_share: Share = 0.0  # of returned items: where is my money?
    when_returned_after_hours: LongHours = 96.0  # from noon of the day on which the return is registered
    after_hours_spread: Spread = 0.6  # sigma of the lags
    by_phone_share: Share = 0.05  # of those who ask while the phone is offered; all others write
    # What becomes of the review of a customer who asked (orders.reviewed_share of them write one).
    late_answer_points: Points = (
        0.0  # off its mean grade: the first answer came after the deadline, or not yet
    )
    unhelpful_share: Share = 0.0  # answers that do not help the customer
    unhelpful_points: Points = 0.0  # off the mean grade then

    @model_validator(mode="after")
    def _somebody_asks(self) -> "OrderQuestions":
        if not any(getattr(self, f"{cause}_share") for cause in CAUSES):
            raise ValueError("must be one share or more above 0; write for example when_late_share = 0.3")
        return self


class ProactiveMessage(Section):
    """A message to the customer of every late item, on the promised day, before they ask."""

    from_: Day = Field(
        alias="from", examples=[date(2026, 11, 23)]
    )  # the first promised day of which it speaks
    removes_share: Share = Field(examples=[0.5])  # of the questions about late items
    replies_share: Share = 0.0  # of the messages that are answered, each a question of its own
    replies_after_hours: LongHours = 4.0  # median, from noon of the promised day
    euro_per_message: Cents = 0.0
