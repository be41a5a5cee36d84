"""The split of the spread: known components of variance, counts with a closed form, and seasons."""

import numpy as np
import pytest

from sim.experiments.drivers.spread import ORDER, Part, shares, split, spread_of
from sim.experiments.plans.goal import Goal
from sim.experiments.plans.targets import RESPONSE
from sim.experiments.seasons.replicate import TOTAL
from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.sweep import Sweep

from ..shops import tiny

BUSY = """weeks = "2026-W38"
edition = "8wh"
holidays = "none"
[contacts]
questions_per_week = 100
phone_share = 0
follow_up_share = 0
mails_again_share = 0
after_holiday = [1, 1, 1]
week_busyness_sd = {sd}
day_busyness_sd = 0
[work]
minutes_per_mail = {minutes}
really_at_work = {at_work}
[absence]
sick_day_chance = {ill}
sick_week_chance = 0
[people]
Sanne = "mon-fri 09:00-13:00"
Mehmet = "mon-fri 13:00-17:00"
"""


def busy(sd: float = 0.0, ill: float = 0.0, at_work: float = 1.0, minutes: float = 20.0) -> Shop:
    return tiny(text=BUSY.format(sd=sd, ill=ill, at_work=at_work, minutes=minutes))


def made(n: int, variances: tuple[float, float, float], seed: int) -> np.ndarray:
    """Seasons as they are, with the forecast shared, with absence shared too; each part exponential."""
    draws = np.random.default_rng(seed)
    forecast, absence, luck, absence_anew, luck_anew = draws.exponential(size=(5, n))
    of = [
        (forecast, absence, luck),
        (forecast, absence_anew, luck_anew),
        (forecast, absence, luck_anew),
    ]
    return np.array([sum(v**0.5 * part for v, part in zip(variances, one, strict=True)) for one in of])


@pytest.mark.parametrize("variances", [(6, 1, 3), (1, 0, 1), (0, 3, 1), (2, 2, 0)])
def test_known_components_come_back(variances):
    found = shares(made(400_000, variances, 1))
    assert found == pytest.approx(np.array(variances) / sum(variances), abs=0.01)


def test_intervals_hold_the_true_shares_in_most_experiments():
    """Nominally 95%; with 200 seasons of skewed parts 90% is asked for, in 100 experiments at three sigma."""
    held = {group: 0 for group in ORDER}
    for seed in range(100):
        parts = split(made(200, (6, 1, 3), seed), 0.0, seed).parts
        for group, true in zip(ORDER, (0.6, 0.1, 0.3), strict=True):
            held[group] += parts[group].low <= true <= parts[group].high
    assert min(held.values()) >= 100 * 0.9 - 3 * (100 * 0.9 * 0.1) ** 0.5


def test_shares_are_cut_to_what_they_can_be_and_sum_to_one():
    for seed in range(20):
        parts = split(made(10, (1, 0.2, 1), seed), 0.0).parts
        assert sum(part.share for part in parts.values()) == pytest.approx(1)
        assert all(0 <= part.low <= part.share <= part.high <= 1 for part in parts.values())


def test_seasons_that_all_agree_have_no_spread_to_split():
    alike = split(np.full((3, 8), 5.0), 2.0)
    assert (alike.mean, alike.sd, alike.parts, alike.floor) == (5, 0, {}, 2)


def test_questions_of_a_week_split_as_their_mixed_poisson_law_says():
    """Given the week's factor, of mean 1 and sd 0.2, questions are Poisson of 100 times it: 400 to 100."""
    shop = busy(sd=0.2)
    kinds = [shop, *(Shop(shop.scenario, anew=frozenset(anew)) for anew in (ORDER[1:], ORDER[2:]))]
    counts = Sweep(3).counts({str(n): one for n, one in enumerate(kinds)}, range(150), "")
    seasons = np.array([one.verdicts[:, :, RESPONSE, TOTAL].sum(axis=1) for one in counts.values()], float)
    found = split(seasons, 0.0)
    assert seasons.std() ** 2 == pytest.approx(500, rel=0.25)
    assert found.parts["forecast"].low < 0.8 < found.parts["forecast"].high
    assert found.parts["forecast"].high - found.parts["forecast"].low < 0.2
    assert found.parts["absence"].high == 0


def test_where_nobody_is_ever_away_absence_has_no_share():
    found = spread_of(busy(sd=0.4, minutes=24), Goal(), Sweep(), 40).failures
    assert found.parts["absence"] == Part(0, 0, 0)
    assert found.parts["forecast"].low > 0.3


def test_where_the_forecast_is_certain_it_has_no_share_beyond_chance():
    found = spread_of(busy(ill=0.4, minutes=12), Goal(), Sweep(), 60).failures
    assert found.parts["forecast"].low == 0
    assert found.parts["absence"].low > 0.15


def test_where_all_is_certain_but_who_comes_when_it_is_all_luck():
    found = spread_of(busy(minutes=24), Goal(), Sweep(), 60).failures
    assert found.sd > 0 and found.parts["luck"].high == 1
    assert found.parts["absence"].high == 0


def test_endless_staff_leave_what_comes_when_nobody_works():
    """In a shift every answer is at once; a phone that rings until 17:00 is missed after the last shift."""
    assert spread_of(busy(sd=0.2), Goal(), Sweep(), 4).failures.floor == 0
    calling = BUSY.format(sd=0, minutes=20, at_work=1, ill=0).replace("phone_share = 0", "phone_share = 1")
    short = tiny(text=calling.replace("13:00-17:00", "13:00-15:00"))
    found = spread_of(short, Goal(("phone",)), Sweep(), 4)
    assert found.failures.floor > 10 and found.missed_weeks.floor == 1
