"""The carrier: weeks with luck, bad days, incidents with a name; nothing is lost on the way."""

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from scipy import stats

from .sold import days_of, shop

MONDAY = (date(2026, 2, 9) - date(1970, 1, 1)).days


def late_by_promised_day(days) -> dict[int, tuple[int, int]]:
    """Late and delivered items by the day on which they were promised, from plain sums."""
    promised = days.course.promised_on.tolist()
    found: dict[int, tuple[int, int]] = {}
    for day, late, delivered in zip(promised, days.late.tolist(), days.delivered.tolist(), strict=True):
        before = found.get(day, (0, 0))
        found[day] = before[0] + late, before[1] + delivered
    return found


def test_every_item_is_on_time_late_or_cancelled_whatever_the_carrier_does():
    incidents = {"fire": {"date": "2026-02-09", "late_share": 0.9}}
    days = days_of(shop({"bad_day_chance": 0.3, "incidents": incidents, "late_share_spread": 1}))

    assert (days.ordered == days.on_time + days.late + days.cancelled).all()
    assert (days.on_time >= 0).all() and (days.late >= 0).all()


def test_all_items_of_a_bad_day_share_its_luck():
    orders = {"late_share": 0, "bad_day_chance": 0.25, "bad_day_late_share": 1}
    days = [late_by_promised_day(days_of(shop(orders), seed)) for seed in range(8)]

    bad = [late > 0 for season in days for late, _ in season.values()]
    assert all(late in (0, delivered) for season in days for late, delivered in season.values())
    assert stats.binomtest(sum(bad), len(bad), 0.25).pvalue > 0.001


def test_bad_days_come_in_rows_of_the_stated_mean_length():
    orders = {"late_share": 0, "bad_day_chance": 0.05, "bad_day_late_share": 1, "bad_days_in_a_row": 3}
    seasons = [late_by_promised_day(days_of(shop(orders), seed)) for seed in range(30)]

    # Day d is good when no row that began k days before it reaches it: a row of mean 3 is longer than k days
    # with chance (2/3)^k. Sundays are never promised, yet rows run through them.
    good = float(np.prod([1 - 0.05 * (2 / 3) ** k for k in range(60)]))
    bad = [np.mean([late > 0 for late, _ in season.values()]) for season in seasons]
    assert abs(np.mean(bad) - (1 - good)) < 4 * np.std(bad) / np.sqrt(len(bad))
    # After a bad day the next one is bad as well: by another row or by this one.
    pairs = [
        (season[day][0] > 0, season[day + 1][0] > 0)
        for season in seasons
        for day in season
        if day + 1 in season
    ]
    after = [then for first, then in pairs if first]
    both_good = good * (1 - 0.05)  # the day before is good, and no row begins
    chance = (1 - 2 * good + both_good) / (1 - good)
    assert abs(np.mean(after) - chance) < 4 * np.sqrt(3 * chance * (1 - chance) / len(after))


def test_longer_rows_leave_the_days_on_which_rows_begin():
    said = {"late_share": 0, "bad_day_chance": 0.1, "bad_day_late_share": 1}
    short, long = (late_by_promised_day(days_of(shop(said | {"bad_days_in_a_row": n}))) for n in (1, 4))

    assert {day for day in short if short[day][0]} < {day for day in long if long[day][0]}


def test_the_share_late_is_that_of_good_and_bad_days_together():
    orders = {"late_share": 0.05, "bad_day_chance": 0.2, "bad_day_late_share": 0.4}
    shares = []
    for seed in range(30):
        days = days_of(shop(orders), seed)
        shares.append(days.late.sum() / days.delivered.sum())

    # 0.8 x 0.05 + 0.2 x 0.4; the luck of some 160 promised days a season makes most of the spread.
    assert abs(np.mean(shares) - 0.12) < 4 * np.std(shares) / np.sqrt(len(shares))


def test_a_bad_day_is_never_better_than_it_would_have_been():
    plain, bad = (
        days_of(shop({"late_share": 0.5, "bad_day_chance": chance, "bad_day_late_share": 0.1}))
        for chance in (0.01, 1)
    )
    assert (plain.late == bad.late).all()


@pytest.mark.parametrize("figure", ["bad_day_chance", "bad_day_late_share"])
def test_more_of_it_moves_bad_days_alone_and_never_makes_fewer_items_late(figure):
    said = {"late_share": 0.05, "bad_day_chance": 0.2, "bad_day_late_share": 0.4}
    told = [late_by_promised_day(days_of(shop(said | {figure: value}))) for value in (0.2, 0.4, 0.8)]

    for lower, higher in pairwise(told):
        moved = {day for day in lower if lower[day] != higher[day]}
        assert all(higher[day][0] > lower[day][0] for day in moved)
        assert 0 < len(moved) < 0.5 * len(lower)


@pytest.mark.parametrize(
    ("orders", "promised", "comes"),
    [
        ({"late_days": 3}, "2026-02-10", "2026-02-13"),  # Tuesday to Friday
        ({"late_days": 3}, "2026-02-12", "2026-02-16"),  # Thursday to Sunday, and so to Monday
        ({"late_days": 3}, "2026-02-09", "2026-02-14"),  # the incident's own five days
        ({}, "2026-02-09", "2026-02-14"),
        ({}, "2026-02-10", "2026-02-11"),
    ],
)
def test_a_late_item_comes_so_many_days_after_its_promise(orders, promised, comes):
    incident = {"fire": {"date": "2026-02-09", "late_share": 0.6, "late_days": 5}}
    course = days_of(shop({"incidents": incident} | orders)).course
    day = (date.fromisoformat(promised) - date(1970, 1, 1)).days

    late_on = {
        str(date(1970, 1, 1) + timedelta(days=on))
        for on in course.late_on[course.promised_on == day].tolist()
    }
    assert late_on == {comes}


def test_an_incident_moves_what_is_promised_on_its_day_and_nothing_else():
    incident = {"fire": {"date": "2026-02-09", "late_share": 0.6}}
    plain, other = (late_by_promised_day(days_of(shop(orders))) for orders in ({}, {"incidents": incident}))

    assert {day for day in plain if plain[day] != other[day]} == {MONDAY}
    late, delivered = other[MONDAY]
    # Promised for a Monday is what was ordered on Friday and on Saturday: 2 of 7 days, 90% not cancelled.
    assert delivered == pytest.approx(1800, rel=0.1)
    assert stats.binomtest(late, delivered, 0.6).pvalue > 0.001
