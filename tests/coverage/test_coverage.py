"""The promises of `make check-coverage`, each cell with fixed draws.

Of 2,000 experiments the standard error is 0.5 points: where the true coverage is 95% a cell leaves 93.5-96.5%
once in 500 seeds, and a true coverage below 92.2% is seen 99 times in 100.
"""

import numpy as np
import pytest

from sim.experiments.estimates.precision import Until
from sim.experiments.search.judging import certificate
from sim.experiments.search.judging.certificate import ROUNDS

from .checking import looks_of, wrong_interval, wrongly_kept
from .drawn import Cell, student
from .exact import clopper_pearson, coverage, joined, paired_coverage, paired_wald, wilson
from .processes import LateShares, Process, Relieved, Spared
from .promises import (
    CHANCES,
    CHECKS,
    DIFFERENCES,
    DISCORDANT,
    GAINS,
    LEAST,
    MOST,
    NINE,
    PAIRS,
    RULES,
    SEASONS,
    STOPPED,
)
from .stopping import stopped

EXPERIMENTS = 2_000


def name(cell: Cell) -> str:
    return f"{cell.process}, {cell.n} seasons"


@pytest.mark.parametrize("cell", NINE, ids=name)
def test_an_average_share_is_covered_as_often_as_it_says(cell: Cell):
    found = cell.coverage(EXPERIMENTS)
    assert LEAST <= found.held <= MOST
    assert max(found.below, found.above) < 0.045  # neither side pays for the other


@pytest.mark.parametrize("cell", DIFFERENCES, ids=name)
def test_a_difference_of_pairs_is_covered_at_least_as_often_as_it_says(cell: Cell):
    assert cell.coverage(EXPERIMENTS).held >= LEAST


def test_of_the_plain_interval_both_tests_would_see_the_fault():
    assert Cell(LateShares(0.03, 2), 10).coverage(EXPERIMENTS, student).held < LEAST
    assert Cell(LateShares(0.03), 10).coverage(EXPERIMENTS, student).below > 0.045
    assert Cell(Relieved(2_800), 30).coverage(EXPERIMENTS, student).held < LEAST


@pytest.mark.parametrize("n", SEASONS)
@pytest.mark.parametrize("true", CHANCES)
def test_a_chance_is_never_covered_less_often_than_it_says(true: float, n: int):
    assert coverage(clopper_pearson, true, n) >= 0.95


def test_wilsons_interval_would_break_that_promise():
    assert coverage(wilson, 0.05, 10) < LEAST


@pytest.mark.parametrize("n", PAIRS)
@pytest.mark.parametrize("discordant", DISCORDANT)
def test_a_difference_of_chances_is_never_covered_less_often_than_it_says(discordant: float, n: int):
    interval = joined(n)
    for share in GAINS:
        assert paired_coverage(interval, discordant * share, discordant * (1 - share), n) >= 0.95


def test_the_plain_interval_of_pairs_would_break_that_promise():
    assert paired_coverage(paired_wald(200), 0.01, 0.0, 200) < LEAST


@pytest.mark.parametrize(
    "process", [LateShares(0.3, 2), LateShares(0.1, 1, 0.2), Spared(10.5, 4, 0.3), Relieved(2_300)]
)
def test_the_truth_is_that_of_the_draws(process: Process):
    drawn = process.draw(np.random.default_rng(1), (200, 2_000))
    assert abs(drawn.mean() - process.truth) < 4 * drawn.std() / drawn.size**0.5


@pytest.mark.parametrize("true", STOPPED)
@pytest.mark.parametrize("until", RULES, ids=str)
def test_a_chance_is_covered_by_whatever_rule_a_run_stopped(until: Until, true: float):
    assert stopped(until, true, len(until.looks)).held >= 0.95


def test_without_a_price_for_looking_that_promise_would_break():
    assert stopped(Until(200, 3_200, risk=0.2), 0.2, together=1).held < 0.85


@pytest.mark.parametrize("risk", [0.05, 0.2])
@pytest.mark.parametrize("until", CHECKS, ids=str)
def test_what_a_check_says_holds_of_the_plan_offered_whatever_was_refused_before_it(
    until: Until, risk: float
):
    looks, missing = looks_of(until, risk), np.linspace(1, 3, 30) * risk
    below = np.linspace(0.02, 0.98, 30) * risk
    assert wrong_interval(looks, np.append(below, missing), ROUNDS) <= 0.05
    assert wrongly_kept(looks, missing, ROUNDS) <= 0.05


def test_without_a_price_for_the_plans_refused_that_promise_would_break(monkeypatch):
    monkeypatch.setattr(certificate, "ROUNDS", 1)
    looks, truths = looks_of(Until(200, 200), 0.05), np.linspace(1, 3, 30) * 0.05
    assert wrong_interval(looks, truths, 1) <= 0.05 < 0.08 < wrong_interval(looks, truths, 3)
