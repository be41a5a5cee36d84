"""What the first working day after a public holiday does, of a shop whose rush is known."""

from datetime import date, timedelta

import numpy as np
import pytest

from sim.calibrate.counted import Counted
from sim.calibrate.estimates.rush import KEY, rush_of
from sim.calibrate.fitted import Fitted, Untold, fact, too_few
from sim.deadline import day_number

# The Dutch holidays of 2026 on weekdays, outside the end of the year: Easter Monday, King's Day, Ascension
# Day and Whit Monday; the working days after them, by hand.
AFTER = [date(2026, 4, 7), date(2026, 4, 28), date(2026, 5, 15), date(2026, 5, 26)]


def year(times: list[float]) -> Counted:
    """A hundred questions on every day of February to October, other numbers after the holidays."""
    first = date(2026, 2, 2)
    days = [first + timedelta(days=day) for day in range(250)]
    counts = np.full(len(days), 100)
    for day, one in zip(AFTER, times, strict=True):
        counts[days.index(day)] = round(100 * one)
    return Counted(np.array([day_number(day) for day in days]), counts[:, None], 0, 86_400)


def test_the_rush_is_the_mean_and_its_range_holds_nine_such_days_in_ten():
    told = rush_of(year([1.1, 1.2, 1.3, 1.4]), "NL", "questions")
    assert isinstance(told, Fitted) and told.value == pytest.approx(1.25)
    sd = np.std([1.1, 1.2, 1.3, 1.4], ddof=1) * (1 + 1 / 4) ** 0.5  # the mean of four is not sure either
    assert (told.low, told.high) == pytest.approx((1.25 - 1.645 * sd, 1.25 + 1.645 * sd))


def test_the_luck_of_any_day_is_no_spread_of_the_rush():
    """All days stray by 10%, those after a holiday no more: what is left is the error of their mean."""
    rng = np.random.default_rng(8)
    low, high = [], []
    for _ in range(60):
        whole = year([1.2] * 4)
        luck = rng.normal(1, 0.1, len(whole.counts))[:, None]
        told = rush_of(
            Counted(whole.days, (1000 * whole.counts * luck).astype(int), 0, 86_400), "NL", "questions"
        )
        low.append(told.low)
        high.append(told.high)
    assert np.mean(low) > 1.0 and np.mean(high) < 1.4  # with all of the luck they would be 1.02 and 1.38 wide


def test_days_on_which_the_shop_was_closed_are_holidays_whatever_the_list():
    whole = year([1.1, 1.2, 1.3, 1.4])
    closed = [day_number(day - timedelta(days=1)) for day in AFTER]
    told = rush_of(whole.kept(~np.isin(whole.days, closed)), "none", "questions")
    assert isinstance(told, Fitted) and told.value == pytest.approx(1.25)


def test_another_list_of_holidays_finds_other_days():
    """Belgium has no King's Day, and Labour Day on a Friday: the Monday after it is an ordinary one."""
    told = rush_of(year([1.1, 1.2, 1.3, 1.4]), "BE", "questions")
    # (The Tuesday after King's Day is then a usual one of its weeks, and 2% of them.)
    assert isinstance(told, Fitted)  # Easter Monday, Labour Day, Ascension, Whit Monday, National Day
    assert told.value == pytest.approx((1.1 + 1.0 + 1.3 + 1.4 + 1.0) / 5, abs=0.02)


@pytest.mark.parametrize(("policy", "n"), [("none", 0), ("NL", 3)])
def test_few_such_days_tell_nothing(policy, n):
    whole = year([1.1, 1.2, 1.3, 1.4])
    told = rush_of(whole.before(day_number(date(2026, 5, 20))), policy, "questions")
    assert told == Untold(KEY, too_few(fact("days_after_holiday", n=n, what="questions"), 4))
