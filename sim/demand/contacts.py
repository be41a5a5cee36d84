"""When customers come: a Poisson stream whose rate follows the hour of the week and the volume of the day.

More volume means more customers and leaves the others as they were: candidates are drawn in layers of fixed
rates, each with a level of its own, and a candidate comes when its level lies below the rate of that moment
(thinning; Lewis and Shedler 1979, p. 406: the rate is that of the candidate's own time).
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from sim.deadline import weekday_of
from sim.deadline.weekly import DAYS
from sim.draws import Streams
from sim.scenario.contacts import Contacts
from sim.scenario.schema import Scenario
from sim.scenario.season import Season

LAYER_PER_HOUR = 16.0  # candidates of the first layer, around the clock; each further one doubles the sum
HOUR_S = 3600

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
    layer: np.ndarray  # int64[n]
    number: np.ndarray  # int64[n], among the candidates of its layer

    def draw(self, what: str, *numbers: int) -> np.ndarray:
        """Draw float64[n] in [0, 1), each customer its own."""
        drawn = np.empty(len(self.at))
        for layer, (mine, number, size) in enumerate(self._places):
            drawn[mine] = self.streams.uniform(f"{self.name} {what}", size, layer, *numbers)[number]
        return drawn

    @cached_property
    def _places(self) -> list[tuple[np.ndarray, np.ndarray, int]]:
        """For each layer, its customers, their numbers in it, and how many draws these need."""
        layers = range(int(self.layer.max(initial=-1)) + 1)
        mine = [np.flatnonzero(self.layer == layer) for layer in layers]
        numbers = [self.number[one] for one in mine]
        return [(one, of, int(of.max(initial=-1)) + 1) for one, of in zip(mine, numbers, strict=True)]

    def some(self, what: str, share: float, *numbers: int) -> np.ndarray:
        """Draw bool[n], true for a share of the customers; nothing is drawn for a share of 0."""
        return self.draw(what, *numbers) < share if share else np.zeros(len(self.at), np.bool_)

    def only(self, which: np.ndarray) -> "Arrivals":
        """Keep some customers (bool[n], or their places in order) and their draws."""
        return replace(self, at=self.at[which], layer=self.layer[which], number=self.number[which])

    def later(self, seconds: np.ndarray) -> "Arrivals":
        """Let everybody come some time later, int64[n]; see `in_order`."""
        return replace(self, at=self.at + seconds)

    def in_order(self) -> "Arrivals":
        """Order customers by arrival anew."""
        return self.only(np.argsort(self.at, kind="stable"))


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


def within(at: np.ndarray, intervals: np.ndarray) -> np.ndarray:
    """Tell whether instants of any shape lie in intervals, int64[k, 2] of begin and end, in order."""
    return np.asarray(np.searchsorted(intervals.ravel(), at, side="right") % 2 == 1)


def arrivals(name: str, rates: np.ndarray, season: Season, streams: Streams) -> Arrivals:
    """Draw customers at `rates`, float64[days, 24], an hour of local time."""
    most = rates.max(initial=0.0) / LAYER_PER_HOUR
    layers = range(int(np.ceil(np.log2(most))) + 1 if most > 1 else int(most > 0))
    drawn = [_layer(name, layer, rates, season, streams) for layer in layers]
    at = np.concatenate([np.empty(0, np.int64), *(instants for instants, _ in drawn)])
    layer = np.concatenate([np.empty(0, np.int64), *(np.full(len(a), i) for i, (a, _) in enumerate(drawn))])
    number = np.concatenate([np.empty(0, np.int64), *(numbers for _, numbers in drawn)])
    order = np.lexsort((number, layer, at))
    return Arrivals(name, streams, at[order], layer[order], number[order])


def _layer(
    name: str, layer: int, rates: np.ndarray, season: Season, streams: Streams
) -> tuple[np.ndarray, np.ndarray]:
    """Thin one layer's candidates: who comes at which instant, and their numbers among the candidates."""
    length = season.until - int(season.starts[0])
    lowest = LAYER_PER_HOUR * 2.0 ** (layer - 1) if layer else 0.0
    per_hour = lowest or LAYER_PER_HOUR
    expected = length / HOUR_S * per_hour
    size = int(expected + 10 * np.sqrt(expected) + 10)  # ten standard deviations: never too few
    gaps = -np.log1p(-streams.uniform(f"{name} gaps", size, layer)) * HOUR_S / per_hour
    elapsed = np.cumsum(gaps)
    elapsed = elapsed[elapsed < length]
    instants = season.starts[0] + elapsed.astype(np.int64)
    level = lowest + streams.uniform(f"{name} level", len(instants), layer) * per_hour
    numbers = np.flatnonzero(level < _rate_at(instants, rates, season))
    return instants[numbers], numbers


def _rate_at(instants: np.ndarray, rates: np.ndarray, season: Season) -> np.ndarray:
    hour = np.searchsorted(season.hours, instants, side="right") - 1
    return np.asarray(rates.ravel()[hour])


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
