"""The calls of a week to come: half-hours drawn by the one model of arrivals, instants spread within them."""

from collections.abc import Iterator

import numpy as np

from sim.calibrate.arrivals.model import DRAWS, forecast
from sim.calibrate.counted import HALF_HOUR_S, counted
from sim.calibrate.phone.attempts import Attempts
from sim.deadline import date_of, to_utc, zone_of
from sim.deadline.wall import local_seconds
from sim.draws import Streams


def drawn_calls(
    before: Attempts, days: np.ndarray, timezone: str, plays: int, streams: Streams
) -> Iterator[np.ndarray]:
    """Draw the instants of the calls on days to come (int64[days], local), so many times: int64[n] in order.

    `before` is all that is known. Half-hours are those of the clock on the wall.
    """
    wall_s = local_seconds(before.at, timezone)
    past = counted(wall_s, np.ones(len(wall_s), np.int64), HALF_HOUR_S)
    drawn = forecast(past, days, streams)[:: DRAWS // plays]
    zone = zone_of(timezone)
    midnight = np.array([to_utc(date_of(day), 0, zone) for day in days.tolist()], np.int64)
    slots = past.opens_s + past.slot_s * np.arange(drawn.shape[2])
    begins = (midnight[:, None] + slots).ravel()
    for play, counts in enumerate(drawn):
        begin = np.repeat(begins, counts.ravel())
        u = streams.uniform("within the half-hour", len(begin), play)
        yield np.sort(begin + (u * past.slot_s).astype(np.int64))
