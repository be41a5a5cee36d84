"""When customers come: the right rates, Poisson, the same customers under every plan."""

import numpy as np
import pytest

from sim.demand.contacts import Arrivals, calls, mail_profile, mails, phone_profile, within
from sim.demand.volume import day_factors
from sim.draws import Streams
from sim.scenario.season import season_of

from .seasons import day_of, only_in, replications, scenario_of, wall, whole_weeks

OFFICE = "mon-fri 09:00-17:00"
ALL_DAY = list(range(24))


def arrive(scenario, streams, draw=mails) -> Arrivals:
    season = season_of(scenario)
    return draw(scenario, season, day_factors(scenario, season, streams), streams)


def identity(arrivals: Arrivals) -> set[tuple[int, int]]:
    return set(zip(arrivals.at.tolist(), arrivals.number.tolist(), strict=True))


# Rates


def test_mails_of_each_hour_of_the_week_are_as_many_as_stated():
    scenario = scenario_of()
    season, seeds = replications(scenario, 100)
    weeks, end = whole_weeks(season)
    at = np.concatenate([arrive(scenario, s).at for s in seeds])

    counts = np.bincount((at[at < end] - season.starts[0]) // 3600 % 168, minlength=168)

    expected = 800 * 0.95 * mail_profile(scenario.contacts).ravel() * weeks * len(seeds)
    assert (abs(counts - expected) < 4 * np.sqrt(expected)).all()


def test_counts_of_hours_vary_as_poisson_counts_do():
    scenario = scenario_of(contacts={"by_hour": only_in(mon=ALL_DAY, thu=ALL_DAY)})
    season, seeds = replications(scenario, 200)
    weeks = [(arrive(scenario, s).at - season.starts[0]) // (7 * 86_400) for s in seeds]

    counts = np.array([np.bincount(week, minlength=8)[:8] for week in weeks]).ravel()

    assert abs(counts.mean() - 760) < 4 * np.sqrt(760 / counts.size)
    assert abs(counts.var() / counts.mean() - 1) < 4 * np.sqrt(2 / counts.size)


def test_a_busy_week_is_busy_on_all_its_days():
    # Case AR-02: periods of 150 and 80 under one gamma factor of shape 20; moments in closed form.
    by_hour = only_in(mon=ALL_DAY * 15, tue=ALL_DAY * 8)
    contacts = {"questions_per_week": 230, "phone_share": 0, "by_hour": by_hour, "week_busyness_sd": 20**-0.5}
    scenario = scenario_of("2024-W01..2025-W52", contacts=contacts)
    season, seeds = replications(scenario, 40)
    days = [
        np.bincount(
            np.searchsorted(season.starts, arrive(scenario, s).at, "right") - 1, minlength=len(season.days)
        )
        for s in seeds
    ]

    monday, tuesday = (np.concatenate([day[each::7][: len(season.weeks)] for day in days]) for each in (0, 1))

    n = len(monday)
    (var_monday, cov), (_, var_tuesday) = np.cov(monday, tuesday)
    assert abs(monday.mean() - 150) < 4 * np.sqrt(1275 / n)
    assert abs(tuesday.mean() - 80) < 4 * np.sqrt(400 / n)
    assert abs(var_monday / 1275 - 1) < 4 * np.sqrt(2.4 / n)  # kurtosis of about 3.4
    assert abs(var_tuesday / 400 - 1) < 4 * np.sqrt(2.4 / n)
    assert abs(cov / 600 - 1) < 4 * np.sqrt(2.9 / n)


def test_a_day_has_luck_of_its_own():
    scenario = scenario_of("2024-W01..2025-W52", contacts={"day_busyness_sd": 0.3})
    season, seeds = replications(scenario, 10)
    factors = np.concatenate([day_factors(scenario, season, s) for s in seeds])

    assert abs(factors.mean() - 1) < 4 * 0.3 / np.sqrt(len(factors))
    assert abs(factors.std() - 0.3) < 0.02
    assert abs(np.corrcoef(factors[:-1], factors[1:])[0, 1]) < 4 / np.sqrt(len(factors))


def test_the_rate_is_that_of_the_candidates_own_time():
    scenario = scenario_of(contacts={"by_hour": only_in(tue=[3] + [14] * 3)})

    shown = wall(arrive(scenario, Streams(1, 0)).at)

    assert {(at.weekday(), at.hour) for at in shown} == {(1, 3), (1, 14)}
    afternoon = sum(at.hour == 14 for at in shown)
    assert abs(afternoon - 0.75 * len(shown)) < 4 * np.sqrt(len(shown) * 0.75 * 0.25)


@pytest.mark.parametrize("week", ["2026-W43", "2027-W12"])  # clocks change on 25 October and 28 March
@pytest.mark.parametrize("hour", [1, 3, 10, 23])
def test_a_clock_change_moves_no_customer_to_another_hour(week, hour):
    scenario = scenario_of(week, contacts={"by_hour": only_in(sun=[hour]), "phone_share": 0})

    arrivals = arrive(scenario, Streams(1, 0))

    shown = wall(arrivals.at)
    assert {(at.weekday(), at.hour) for at in shown} == {(6, hour)}
    days = {at.date() for at in shown}
    assert abs(len(shown) - 800 * len(days)) < 4 * np.sqrt(800 * len(days))


def test_the_hour_that_is_shown_twice_has_twice_the_customers_and_the_skipped_one_none():
    contacts = {"by_hour": only_in(sun=[2]), "phone_share": 0}
    october, march = (scenario_of(week, contacts=contacts) for week in ("2026-W43", "2027-W12"))

    def on(scenario, day):
        return sum(str(at.date()) == day for at in wall(arrive(scenario, Streams(1, 0)).at))

    assert abs(on(october, "2026-10-25") - 1600) < 4 * 40
    assert on(march, "2027-03-28") == 0


# The phone


@pytest.mark.parametrize("hours", [OFFICE, "mon-fri 09:30-12:15, sun 10:40-10:50"])
def test_calls_come_only_while_the_phone_is_offered_and_as_many_as_stated(hours):
    scenario = scenario_of("2026-W40..2026-W45", contacts={"phone_share": 0.8}, calls={"open": hours})
    season, seeds = replications(scenario, 8)
    at = np.concatenate([arrive(scenario, s, calls).at for s in seeds])

    slots = {(slot.weekday, slot.opens, slot.closes) for slot in scenario.calls.open}
    shown = [(now.weekday(), now.hour * 3600 + now.minute * 60 + now.second) for now in wall(at)]

    assert all(any(day == d and opens <= s < closes for d, opens, closes in slots) for day, s in set(shown))
    weeks, end = whole_weeks(season)
    expected = 640 * weeks * len(seeds)
    assert abs((at < end).sum() - expected) < 4 * np.sqrt(expected)


def test_who_calls_on_a_holiday_or_when_the_shop_says_so_finds_the_phone_closed():
    calls_open = {"open": OFFICE, "closed_days": ["2026-12-23..2026-12-24"]}
    scenario = scenario_of("2026-W51..2026-W53", contacts={"phone_share": 1}, calls=calls_open)
    season, at = season_of(scenario), arrive(scenario, Streams(1, 0), calls).at

    days = {str(at.date()) for at in wall(at[within(at, season.offered)])}
    closed = {str(at.date()) for at in wall(at[~within(at, season.offered)])}

    assert {"2026-12-22", "2026-12-28", "2026-12-31"} <= days
    assert closed == {"2026-12-23", "2026-12-24", "2026-12-25", "2027-01-01"}


def test_the_phone_opens_at_the_first_second_and_closes_at_the_last():
    scenario = scenario_of("2026-W47", calls={"open": "mon 09:00-17:00"})
    season = season_of(scenario)
    nine = int(season.starts[day_of(season, "2026-11-16")]) + 9 * 3600

    five = nine + 8 * 3600
    at = np.array([nine - 1, nine, five - 1, five])

    assert within(at, season.offered).tolist() == [False, True, True, False]


# Shares


def test_a_week_of_mails_is_shared_out_in_full():
    profile = mail_profile(scenario_of(contacts={"outside_office_hours_share": 0.38}).contacts)

    assert profile.sum() == pytest.approx(1)
    assert profile[:5, 9:17].sum() == pytest.approx(0.62)


def test_a_week_of_calls_is_shared_out_in_full_over_the_open_time():
    profile = phone_profile(scenario_of(calls={"open": "mon 09:30-11:00, wed 10:00-12:00"}))
    open_part = np.zeros((7, 24))
    open_part[0, 9], open_part[0, 10], open_part[2, 10:12] = 0.5, 1, 1

    assert (profile * open_part).sum() == pytest.approx(1)
    assert not profile[open_part == 0].any()


def test_the_file_may_write_the_week_itself():
    profile = mail_profile(scenario_of(contacts={"by_hour": only_in(mon=[8], sat=[20] * 3)}).contacts)

    assert (profile[0, 8], profile[5, 20], profile.sum()) == (0.25, 0.75, 1)


# The same customers under every plan


def test_more_volume_keeps_every_customer_and_their_draws():
    some, more = (
        arrive(scenario_of(contacts={"questions_per_week": volume}), Streams(1, 0)) for volume in (800, 9000)
    )

    assert identity(some) < identity(more)
    at = {number: i for i, number in enumerate(more.number.tolist())}
    same = [at[number] for number in some.number.tolist()]
    assert (some.draw("patience", 3) == more.draw("patience", 3)[same]).all()


def test_a_longer_season_leaves_the_earlier_weeks_as_they_were():
    spread = {"week_busyness_sd": 0.2, "day_busyness_sd": 0.1, "after_holiday": [1, 1.2, 1.5]}
    short, long = (
        scenario_of(weeks, contacts=spread) for weeks in ("2026-W47..2026-W48", "2026-W47..2027-W10")
    )
    few, many = arrive(short, Streams(1, 0)), arrive(long, Streams(1, 0))

    earlier = many.at < season_of(short).until

    assert 2000 < len(few.at) == earlier.sum()
    assert (few.at == many.at[earlier]).all()
    assert (few.draw("replies") == many.draw("replies")[earlier]).all()


def test_a_season_that_begins_later_meets_the_same_customers_from_then_on():
    early, late = (scenario_of(weeks) for weeks in ("2026-W05..2026-W10", "2026-W08..2026-W10"))
    many, few = arrive(early, Streams(1, 0)), arrive(late, Streams(1, 0))

    later = many.at >= season_of(late).starts[0]

    assert 2000 < len(few.at) == later.sum()
    assert (few.at == many.at[later]).all()
    assert (few.draw("replies") == many.draw("replies")[later]).all()


def test_who_comes_in_one_second_stays_in_order():
    crowd = Arrivals("mail", Streams(1, 0), np.array([9, 5, 9, 5, 5]), np.arange(5)).in_order()

    assert crowd.at.tolist() == [5, 5, 5, 9, 9] and crowd.number.tolist() == [1, 3, 4, 0, 2]


def test_customers_whom_nothing_tells_apart_have_draws_of_their_own():
    arrivals = arrive(scenario_of(contacts={"questions_per_week": 9000}), Streams(1, 0))

    assert len(set(arrivals.draw("replies").tolist())) == len(arrivals.at)
    assert (np.diff(arrivals.at) >= 0).all()
    on_monday = arrivals.at < arrivals.at[0] + 86_400
    kept = arrivals.only(on_monday)
    assert (kept.draw("replies") == arrivals.draw("replies")[on_monday]).all()


def test_another_replication_brings_other_customers():
    one, other = (arrive(scenario_of(), Streams(1, replication)) for replication in range(2))

    assert len(identity(one) & identity(other)) < 5


def test_a_shop_that_nobody_asks_has_no_arrivals():
    arrivals = arrive(scenario_of(contacts={"questions_per_week": 0}), Streams(1, 0))

    assert arrivals.at.shape == arrivals.draw("replies").shape == (0,)
