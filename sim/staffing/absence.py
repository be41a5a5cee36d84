"""Who is missing: ill for a day or a week, or on duty and yet away from the desk.

All of it is drawn in absolute time and per name, so that another plan with the same people meets the same
illness and the same coffee.
"""

from functools import lru_cache

import numpy as np

from sim.draws import Streams
from sim.scenario.people.staff import Absence
from sim.scenario.season import Season

A_SEASON = 128  # people whose time away the plans of a season share


def ill(name: str, absence: Absence, season: Season, streams: Streams) -> np.ndarray:
    """Mark the days on which a person is ill: bool[days]. A week of illness runs from Monday to Sunday.

    A higher chance, as in a flu week, only adds people who are ill: each keeps their own luck.
    """
    days = len(season.days)
    day = streams.uniform(f"{name} ill today", days) < absence.sick_day_chance
    luck = streams.uniform(f"{name} ill this week", days // 7 + 1)
    return day | np.repeat(luck < week_chances(absence, len(luck), streams), 7)[:days]


def week_chances(absence: Absence, weeks: int, streams: Streams) -> np.ndarray:
    """Draw how likely a person is to be ill for the whole of each week: float64[weeks], the same for all.

    In a flu week everybody's chance is higher, so that people are ill together; the flu comes as a wave that
    stays for some weeks, and two waves may overlap.
    """
    usual = np.full(weeks, absence.sick_week_chance)
    if not absence.flu_week_chance:
        return usual
    earlier = absence.flu_weeks_in_a_row - 1
    begins = np.concatenate(
        [streams.uniform("flu before", earlier)[::-1], streams.uniform("flu this week", weeks)]
    )
    begun = np.cumsum(np.append(0, begins < absence.flu_week_chance))
    flu = begun[earlier + 1 :] > begun[: -earlier - 1]  # in one of the last weeks
    return np.where(flu, np.maximum(usual, absence.sick_in_flu_week_chance), usual)


def away(name: str, present_share: float, mean_away_s: float, season: Season, streams: Streams) -> np.ndarray:
    """Draw when a person is not at the desk: int64[k, 2], in order, over the whole season."""
    return away_between(name, present_share, mean_away_s, (int(season.starts[0]), season.until), streams)


@lru_cache(maxsize=A_SEASON)
def away_between(
    name: str, present_share: float, mean_away_s: float, span: tuple[int, int], streams: Streams
) -> np.ndarray:
    """Draw when a person is not at the desk from one instant to another: int64[k, 2], in order; read-only.

    Presence and absence take turns, both exponential, so that the share present is `present_share` at any
    moment (a stationary alternating renewal process: it begins present with that chance, and what is left of
    an exponential time is exponential).
    """
    if present_share >= 1:
        return np.empty((0, 2), np.int64)
    begin, until = span
    length = until - begin
    mean_here_s = mean_away_s * present_share / (1 - present_share)
    cycles = length / (mean_here_s + mean_away_s)
    size = int(cycles + 10 * np.sqrt(cycles) + 10)
    draws = -np.log1p(-streams.uniform(f"{name} away", 2 * size + 1))
    here, gone = draws[1::2] * mean_here_s, draws[2::2] * mean_away_s
    if streams.uniform(f"{name} begins away", 1)[0] >= present_share:
        here[0] = 0.0
    ends = np.cumsum(here + gone)
    pairs = begin + np.rint(np.column_stack([ends - gone, ends])).astype(np.int64)
    drawn = pairs[pairs[:, 0] < pairs[:, 1]]
    drawn.flags.writeable = False
    return np.asarray(drawn)
