"""What a scenario may say of who serves customers beside the desk: specialists, a bot, the marketplace."""

from datetime import date

from pydantic import Field, ValidationInfo, field_validator

from sim.scenario.values.figures import AWeek, Day, LongHours, Minutes, Section, Share


class Topic(Section):
    """What a share of the questions is about; the rest is about something else."""

    share: Share = Field(examples=[0.4])
    minutes: Minutes | None = None  # mean time of a first answer; None: that of any mail
    spared_share: Share = 0.0  # of its written questions, no longer asked: better product information


class SpecialCare(Section):
    """Specialists go on with a share of a topic's questions once the desk has answered them."""

    topic: str = Field(examples=["delivery"])
    share: Share = Field(examples=[0.2])  # of the topic's questions
    minutes: Minutes = 20.0  # mean time of a specialist
    rotates_back_share: Share = 0.0  # of those, back to the desk for one more answer
    lowers_share: Share = 0.0  # of the topic's questions that are not asked any more ...
    from_: Day | None = Field(
        default=None, alias="from", examples=[date(2026, 12, 1)]
    )  # ... from this day on; None: all season

    @field_validator("from_")
    @classmethod
    def _lowers_something(cls, from_: date | None, info: ValidationInfo) -> date | None:
        if from_ is not None and not info.data.get("lowers_share", 1):
            raise ValueError("must be absent without lowers_share; add lowers_share = 0.2, or take it out")
        return from_


class Chatbot(Section):
    """A chatbot that customers who write meet first."""

    solves_share: Share = Field(examples=[0.2])  # they do not come to the desk
    hands_over_share: Share = 0.0  # it tries and fails: they come later
    hands_over_after_minutes: Minutes = 10.0

    @field_validator("hands_over_share")
    @classmethod
    def _one_or_the_other(cls, share: float, info: ValidationInfo) -> float:
        return together("solves_share", share, info)


class Lvb(Section):
    """Logistics by the marketplace: it serves the customers of what it ships; [orders] are the shop's own."""

    share: Share = Field(examples=[0.3])  # of the order lines, and so of those who ask
    comes_back_share: Share = 0.0  # of their questions: technical ones, which it forwards
    comes_back_after_hours: LongHours = 4.0  # median


class Marketplace(Section):
    """What the marketplace's own service does with the shop's customers."""

    forwarded_per_week: AWeek = 0.0  # questions that it forwards in a normal week; the clock starts then
    returns_after_hours: LongHours | None = None  # a forwarded one goes back by itself, unanswered
    takes_over_after_hours: LongHours | None = None  # it answers itself what the shop leaves unanswered
    handed_over_share: Share = 0.0  # questions that the shop hands over to it instead of answering them
    comes_back_share: Share = 0.0  # of those, back to the shop
    comes_back_after_hours: LongHours = 24.0  # median
    solves_share: Share = 0.5  # of the callers who turn to it when the phone is not offered
    forwards_after_hours: LongHours = 4.0  # median, of the others' questions


def together(others: str | tuple[str, ...], share: float, info: ValidationInfo) -> float:
    """Refuse shares of the same customers that come to more than all of them."""
    others = (others,) if isinstance(others, str) else others
    left = 1 - sum(info.data.get(other, 0.0) for other in others)
    if share > left + 1e-12:
        beside = " and ".join(others)
        raise ValueError(f"must be {left:g} or less beside {beside}; together they are shares of the same")
    return share
