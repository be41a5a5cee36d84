"""Of the cases given a chance, that share becomes late: counted in mornings whose end is known."""

from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from tests.experiments.shops import TINY, tiny

from .desks import instant
from .truth import Known, Listed, Look, listed

BINS = ((0.0, 0.05), (0.05, 0.5), (0.5, 0.95), (0.95, 1.01))
TUESDAY = datetime(2026, 12, 1, 8, 45)
MORNINGS, PLAYS = 16, 40
FALSE_ALARM = 0.001  # of each bin


@pytest.fixture(scope="module")
def mornings(tmp_path_factory) -> Listed:
    """A shop of two who often fail, on a Tuesday."""
    folder: Path = tmp_path_factory.mktemp("mornings")
    shop = tiny(("questions_per_week = 240", "questions_per_week = 300"), text=TINY.partition("[orders]")[0])
    return listed(shop, Look(instant(TUESDAY), PLAYS), range(MORNINGS), folder)


@pytest.mark.parametrize(("low", "high"), BINS)
def test_as_many_become_late_as_the_chances_say(mornings, low, high):
    those = mornings.within(low, high)
    least, most = those.band(1 - FALSE_ALARM)

    assert those.cases.sum() > 10
    assert least <= those.came <= most


def test_the_list_knows_more_than_the_share_that_becomes_late(mornings):
    assert mornings.brier < 0.5 * mornings.brier_of_base_rate


def test_the_bounds_of_cases_that_go_together_are_those_of_the_mornings():
    """Ten mornings of a hundred cases, all late or none, in half of the plays each: a binomial of ten.

    Of ten tosses 2 to 8 are heads in 97.9% of times, 3 to 7 in 89.1%: 95% bounds are 2 and 8.
    """
    plays = np.repeat([[0], [1]] * 20, 100, axis=1).astype(np.bool_)
    alike = Listed(tuple(Known(plays, np.full(100, number < 7)) for number in range(10))).within(0.4, 0.6)

    assert (alike.said, alike.came) == (0.5, 0.7)
    assert alike.band(0.95) == (0.2, 0.8)
