"""What a scenario may say of its customers: who asks and when, who calls, and what that sets off.

Where a default was fitted from real data, its comment names the source as `schema` does.
"""

from pydantic import Field, ValidationInfo, field_validator, model_validator

from sim.scenario.customers.service import together
from sim.scenario.people.staff import OFFICE_HOURS
from sim.scenario.values.figures import (
    AWeek,
    Choices,
    DaysOff,
    DayWeights,
    Hours,
    HoursAWeek,
    Lines,
    LongHours,
    Minutes,
    NoHours,
    Places,
    Redials,
    Seconds,
    Section,
    Shape,
    Share,
    SlotMinutes,
    Spread,
    Times,
)
from sim.scenario.values.words import parse_hours


class ByHour(Section):
    """How the questions of a normal week spread over its hours: 24 weights a day from midnight, any scale."""

    mon: DayWeights
    tue: DayWeights
    wed: DayWeights
    thu: DayWeights
    fri: DayWeights
    sat: DayWeights
    sun: DayWeights

    @model_validator(mode="after")
    def _some_weight(self) -> "ByHour":
        if not any(any(weights) for _, weights in self):
            raise ValueError(
                "must be hours with a weight above 0; give the hours in which questions come a number"
            )
        return self


class Contacts(Section):
    """Who asks: new questions and calls of a normal week, and what they set off."""

    questions_per_week: AWeek = Field(examples=[800])  # new questions of a normal week, calls among them
    phone_share: Share = 0.05  # of them by phone; 5% is what the text of the norm assumes
    by_hour: ByHour | None = None  # instead of outside_office_hours_share
    outside_office_hours_share: Share = 0.38  # of the mails: not Mon-Fri 09-17
    follow_up_share: Share = 0.30  # answers that the customer answers
    follow_up_after_hours: LongHours = 20.0  # median time until they do
    mails_again_share: Share = 0.25  # customers who mail again when the answer is slow
    mails_again_after_hours: LongHours = 26.0  # how slow that is
    calls_if_slow_share: Share = 0.0  # customers who call about their mail when the answer is slow
    calls_if_slow_after_hours: LongHours = 20.0  # how slow that is
    replies_again_share: Redials = 0.0  # answers to a reply that the customer answers once more, and so on
    thanks_share: Share = 0.0  # replies that only say thanks: closed without an answer
    thanks_minutes: Minutes = 0.5  # mean time to read and close one
    waits_for_customer_hours: NoHours = (
        0.0  # an answered question is closed so much later; a reply reopens it
    )
    noticed_late_share: Share = 0.0  # mails that the shop does not see at once
    noticed_late_after_hours: LongHours = 4.0  # median time until it does
    auto_reply_after_minutes: Minutes | None = None  # an automatic reply to every mail; it stops no clock
    outside_reply_share: Share = 0.0  # first answers sent outside the account, which stop no clock
    outside_reply_repeated_after_hours: LongHours = 24.0  # until they are sent again, inside
    second_language_share: Share = 0.0  # customers who speak another language
    # The first working day after a public holiday, times normal. US bank: 1.06 to 1.31 of its weekday's mean.
    after_holiday: Times = (1.06, 1.18, 1.31)
    # Spread of a whole week around its forecast, mail and phone together (0.1: about 10% up or down).
    # US bank, effects of 24 weeks and 5 weekdays on the logarithm of 112 days, days beside holidays left out:
    # 0.04 around the mean of the four weeks on either side; 0.05 to 0.07 around the mean of the last four
    # weeks, one to eight weeks ahead (Poisson: 0.003). Orders of a gift shop (UCI 502): 0.06 to 0.09.
    week_busyness_sd: Spread = 0.06
    # The same of a day within its week, beyond weekday and Poisson. US bank: 0.033. The gift shop: 0.18.
    day_busyness_sd: Spread = 0.033
    other_channels_hours_per_week: HoursAWeek = 0.0  # the same people, elsewhere: chat, own web shop

    @field_validator("outside_office_hours_share")
    @classmethod
    def _one_of_two(cls, share: float, info: ValidationInfo) -> float:
        if info.data.get("by_hour") is not None:
            raise ValueError(
                "must be absent beside by_hour, which says the same in full; take out one of the two"
            )
        return share


class CallBackSlots(Section):
    """Hours in which customers are called back, instead of as soon as somebody is free.

    Who asks for a call back chooses a slot and is called when it begins, or as soon then as somebody is free;
    who finds no place in it is put off to the next one, five slots at most.
    """

    hours: Hours = Field(examples=["mon-fri 11:00-12:00, mon-fri 15:00-16:00"])  # on days with a phone
    minutes: SlotMinutes = 60  # length of a slot: one begins every so many minutes of each stretch of hours
    # Calls back that a slot takes; one of an earlier slot that still waits keeps its place.
    places: Places = Field(examples=[4])
    choices: Choices = 1  # customers choose one of the next so many slots, each as likely
    # Who has waited so long is offered a slot and takes it by call_back_share; None: only on the voicemail.
    offered_after_s: Seconds | None = None

    @field_validator("minutes")
    @classmethod
    def _fits(cls, minutes: int, info: ValidationInfo) -> int:
        shortest = min((slot.closes - slot.opens for slot in info.data.get("hours", ())), default=86_400)
        if minutes * 60 > shortest:
            raise ValueError(f"must be {shortest // 60} or less, the shortest stretch of hours; lower it")
        return minutes


class Calls(Section):
    """The phone: when it is offered and how customers wait. Fitted from Technion unless said otherwise."""

    open: Hours = parse_hours(OFFICE_HOURS)  # public holidays out; the norm's hours, no fit
    closed_days: DaysOff = ()  # the shop is closed and the number is not shown
    lines: Lines | None = None  # callers at a time, ringing or spoken to; one more hears the busy signal
    hangs_up_at_once_share: Share = 0.05  # calls that end within ten seconds, whoever is free
    hangs_up_at_a_queue_share: Share = 0.0  # of the others who find nobody free: they hang up on hearing so
    # Patience is Weibull: scale and shape such that 83.3% still wait after 60 s and 72.4% after 120 s.
    patience_scale_s: Seconds = 474.0
    patience_shape: Shape = 0.82
    redial_share: Redials = 0.44  # of those who hang up, again within the hour
    redial_after_minutes: Minutes = 12.0  # median; a guess
    mails_instead_share: Share = 0.0  # of those who do not redial: they write a mail
    mails_instead_after_minutes: Minutes = 30.0
    call_back_share: Share = 0.0  # of those who come to voicemail: they ask for a call back and wait for it
    call_back_slots: CallBackSlots | None = None  # None: they are called back as soon as somebody is free
    short_calls_share: Share = 0.0  # answered calls that are over at once: a wrong number, one word
    short_calls_s: Seconds = 5.0  # how long these last
    # Callers who find the phone closed on a day, or for their redial, do one of these or give up.
    closed_to_mail_share: Share = 0.0  # write a mail
    closed_to_marketplace_share: Share = 0.0  # turn to the marketplace, see [marketplace]
    closed_redial_share: Share = 0.0  # call again redial_after_minutes after the phone opens

    @field_validator("closed_to_marketplace_share")
    @classmethod
    def _one_or_the_other(cls, share: float, info: ValidationInfo) -> float:
        return together("closed_to_mail_share", share, info)

    @field_validator("closed_redial_share")
    @classmethod
    def _or_the_third(cls, share: float, info: ValidationInfo) -> float:
        return together(("closed_to_mail_share", "closed_to_marketplace_share"), share, info)

    @field_validator("call_back_slots")
    @classmethod
    def _somebody_asks(cls, slots: CallBackSlots | None, info: ValidationInfo) -> CallBackSlots | None:
        if slots is not None and not info.data.get("call_back_share", 1):
            raise ValueError(
                "must be beside call_back_share, without which it moves nothing; add it to [calls]"
            )
        return slots
