"""When customers come: a Poisson stream whose rate follows the hour of the week and the volume of the day.

More volume means more customers and leaves the others as they were, and so does a longer season: candidates
are drawn hour by hour in layers of fixed rates, each with a level of its own, and a candidate comes when its
level lies below the rate of that hour (thinning; Lewis and Shedler 1979, p. 406: the rate is that of the
candidate's own time). A layer that lies above the rate of an hour need not be drawn for it.
"""

from dataclasses import dataclass, replace

import numpy as np

from sim.deadline import weekday_of
from sim.deadline.instants.wall import HOUR_S
from sim.deadline.weekly import DAYS
from sim.draws import Streams, numbered, poisson_of
from sim.scenario.customers.contacts import Contacts
from sim.scenario.schema import Scenario
from sim.scenario.season import Season

MOST = 2**20  # candidates of a layer in an hour, and hours since 1970

# Layers of candidates, by the hour: each begins at a rate and doubles it.
LOWEST = np.append(0.0, 4.0 * 2.0 ** np.arange(18))
WIDTH = np.append(4.0, LOWEST[1:])

# Guess: no open Dutch series was found. The shape inside office hours is nearly flat with a busy Monday; the
# rest comes in evenings and weekends.
OFFICE_DAYS = np.array([1.25, 1.05, 1.0, 0.9, 0.8, 0.0, 0.0])
OFFICE_HOURS = np.array([0.0] * 9 + [1.05, 1.15, 1.1, 0.95, 0.95, 1.0, 0.95, 0.85] + [0.0] * 7)
FREE_HOURS = np.array([0.15] * 6 + [0.3, 0.6, 0.9] + [1.0] * 8 + [1.0, 1.1, 1.3, 1.4, 1.3, 1.0, 0.5])


@dataclass(frozen=True)
class Arrivals:
    """Customers in order of arrival, and where each one's draws are found."""

    name: str
    streams: Streams
    at: np.ndarray  # int64[n], instant
    number: np.ndarray  # int64[n], each one's place in the streams, whoever else comes

    def draw(self, what: str, *numbers: int) -> np.ndarray:
        """Draw float64[n] in [0, 1), each customer its own."""
        return self.streams.uniform_at(f"{self.name} {what}", self.number, *numbers)

    def some(self, what: str, share: float, *numbers: int) -> np.ndarray:
        """Draw bool[n], true for a share of the customers; nothing is drawn for a share of 0."""
        return self.draw(what, *numbers) < share if share else np.zeros(len(self.at), np.bool_)

    def only(self, which: np.ndarray) -> "Arrivals":
        """Keep some customers (bool[n], or their places in order) and their draws."""
        which = places(which)
        return replace(self, at=self.at[which], number=self.number[which])

    def later(self, seconds: np.ndarray) -> "Arrivals":
        """Let everybody come some time later, int64[n]; see `in_order`."""
        return replace(self, at=self.at + seconds)

    def in_order(self) -> "Arrivals":
        """Order customers by arrival anew; who come in one second stay as they were."""
        n = len(self.at)
        since = self.at - self.at.min(initial=0)
        return self.only(np.argsort(since * n + np.arange(n)))  # of numbers without equals: the fastest sort


def forwarded(scenario: Scenario, season: Season, volume: np.ndarray, streams: Streams) -> Arrivals:
    """Draw the customers whose questions the marketplace forwards; they write to it as others to the shop."""
    profile = mail_profile(scenario.contacts)[weekday_of(season.days)]
    rates = scenario.marketplace.forwarded_per_week * profile * volume[:, None]
    return arrivals("forwarded", rates, season, streams)


def mails(scenario: Scenario, season: Season, volume: np.ndarray, streams: Streams) -> Arrivals:
    """Draw the customers who write; `volume` is float64[days], times normal."""
    contacts = scenario.contacts
    per_week = contacts.questions_per_week * (1 - contacts.phone_share)
    return arrivals(
        "mail", per_week * mail_profile(contacts)[weekday_of(season.days)] * volume[:, None], season, streams
    )


def calls(scenario: Scenario, season: Season, volume: np.ndarray, streams: Streams) -> Arrivals:
    """Draw the customers who call in the hours of the phone, whether or not it is offered on that day."""
    per_week = scenario.contacts.questions_per_week * scenario.contacts.phone_share
    rates = per_week * phone_profile(scenario)[weekday_of(season.days)] * volume[:, None]
    calling = arrivals("call", rates, season, streams)
    return calling.only(within(calling.at, season.phone_every_day))


def places(which: np.ndarray) -> np.ndarray:
    """List the places of what is marked (bool[n]); a list stays one. Many columns are taken faster by it."""
    return np.flatnonzero(which) if which.dtype == np.bool_ else which


def within(at: np.ndarray, intervals: np.ndarray) -> np.ndarray:
    """Tell whether instants of any shape lie in intervals, int64[k, 2] of begin and end, in order."""
    return np.asarray(np.searchsorted(intervals.ravel(), at, side="right") % 2 == 1)


def arrivals(name: str, rates: np.ndarray, season: Season, streams: Streams) -> Arrivals:
    """Draw customers at `rates`, float64[days, 24], an hour of local time."""
    rate = rates.ravel()[season.local_hour]
    layers = np.searchsorted(LOWEST, rate)  # how many begin below the rate of each hour
    hour, layer = np.repeat(np.arange(len(rate)), layers), numbered(layers)
    begins = season.clock_hours[hour]
    first = (layer * MOST + begins // HOUR_S) * MOST  # the number of the first candidate
    some = _how_many(streams.uniform_at(f"{name} candidates", first), layer)
    cell, number = np.repeat(np.arange(len(first)), some), np.repeat(first, some) + numbered(some)
    level = LOWEST[layer][cell] + WIDTH[layer][cell] * streams.uniform_at(f"{name} level", number)
    comes = places(level < rate[hour][cell])
    cell, number = cell[comes], number[comes]
    into_s = (streams.uniform_at(f"{name} moment", number) * HOUR_S).astype(np.int64)
    return Arrivals(name, streams, begins[cell] + into_s, number).in_order()


def _how_many(u: np.ndarray, layer: np.ndarray) -> np.ndarray:
    """Draw how many candidates a layer has in an hour: int64[n], Poisson."""
    drawn = np.empty(len(u), np.int64)
    for number in range(int(layer.max(initial=-1)) + 1):
        mine = layer == number
        drawn[mine] = poisson_of(u[mine], float(WIDTH[number]))
    return drawn


def mail_profile(contacts: Contacts) -> np.ndarray:
    """Spread the mails of a normal week over its hours: float64[7, 24], sum 1."""
    if contacts.by_hour is not None:
        weights = np.array([getattr(contacts.by_hour, day) for day in DAYS])
        return np.asarray(weights / weights.sum())
    office = np.outer(OFFICE_DAYS, OFFICE_HOURS)
    free = np.where(np.outer(OFFICE_DAYS > 0, OFFICE_HOURS > 0), 0.0, FREE_HOURS)
    outside = contacts.outside_office_hours_share
    return np.asarray((1 - outside) * office / office.sum() + outside * free / free.sum())


def phone_profile(scenario: Scenario) -> np.ndarray:
    """Spread the calls of a normal week over the time in which the phone is offered: float64[7, 24].

    The shape is the mail's. A figure is the share of the week's calls that an open hour gets; over the open
    time they sum to 1, so that an hour that is only partly open gets its part.
    """
    hours = np.arange(24) * HOUR_S
    open_share = np.zeros((7, 24))
    for slot in scenario.calls.open:
        part = np.minimum(slot.closes, hours + HOUR_S) - np.maximum(slot.opens, hours)
        open_share[slot.weekday] += np.clip(part, 0, None) / HOUR_S
    weights = np.where(open_share > 0, np.maximum(mail_profile(scenario.contacts), 1e-9), 0.0)
    return np.asarray(weights / max((weights * open_share).sum(), 1e-300))
