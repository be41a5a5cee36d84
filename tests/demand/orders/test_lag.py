"""A lag in the customers' own time, by hand and by walking the week minute by minute."""

import numpy as np
import pytest

from sim.demand.contacts import mail_profile
from sim.demand.orders.lag import later

from ..seasons import scenario_of

HOUR_S, WEEK_S = 3600, 7 * 86_400
MONDAY_AT = 1_000_000


def week_of(hours: dict[int, float]) -> np.ndarray:
    profile = np.zeros(168)
    for hour, share in hours.items():
        profile[hour] = share
    return profile.reshape(7, 24)


def test_where_all_hours_are_alike_it_is_the_time_on_the_wall():
    at = MONDAY_AT + np.array([0, 5 * HOUR_S, 160 * HOUR_S])
    lag = np.array([0.0, 1.5, 400.0])

    found = later(at, lag, MONDAY_AT, np.full((7, 24), 1 / 168))

    assert np.abs(found - at - lag * HOUR_S).max() <= 1


@pytest.mark.parametrize(
    ("asked_after", "found"),
    [
        (42, 9.5),  # half of the hour of Monday from 9 to 10, which counts for half the week
        (126, 24 + 14.5),  # all of it and half of Tuesday from 14 to 15
        (168, 168 + 9),  # a week
        (168 * 3 + 42, 3 * 168 + 9.5),
    ],
)
def test_two_hours_in_which_customers_write_make_the_whole_week(asked_after, found):
    profile = week_of({9: 0.5, 24 + 14: 0.5})
    at = np.array([MONDAY_AT + 9 * HOUR_S])

    then = later(at, np.array([float(asked_after)]), MONDAY_AT, profile)[0]

    assert abs(then - (MONDAY_AT + found * HOUR_S)) < 2


def test_what_begins_where_nobody_writes_waits_for_the_first_hour_in_which_they_do():
    profile = week_of({9: 0.5, 24 + 14: 0.5})
    at = np.array([MONDAY_AT + 12 * HOUR_S, MONDAY_AT - 30 * HOUR_S])  # Monday noon, and a Saturday before

    then = later(at, np.array([1.0, 1.0]), MONDAY_AT, profile)

    assert ((then - MONDAY_AT) / HOUR_S).tolist() == pytest.approx([38 + 1 / 84, 9 + 1 / 84], abs=0.001)


def test_it_agrees_with_a_walk_minute_by_minute():
    profile = mail_profile(scenario_of().contacts)
    shares = profile.ravel() * 168  # customers' hours in an hour on the wall

    def walk(at: int, hours: float) -> int:
        minute = at - MONDAY_AT
        while hours > 0:
            hours -= shares[(minute // HOUR_S) % 168] / 60
            minute += 60
        return MONDAY_AT + minute

    rng = np.random.default_rng(3)
    at = MONDAY_AT + rng.integers(0, 3 * WEEK_S // 60, 40) * 60
    lag = rng.uniform(0.5, 300, 40)
    found = later(at, lag, MONDAY_AT, profile)

    walked = [walk(*one) for one in zip(at.tolist(), lag.tolist(), strict=True)]
    assert np.abs(found - walked).max() <= 61


def test_a_longer_lag_is_never_earlier_and_none_goes_back():
    profile = mail_profile(scenario_of().contacts)
    at = np.full(1000, MONDAY_AT + 20 * HOUR_S)

    found = later(at, np.linspace(0, 500, 1000), MONDAY_AT, profile)

    assert (np.diff(found) >= 0).all() and found[0] >= at[0] - 1
