"""Customers who called and have no case."""

import numpy as np
import pytest

from sim.calibrate.questions.callers import callers_beside
from sim.norms.log import Calls, Cases

from .shop import evenly

ZONE = "Europe/Amsterdam"


def cases(channel: str, weeks: int = 4) -> Cases:
    arrived = evenly(weeks, 5)
    return Cases(arrived_at=arrived, answered_at=arrived, channel=np.array([channel] * len(arrived)))


def calls(answered: int, missed: int, weeks: int = 4) -> Calls:
    """So many of both on every day."""
    a_day = ["answered"] * answered + ["abandoned"] * missed
    at = evenly(weeks, len(a_day))
    return Calls(attempted_at=at, outcome=np.array(a_day * 7 * weeks))


@pytest.mark.parametrize(("channel", "expected"), [("phone", 2), ("mail", 5)])
def test_who_gave_up_has_no_case_and_who_was_spoken_has_one_where_any_has(channel, expected):
    """Three answered and four missed a day, half of those again: two customers gave up."""
    found = callers_beside(cases(channel), calls(3, 4), 0.5, ZONE)
    assert len(found) == pytest.approx(expected * 28, abs=6)


def test_calls_of_another_time_are_not_mixed_in():
    assert len(callers_beside(cases("mail", weeks=8), calls(3, 4, weeks=4), 0.5, ZONE)) == 0
