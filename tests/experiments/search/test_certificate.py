"""The cheaper plans beside one, what luck allows, and how many fresh customers a verdict takes."""

from collections.abc import Container
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import binom

from sim.experiments.estimates.precision import Until
from sim.experiments.plans.goal import Ask
from sim.experiments.search.judging.certificate import (
    Certificate,
    Checked,
    certify,
    neighbours_of,
    until_clear,
)
from sim.experiments.search.levers import Plan
from sim.experiments.search.program.covering import Prices
from sim.experiments.seasons.replicate import Counts

from .test_trials import LESS, MORE, trials


def test_the_neighbours_have_a_step_less_and_what_stays_cheaper_of_another_lever():
    """Temps cost 10 a step, Saturdays 4: one temp less buys two Saturdays."""
    prices = Prices(((10.0, 10.0, 10.0), (4.0, 4.0, 4.0)))
    assert neighbours_of((2, 1), prices) == [(1, 1), (2, 0), (1, 3)]
    assert neighbours_of((1, 0), prices) == [(0, 0), (0, 2)]
    assert neighbours_of((0, 0), prices) == []


def test_a_step_that_costs_nothing_leaves_no_cheaper_neighbour():
    assert neighbours_of((1,), Prices(((0.0,),))) == []


def checked(*missed: int, looks: int = 1) -> Checked:
    """A plan that missed each thing asked in so many of 200 seasons."""
    empty = Counts(np.zeros((200, 1, 1, 7)), np.zeros((200, 1, 3)), np.zeros((200, 1, 3)))
    misses = np.arange(200)[:, None] < np.array(missed)
    return Checked(Plan((0,), ""), 0.0, empty, misses, np.zeros_like(misses), looks)


ASKS = tuple(Ask(("response",), (week,), 0.05, 0.0) for week in range(3))


def test_fresh_customers_refuse_a_plan_only_beyond_luck():
    """Of 200 at 5%, 19 or more come in 1 of 170 samples, 20 in 1 of 375 (binomial tables).

    Three weeks, and three plans that may be checked, share 1 in 20.
    """
    assert 170 <= 1 / binom.sf(18, 200, 0.05) <= 180 <= 1 / binom.sf(19, 200, 0.05)
    assert checked(0, 10, 19).surely_missed(ASKS) == ()
    assert checked(0, 20, 40).surely_missed(ASKS) == (1, 2)


def test_the_worst_is_what_lies_most_above_what_is_allowed():
    assert checked(4, 9, 0).worst(ASKS) == 1
    easier = (*ASKS[:1], Ask(("phone",), (1,), 0.2, 0.0))
    assert checked(4, 20).worst(easier) == 0


def test_each_look_more_takes_its_part_of_what_luck_is_allowed():
    """Of 200 at 5%, 20 or more come in 1 of 375 samples: enough for three weeks at one look, not at four."""
    assert checked(0, 20, 40, looks=4).surely_missed(ASKS) == (2,)


@pytest.mark.parametrize("looks", [1, 3, 6])
def test_what_is_missed_so_rarely_that_luck_does_not_explain_it_is_kept(looks: int):
    """At 5% or more so few of 200 come less often than in 2.5% of samples, over all looks of three plans."""
    few = [missed for missed in range(11) if binom.cdf(missed, 200, 0.05) < 0.025 / looks / 3]
    most = max(few)
    assert checked(most, most, most, looks=looks).doubtful(ASKS) == ()
    assert checked(0, most + 1, most, looks=looks).doubtful(ASKS) == (1,)


def test_what_endless_staff_misses_too_is_counted_and_not_taken_as_known():
    """2 in 200 are surely less than 5%; with 9 that endless staff has too they are 11, 2.4% to 10.6%."""
    floor = np.arange(200)[:, None] >= [200, 191, 200]
    one = replace(checked(2, 2, 2), floor=floor)
    assert one.risk_of(1).share == 11 / 200
    assert one.doubtful(ASKS) == (1,)


def test_where_staff_surely_adds_next_to_nothing_it_keeps_what_can_be_asked():
    """None in 500 are less than 1%, whatever endless staff misses: 1 - (0.025 / 3) ** (1 / 500) = 0.95%."""
    nothing = np.zeros((500, 3), bool)
    many = np.arange(500)[:, None] < [40, 40, 40]
    assert replace(checked(0, 0, 0), misses=nothing, floor=many).doubtful(ASKS) == ()


def test_a_floor_that_was_taken_for_higher_than_it_is_refuses_no_plan():
    """Endless staff misses 6% of these seasons and not 8%: with 3.5% more, all of 10% is not missed."""
    asks = (Ask(("response",), (0,), 0.1, 0.08),)
    seasons = np.arange(6_400)[:, None]
    added, floor = seasons < 224, seasons >= 6_400 - 384
    assert asks[0].allowed < 0.03 < added.mean()
    assert replace(checked(0), misses=added, floor=floor, looks=6).surely_missed(asks) == ()
    assert replace(checked(0), misses=seasons < 512, floor=floor, looks=6).surely_missed(asks) == (0,)


LOOKS = Until(200, 1_600)


class Every(Container):
    """Every so many-th number of all."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __contains__(self, one: object) -> bool:
        return isinstance(one, int) and one % self.number == 0


def met(missed: Container) -> tuple[Certificate, list[int]]:
    """The certificate of a plan that misses some seasons, and which seasons were simulated for it."""
    fresh = trials(missed)
    return until_clear(certify(fresh, MORE, [LESS]), fresh, LOOKS), fresh.sweep.asked


def enough(every: int) -> int:
    """The first look with misses so few in fewer than 2.5% of samples, over all looks of three plans."""
    return next(n for n in LOOKS.looks if binom.cdf(-(-n // every), n, 0.05) < 0.025 / 4 / 3)


@pytest.mark.parametrize(("every", "seasons"), [(200, 200), (50, 400), (45, 800)])
def test_fresh_customers_are_added_until_it_is_clear_that_all_is_kept(every: int, seasons: int):
    certificate, _ = met(Every(every))
    assert len(certificate.seasons) == seasons == enough(every)
    assert certificate.is_clear and not certificate.best.doubtful(certificate.asks)
    assert certificate.best.looks == certificate.now.looks == 4


def test_a_plan_at_the_limit_is_left_open_after_the_last_look():
    certificate, _ = met(Every(20))
    assert certificate.seasons == range(1_600) and not certificate.is_clear
    assert certificate.best.doubtful(certificate.asks) == (0,)


def test_a_plan_that_surely_fails_meets_nobody_more():
    certificate, _ = met(Every(5))
    assert certificate.seasons == range(200) and certificate.is_clear
    assert certificate.best.surely_missed(certificate.asks) == (0,)


def test_no_season_of_the_check_is_simulated_twice_and_neighbours_meet_the_first():
    """The present plan is the neighbour too: it and the other meet 800 seasons each."""
    certificate, asked = met(Every(45))
    assert sorted(asked) == sorted([*range(800), *range(800)])
    [neighbour] = certificate.neighbours
    assert (len(neighbour.misses), neighbour.looks) == (200, 1)
    assert len(certificate.best.misses) == len(certificate.now.misses) == len(certificate.endless.load) == 800
    assert np.array_equal(certificate.best.misses[:, 0], np.arange(800) % 45 == 0)
