"""The two engines give the same log, row by row, person by person, instant by instant."""

from collections import Counter
from pathlib import Path

import pytest

from sim.demand.journeys import customers
from sim.draws import Streams
from sim.operation import kernel, reference
from sim.operation.contract import SERVED, UNSEEN
from sim.operation.policy import PHONE, QUESTIONS, rules_of
from sim.scenario.read import read
from sim.scenario.season import season_of
from sim.staffing.duty import endless, on_duty
from sim.staffing.people import plan

from .desk import Duty, mail, roster_of, work_of
from .desk import rules_of as rules_of_desk
from .shops import Shop, difference, random_shop
from .watched import FEATURES, PAIRS, WatchedDesk

SHOPS = 320
ROWS = 200_000  # that came, at least
OFTEN = 150  # in a fifth of the shops
PEAK_SEASON = Path(__file__).parents[2] / "scenarios" / "peak-season.toml"


def test_no_row_differs_on_random_shops():
    came = 0

    for seed in range(SHOPS):
        shop = random_shop(seed)
        right = reference.simulate(*shop)
        assert not difference(right, kernel.simulate(*shop)), f"shop {seed}"
        came += int((right.outcome != UNSEEN).sum())

    assert came >= ROWS


def test_the_random_shops_really_do_everything_often_and_at_the_same_instant(monkeypatch):
    monkeypatch.setattr(reference, "Desk", WatchedDesk)
    monkeypatch.setattr(WatchedDesk, "seen", Counter(), raising=False)

    for seed in range(60):
        reference.simulate(*random_shop(seed))

    rare = [name for name in (*FEATURES, *PAIRS) if WatchedDesk.seen[name] < OFTEN]
    assert not rare, "these occurred too seldom to be compared"


@pytest.mark.parametrize("seed", range(6))
def test_the_kernel_says_the_same_before_it_is_compiled(seed, monkeypatch):
    shop = random_shop(seed, rows=200)
    compiled = kernel.simulate(*shop)

    monkeypatch.setattr(kernel, "_compiled", lambda: kernel._run)

    assert not difference(compiled, kernel.simulate(*shop))


@pytest.fixture(scope="module")
def scenario():
    return read(PEAK_SEASON).scenario


@pytest.mark.parametrize("plenty", [False, True])
def test_no_customer_of_the_peak_season_differs(scenario, plenty):
    season, streams, does = season_of(scenario), Streams(1, 0), (PHONE, QUESTIONS)
    staff = plan(scenario, season)
    roster = endless(staff, does) if plenty else on_duty(staff, scenario, season, streams, does)
    shop = Shop(customers(scenario, season, streams).work, roster, rules_of(scenario), season.until)

    log = kernel.simulate(*shop)

    assert not difference(reference.simulate(*shop), log)
    assert (log.outcome == SERVED).sum() > 7000


@pytest.mark.parametrize("compiled", [True, False])
def test_a_row_may_be_handed_over_thousands_of_times(compiled, monkeypatch):
    duties = [Duty(at, at + 1, person=at % 2) for at in range(3000)]
    shop = work_of([mail(0, 2990)]), roster_of(duties), rules_of_desk(), 5000
    if not compiled:  # plain numpy checks bounds
        monkeypatch.setattr(kernel, "_compiled", lambda: kernel._run)

    log = kernel.simulate(*shop)

    assert not difference(reference.simulate(*shop), log)
    assert len(log.spell_row) == 2990
