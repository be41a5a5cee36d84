"""Uncertain figures: a value for every season, the same for every plan and any number of workers."""

import json
from dataclasses import replace

import numpy as np
import pytest

from sim.draws import Streams
from sim.experiments.doubts import raised
from sim.experiments.seasons.replicate import Counts, counts_of, season_counts
from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.sweep import Sweep
from sim.scenario.changes.uncertain import certain, figures
from sim.scenario.read import read

from .shops import TINY, tiny

RANGES = """
[uncertain]
"work.minutes_per_mail" = [6, 16]
"work.really_at_work" = [0.5, 0.9]
"""
SURE, UNSURE = tiny(), tiny(text=TINY + RANGES)


def bytes_of(*counts: Counts) -> list[bytes]:
    return [column.tobytes() for one in counts for column in vars(one).values()]


@pytest.fixture(scope="module")
def drawn() -> np.ndarray:
    """Minutes per mail, and the share really at work, of many seasons: float64[seasons, 2]."""
    works = [UNSURE.of_season(Streams(3, replication)).scenario.work for replication in range(4_000)]
    return np.array([(work.minutes_per_mail, work.really_at_work) for work in works])


def test_over_many_seasons_the_value_is_the_median_and_the_ends_are_the_5_and_95_percent_points(drawn):
    """Of 4,000 draws the share below the 5% point is off by 0.34%, and by 1.4% in four sigma."""
    minutes = drawn[:, 0]
    assert (minutes < 9).mean() == pytest.approx(0.5, abs=0.032)
    assert [(minutes < 6).mean(), (minutes > 16).mean()] == pytest.approx([0.05, 0.05], abs=0.014)
    assert minutes.max() > 20  # and beyond the ends it goes on


def test_what_lies_beyond_a_bound_lies_on_it(drawn):
    """Where the bound is the high end, one season in twenty lies on it."""
    assert drawn[:, 1].max() <= 1
    surely = tiny(text=TINY + '[uncertain]\n"work.really_at_work" = [0.5, 1]\n')
    shares = [surely.of_season(Streams(3, number)).scenario.work.really_at_work for number in range(400)]
    assert max(shares) == 1 and 2 <= shares.count(1) <= 40


def test_figures_are_drawn_apart(drawn):
    assert abs(np.corrcoef(drawn.T)[0, 1]) < 4 / 4_000**0.5


def test_a_season_is_that_of_the_shop_with_the_drawn_values():
    for replication in range(3):
        drawn = UNSURE.of_season(Streams(5, replication)).scenario
        plain = Shop(drawn.model_copy(update={"uncertain": {}}))
        assert plain.scenario.work.minutes_per_mail != SURE.scenario.work.minutes_per_mail
        assert bytes_of(season_counts(UNSURE, 5, replication)) == bytes_of(
            season_counts(plain, 5, replication)
        )


def test_without_a_range_a_season_is_worked_out_from_the_shop_itself():
    assert SURE.of_season(Streams(5, 0)) is SURE


def test_a_range_as_narrow_as_nothing_is_the_shop_itself():
    narrow = tiny(text=TINY + '[uncertain]\n"work.really_at_work" = [0.8399999999, 0.8400000001]\n')
    assert bytes_of(season_counts(narrow, 5, 0)) == bytes_of(season_counts(SURE, 5, 0))


def test_plans_meet_the_same_values_together_or_alone():
    plans = [
        UNSURE,
        replace(UNSURE, scenario=UNSURE.scenario.model_copy(update={"edition": "24h-weekday"})),
        UNSURE.with_endless_staff(),
        SURE,
        tiny(("follow", "follow"), text=TINY.replace("[work]", "follow_up_share = 0.1\n[work]") + RANGES),
    ]
    alone = [season_counts(plan, 5, 1) for plan in plans]
    assert bytes_of(*counts_of(plans, 5, 1)) == bytes_of(*alone)
    minutes = {plan.of_season(Streams(5, 1)).scenario.work.minutes_per_mail for plan in plans}
    assert len(minutes) == 2  # that of the uncertain ones, and 9


def test_a_range_of_what_no_customer_sees_leaves_customers_alike():
    at_work = tiny(text=TINY + '[uncertain]\n"work.really_at_work" = [0.5, 0.9]\n')
    assert at_work.customers_alike == SURE.customers_alike and at_work.people_alike != SURE.people_alike
    minutes = tiny(text=TINY + '[uncertain]\n"work.minutes_per_mail" = [6, 16]\n')
    assert minutes.customers_alike != SURE.customers_alike and minutes.people_alike == SURE.people_alike


def test_any_number_of_workers_counts_the_same():
    sweeps = [Sweep(5, "reference", workers) for workers in (1, 2)]  # which starts processes at once
    by_one, by_two = (sweep.counts({"": UNSURE}, range(3), "")[""] for sweep in sweeps)
    assert bytes_of(by_one) == bytes_of(by_two)


@pytest.mark.parametrize("name", ["every-way-round", "two-sites", "carrier-fails"])
def test_what_a_season_takes_over_from_its_shop_is_what_it_would_work_out_itself(name: str):
    """Whichever figure is drawn: season, people, options are those of a shop with the drawn value."""
    scenario = read(f"scenarios/{name}.toml").scenario
    for path, one in figures(scenario).items():
        ends = (one.value * 0.8, one.value * 1.2 + 0.01)
        key = ".".join(json.dumps(part) for part in path)
        shop = Shop(scenario.model_copy(update={"uncertain": {key: ends}}))
        drawn = shop.of_season(Streams(1, 1))
        plain = Shop(drawn.scenario)
        assert drawn.options == plain.options
        np.testing.assert_equal([vars(one) for one in drawn.staff], [vars(one) for one in plain.staff], key)
        np.testing.assert_equal(vars(drawn.season), vars(plain.season), key)


def test_a_guess_that_is_raised_takes_its_range_along():
    scenario = raised(UNSURE.scenario, ["work.minutes_per_mail"])["work.minutes_per_mail"]
    assert scenario.uncertain["work.minutes_per_mail"] == pytest.approx((6.6, 17.6))
    assert scenario.uncertain["work.really_at_work"] == (0.5, 0.9)
    assert scenario.work.minutes_per_mail == pytest.approx(9.9)


def test_more_doubt_spreads_seasons_wider():
    """The same shop, sure of its handle time and not: the late answers of its seasons lie further apart."""
    late = {
        name: Sweep(7).counts({"": shop}, range(40), "")[""].verdicts[:, :, 0, 1].sum(axis=1)
        for name, shop in (("sure", SURE), ("unsure", UNSURE))
    }
    assert late["unsure"].std() > 1.2 * late["sure"].std()
    fixed = certain(UNSURE.scenario, UNSURE.uncertain["work.minutes_per_mail"], 9)
    assert list(fixed.uncertain) == ["work.really_at_work"]
