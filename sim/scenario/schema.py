"""What a scenario may say: every key with its unit, its bounds and its meaning.

Throughout: a share or a chance lies between 0 and 1, `minutes` and `hours` are durations, `_s` are seconds,
a week is "2026-W47", a day 2026-12-24 with or without quotes, and three numbers in brackets are low, likely,
high. Bounds stand in `figures`. Models are frozen and forbid unknown keys. `guesses` names the
figures that nobody measured at this shop.

Where a default was fitted from real data, its comment names the source:
- Technion: call log of an anonymous bank, January 1999 (Brown et al., JASA 2005);
- US bank: five-minute call counts of a bank, 3 March to 15 August 2003 (Weinberg et al., JASA 2007);
- Olist: deliveries of a Brazilian marketplace, to January 2018.
"""

from typing import Any

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticKnownError

from sim.deadline.holidays import policy_for
from sim.deadline.weekly import weekly_text
from sim.norms.editions.edition import default_edition, edition
from sim.scenario.beside.history import HistoryFiles, HistoryNamed, Learned, is_past
from sim.scenario.beside.roster.read import RosterFile, RosterNamed
from sim.scenario.beside.roster.season import people_in
from sim.scenario.beside.start import OpenQuestions, before_the_season
from sim.scenario.customers.contacts import Calls, Contacts
from sim.scenario.customers.order_questions import OrderQuestions, ProactiveMessage
from sim.scenario.customers.orders import Orders
from sim.scenario.customers.peaks import Peak, dated
from sim.scenario.customers.service import Chatbot, Lvb, Marketplace, SpecialCare, Topic
from sim.scenario.fits import reach
from sim.scenario.fits.judged import Judged
from sim.scenario.people.offers import MayChange
from sim.scenario.people.reactions import Reaction
from sim.scenario.people.staff import OFFICE_HOURS, Absence, Person, Prices, Shifts, Site, Temps
from sim.scenario.values.figures import (
    AtWork,
    Count,
    Edition,
    Flag,
    Hours,
    LastMinutes,
    LostMinutes,
    Minutes,
    OneCountry,
    OneList,
    OneOrder,
    PriorStrikes,
    Seconds,
    Section,
    Spread,
    Times,
    Weeks,
    WorkingHours,
)
from sim.scenario.values.ranges import Range

JUDGED_BY = {"weeks", "edition", "hours", "holidays", "country"}


class Work(Section):
    """How long things take and what goes first."""

    minutes_per_mail: Minutes = 6.5  # mean time of a first answer
    mail_spread: Spread = 0.9  # sigma of the lognormal; as calls
    minutes_per_follow_up: Minutes = 4.0  # mean time of an answer to an answer
    minutes_per_call: Minutes = 3.2
    call_spread: Spread = 0.93  # Technion, calls of ten seconds and more (Kolmogorov-Smirnov distance 0.019)
    # The part of duty time in which people can be asked; the rest is coffee and colleagues. Technion: the one
    # figure fitted to the pick-up of a later month.
    really_at_work: AtWork = 0.84
    away_minutes: Minutes = 12.0  # the mean time away, when not really at work
    order: OneOrder = "oldest first"  # of questions, see operation.policy; calls always go before them
    # Under "nearest deadline": when an answer to an answer is due, in hours of the norm's clock, as no norm
    # says so. None: twice the time of a first answer.
    follow_up_within_hours: WorkingHours | None = None
    phone_interrupts_mail: Flag = True  # a ringing phone stops a mail, which is resumed afterwards
    minutes_lost_by_interruption: LostMinutes = 0.0  # work that each interruption adds to the mail
    specialists_first: Flag = (
        False  # who can do less (only the phone, only mail) is asked before who can do all
    )
    keep_free_for_calls: Count = 0  # people who take calls and leave mail alone while the phone is offered
    no_new_mail_before_end_minutes: LastMinutes = 0.0  # in the last minutes of a shift nobody begins a mail
    rings_before_voicemail_s: Seconds = 36.0

    @field_validator("follow_up_within_hours")
    @classmethod
    def _has_its_order(cls, hours: float | None, info: ValidationInfo) -> float | None:
        if hours is not None and info.data.get("order", "nearest deadline") != "nearest deadline":
            raise ValueError('must be beside order = "nearest deadline"; take it out: no other reads it')
        return hours

    @field_validator("minutes_lost_by_interruption")
    @classmethod
    def _somebody_interrupts(cls, minutes: float, info: ValidationInfo) -> float:
        if minutes and info.data.get("phone_interrupts_mail") is False:
            raise ValueError("must be 0 beside phone_interrupts_mail = false; take out one of the two")
        return minutes


class Scenario(Section):
    """One season of one shop, as its ops lead writes it down."""

    weeks: Weeks = Field(examples=["2026-W47..2026-W52"])
    # Of the norms: the one that holds, or the one to come.
    edition: Edition = Field(default_factory=lambda: default_edition().name)
    holidays: OneList | None = None  # that the norms leave out; None: follows the country
    country: OneCountry = "NL"  # where the shop is established
    hours: Hours | None = None  # that the norms count, of another trade; None: as the edition says
    start: OpenQuestions | None = None  # a log of what is open now; then no week of warming up is simulated
    prior_strikes: PriorStrikes = ()  # weeks that are strikes already, "2026-W40"
    # Files of weekly figures, or logs: what was, before the season. Or which of them it has learned from.
    history: HistoryNamed | None = None
    season_factor: Times = (1.0, 1.0, 1.0)  # one draw a season lifts every week
    contacts: Contacts = Field(examples=[{"questions_per_week": 800}])
    topics: dict[str, Topic] = Field(default={}, examples=[{"delivery": {"share": 0.4}}])
    special_care: SpecialCare | None = None
    chatbot: Chatbot | None = None
    marketplace: Marketplace = Marketplace()
    lvb: Lvb | None = None
    order_questions: OrderQuestions | None = None  # before the orders, which reach with them
    orders: Orders | None = None  # before what reaches further with them: see Judged.desk
    proactive_message: ProactiveMessage | None = None
    peaks: dict[str, Peak] = Field(default={}, examples=[{"2026-W49": [1.6, 1.85, 2.1]}])
    calls: Calls = Calls()
    work: Work = Work()
    sites: dict[str, Site] = Field(default={}, examples=[{"gent": {"country": "BE"}}])
    roster: RosterNamed | None = None  # a file with the people, instead of [people]
    people: dict[str, Person] = Field(default=None, validate_default=True, examples=[{"Sanne": OFFICE_HOURS}])
    temps: Temps | None = None
    shifts: Shifts = Shifts()
    # Where two change the same person, the first in the file goes; see staffing.reacting.
    reactions: dict[str, Reaction] = Field(default={}, examples=[{"rush": {"then": "everybody on mail"}}])
    absence: Absence = Absence()
    prices: Prices = Prices()
    may_change: MayChange = MayChange()
    # Figures of this file that nobody knows exactly: 90% ranges, of which every season draws a value.
    uncertain: dict[str, Range] = Field(default={}, examples=[{"work.minutes_per_mail": [6.1, 6.9]}])

    @field_validator("start", "prior_strikes")
    @classmethod
    def _before_the_season(cls, said: Any, info: ValidationInfo) -> Any:
        if not {"weeks", "edition"} <= info.data.keys():
            return said
        window_weeks = edition(info.data["edition"]).strikes.window_final_weeks
        return before_the_season(said, info.data["weeks"][0], window_weeks)

    @field_validator("hours")
    @classmethod
    def _hold_an_answer(cls, hours: Any, info: ValidationInfo) -> Any:
        if hours is not None and info.data.keys() >= JUDGED_BY - {"hours"}:
            reach.demand_decided(_judged(info, hours=hours))
        return hours

    @field_validator("history")
    @classmethod
    def _is_past(cls, said: Any, info: ValidationInfo) -> Any:
        if said is None or "weeks" not in info.data:
            return said
        return is_past(said, info.data["weeks"][0])

    @field_validator("people", "topics", "sites", "reactions", mode="before")
    @classmethod
    def _named(cls, said: object) -> object:
        if isinstance(said, dict):
            blank = [name for name in said if isinstance(name, str) and not name.strip()]
            way_out = "write one between the quotes"
            reach.refuse([reach.located((one,), one, "a name", way_out) for one in blank])
        return said

    @field_validator("topics")
    @classmethod
    def _shares_of_all(cls, topics: dict[str, Topic]) -> dict[str, Topic]:
        if (said := sum(topic.share for topic in topics.values())) > 1 + 1e-9:
            raise ValueError(
                f"must be shares that come to 1 at most, and come to {said:g}; lower one of them"
            )
        return topics

    @field_validator("special_care")
    @classmethod
    def _of_a_topic(cls, care: SpecialCare | None, info: ValidationInfo) -> SpecialCare | None:
        topics = info.data.get("topics")
        if care is not None and topics is not None and care.topic not in topics:
            allowed = f"one of {', '.join(topics)}" if topics else "the name of a topic"
            way_out = "or add a line [topics." + care.topic + "] and below it share = 0.1"
            reach.refuse([reach.located(("topic",), care.topic, allowed, way_out)])
        return care

    @field_validator("people", mode="before")
    @classmethod
    def _somebody(cls, people: object, info: ValidationInfo) -> object:
        roster = info.data.get("roster", "at fault")
        if roster == "at fault":  # which is fault enough
            return people or {}
        if roster is not None:
            return _of_roster(roster, people, info)
        if people is None:
            raise PydanticKnownError("missing")
        if people == {}:
            raise ValueError(f'must be at least one person; add a line Sanne = "{OFFICE_HOURS}"')
        return people

    @field_validator("peaks", mode="before")
    @classmethod
    def _dated_by_name(cls, peaks: object) -> object:
        if not isinstance(peaks, dict):
            return peaks
        return {name: dated(name, peak) for name, peak in peaks.items()}

    @field_validator(
        "peaks",
        "calls",
        "sites",
        "people",
        "temps",
        "may_change",
        "orders",
        "special_care",
        "proactive_message",
    )
    @classmethod
    def _touches_the_season(cls, said: Any, info: ValidationInfo) -> Any:
        if info.data.keys() >= JUDGED_BY:
            asked = said
            if info.field_name == "people" and info.data.get("roster") is not None:
                asked = {name: person for name, person in said.items() if person.beside_roster}
            reach.check(str(info.field_name), asked, _judged(info))
        return said

    @property
    def judged(self) -> Judged:
        """The weeks that are judged, and by which rules."""
        holidays = self.holidays or policy_for(self.country)
        has_orders, has_start = self.orders is not None, self.start is not None
        hours = weekly_text(self.hours or ())
        return Judged(self.weeks, self.edition, holidays, self.country, has_orders, has_start, hours=hours)

    @property
    def past(self) -> HistoryFiles | None:
        """What was, if its figures have yet to be learned from it."""
        return self.history if isinstance(self.history, HistoryFiles) else None

    @property
    def learned(self) -> Learned | None:
        """What its figures were learned from."""
        return self.history if isinstance(self.history, Learned) else None


def _of_roster(roster: RosterFile, people: object, info: ValidationInfo) -> object:
    """Take the people of the file, and who comes on top; without the weeks nobody knows which days count."""
    on_top = people or {}
    if not (isinstance(on_top, dict) and all(_is_on_top(person) for person in on_top.values())):
        raise ValueError("must be absent beside a roster, which has the people; take out one of the two")
    if twice := on_top.keys() & roster.people.keys():
        allowed, way_out = "a name that the roster does not have", "choose another one"
        reach.refuse([reach.located((name,), name, allowed, way_out) for name in sorted(twice)])
    listed = people_in(roster, _judged(info)) if info.data.keys() >= JUDGED_BY else dict(roster.people)
    return {**listed, **on_top}


def _is_on_top(person: object) -> bool:
    return isinstance(person, dict) and person.get("beside_roster") is True


def _judged(info: ValidationInfo, **being_read: Any) -> Judged:
    """Say what is judged as far as the scenario is read, and with the value that is being read."""
    said, of_orders = info.data | being_read, info.field_name == "orders"
    holidays = said["holidays"] or policy_for(said["country"])
    has_orders = of_orders or said.get("orders", "at fault") is not None
    has_start = said.get("start", "at fault") is not None
    asks = said.get("order_questions") is not None
    rules = said["weeks"], said["edition"], holidays, said["country"]
    return Judged(*rules, has_orders, has_start, asks, weekly_text(said["hours"] or ()))
