"""Hire by: until when a temp who is offered still spares more than chance, and when that is to be decided."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sim.deadline import date_of
from sim.experiments.drivers.hours import failures
from sim.experiments.estimates.confidence import Difference, difference
from sim.experiments.plans.costs import euro
from sim.experiments.plans.goal import Goal
from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.sweep import Sweep
from sim.scenario.people.offers import TempOffer
from sim.scenario.people.staff import Person
from sim.scenario.schema import Scenario

TEMP = "one more temp"
STEP = "first days"


@dataclass(frozen=True)
class Start:
    """A first day of one more temp, and what a temp from then on comes to."""

    first_day: date
    euro: float  # in the reported weeks
    spared: Difference  # late answers or missed calls, fewer a season; all first days hold together


@dataclass(frozen=True)
class Hire:
    """A temp from every Monday of the season on, for as long as is offered, in the order of the calendar."""

    starts: tuple[Start, ...]
    notice_days: int  # between deciding and the first day
    euro_each: float | None = None  # what one late answer or missed call less is worth; None: not said

    @property
    def last(self) -> Start | None:
        """The last first day that spares beyond chance; None where no day does."""
        return next((one for one in reversed(self.starts) if one.spared.low > 0), None)

    @property
    def last_paying(self) -> Start | None:
        """The last first day that surely spares more than its price, at the worth of each; None: no day."""
        worth = self.euro_each or 0.0
        return next((one for one in reversed(self.starts) if one.spared.low * worth > one.euro), None)

    @property
    def may_help(self) -> bool:
        """Some first day may spare something: more seasons could tell, where none yet does."""
        return any(one.spared.high > 0 for one in self.starts)

    @property
    def may_pay(self) -> bool:
        """Some first day may spare more than its price, at the worth of each."""
        worth = self.euro_each or 0.0
        return any(one.spared.high * worth > one.euro for one in self.starts)

    def decide_by(self, start: Start) -> date:
        """The last day on which a temp with a first day can be asked for."""
        return start.first_day - timedelta(days=self.notice_days)


def starts_of(shop: Shop, offer: TempOffer, goal: Goal, sweep: Sweep, replications: int) -> tuple[Start, ...]:
    """Let one more temp of an offer begin on each Monday, one after the other, in the same seasons."""
    tried = plans(shop, offer)
    counts = sweep.counts(tried, range(replications), STEP)
    base = counts.pop("")
    return tuple(
        Start(
            first_day=date.fromisoformat(day),
            euro=euro(tried[day], seasons) - euro(shop, base),
            spared=difference(failures(base, goal) - failures(seasons, goal), len(counts)),
        )
        for day, seasons in counts.items()
    )


def plans(shop: Shop, offer: TempOffer) -> dict[str, Shop]:
    """List what is simulated: the shop as it is, and with one more temp from each Monday on."""
    mondays = [date_of(monday) for monday in shop.season.weeks]
    starts = {str(day): replace(shop, scenario=_with_temp(shop.scenario, offer, day)) for day in mondays}
    return {"": shop, **starts}


def _with_temp(scenario: Scenario, offer: TempOffer, first: date) -> Scenario:
    temp = Person.model_validate(
        {
            "hours": offer.hours,
            "from": first,
            "until": first + timedelta(weeks=offer.weeks, days=-1),
            "speed": offer.speed,
            "full_speed_after_weeks": offer.full_speed_after_weeks,
            "euro_per_hour": offer.euro_per_hour,
        }
    )
    return scenario.model_copy(update={"people": {**scenario.people, TEMP: temp}})
