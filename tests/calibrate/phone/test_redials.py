"""Who calls again, and when."""

import numpy as np
import pytest

from sim.calibrate.phone.laws.redials import redials

from .logs import by_hand, january, needs_january

NAMES = "attempted_at outcome waited_s caller_id"


def of_many(*rows, callers: int = 50):
    """The same day of each of many callers, and one much later call, so that all is seen."""
    every = [
        (at + caller, outcome, waited, str(caller))
        for caller in range(callers)
        for at, outcome, waited in rows
    ]
    return by_hand(*every, (90_000, "answered", 0, "last"), names=NAMES)


def test_who_hangs_up_and_calls_within_the_hour_redials():
    told = redials(of_many((0, "abandoned", 40), (640, "answered", 5)))

    assert (told.hang_ups, told.share, told.median_s) == (50, 1.0, 600)


def test_a_later_call_is_another_matter_and_an_answered_call_none():
    assert redials(of_many((0, "abandoned", 0), (3601, "abandoned", 0), (3700, "answered", 5))).share == 0.5
    assert redials(of_many((0, "answered", 10), (60, "answered", 5))) is None


def test_each_hang_up_of_a_row_counts():
    told = redials(of_many((0, "abandoned", 30), (100, "abandoned", 30), (200, "abandoned", 30)))

    assert (told.hang_ups, told.share) == (150, pytest.approx(2 / 3))
    assert set(told.after_s.tolist()) == {70}


def test_a_hang_up_whose_next_hour_the_log_does_not_hold_tells_nothing():
    rows = [(n, "abandoned", 10, str(n)) for n in range(100)] + [(50 + 3600, "answered", 1, "last")]
    rows += [(200 + n, "answered", 1, str(n)) for n in range(100)]

    assert redials(by_hand(*rows, names=NAMES)) is None  # 41 hang-ups are left: of 0 to 40
    rows.append((5000, "answered", 1, "last"))
    assert redials(by_hand(*rows, names=NAMES)).hang_ups == 100


def test_nobody_is_seen_to_call_again_where_callers_are_unknown():
    assert redials(by_hand(*[(n, "abandoned", 20, -1) for n in range(200)])) is None


@needs_january
def test_the_redials_of_january():
    told = redials(january())

    assert told.share == pytest.approx(0.44, abs=0.03)
    assert told.hang_ups > 1500
    assert np.all(np.diff(told.after_s) >= 0)
    assert 400 < told.median_s < 600
