"""Of the cases given a chance, that share becomes late: counted in mornings whose end is known."""

from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from tests.experiments.shops import TINY, tiny

from .desks import instant
from .truth import Listed, listed

BINS = ((0.0, 0.05), (0.05, 0.5), (0.5, 0.95), (0.95, 1.01))
TUESDAY = datetime(2026, 12, 1, 8, 45)
MORNINGS, PLAYS = 16, 30
KNOWN_TO = 1 / PLAYS  # what was never seen in so many plays is not impossible
FALSE_ALARM = 0.001  # of each bin


@pytest.fixture(scope="module")
def mornings(tmp_path_factory) -> Listed:
    """A shop of two who often fail, on a Tuesday."""
    folder: Path = tmp_path_factory.mktemp("mornings")
    shop = tiny(("questions_per_week = 240", "questions_per_week = 300"), text=TINY.partition("[orders]")[0])
    return listed(shop, instant(TUESDAY), range(MORNINGS), PLAYS, folder)


@pytest.mark.parametrize(("low", "high"), BINS)
def test_as_many_become_late_as_the_chances_say(mornings, low, high):
    those = mornings.within(low, high)
    least, most = those.interval(1 - FALSE_ALARM)

    assert len(those.late) > 10
    assert least - KNOWN_TO <= those.chance.mean() <= most + KNOWN_TO


def test_as_many_of_a_morning_become_late_as_it_expects(mornings):
    """On average over mornings, each of which counts once."""
    missed = np.bincount(mornings.morning, mornings.late - mornings.chance)
    error = missed.std(ddof=1) / MORNINGS**0.5

    assert abs(missed.mean()) < 3.5 * error


def test_the_list_knows_more_than_the_share_that_becomes_late(mornings):
    assert mornings.brier < 0.5 * mornings.brier_of_base_rate


def test_the_bounds_of_cases_that_go_together_are_those_of_the_mornings():
    """Ten mornings of a hundred alike cases are worth ten: Clopper and Pearson's limits of 5 in 10.

    Their limits are 0.187 and 0.813 (Clopper, Pearson 1934, chart for 95%, n = 10); the variance of ten
    mornings is estimated, so that of the design is a tenth more and t in place of the normal law widens it.
    """
    late = np.repeat(np.arange(10) < 5, 100)
    alike = Listed(np.full(1000, 0.5), late, np.repeat(np.arange(10), 100))
    low, high = alike.interval(0.95)

    assert 0.10 < low < 0.187 and 0.813 < high < 0.90
