"""What is read of a call log, whichever of its columns it has."""

import numpy as np
import pytest

from sim.calibrate.phone.attempts import UNKNOWN
from sim.deadline import NEVER
from sim.norms.log import Calls, EventLog

from .logs import MONDAY_9, by_hand, seen


def test_durations_that_the_log_does_not_tell_follow_from_its_instants():
    at = np.array([0, 60, 120, 180]) + MONDAY_9
    calls = Calls(
        attempted_at=at,
        answered_at=[at[0] + 7, NEVER, NEVER, at[3] + 1],
        ended_at=[at[0] + 100, at[1] + 45, NEVER, NEVER],
        outcome=["answered", "abandoned", "abandoned", "answered"],
    )

    told = seen(EventLog(calls=calls))

    assert told.waited_s.tolist() == [7, 45, UNKNOWN, 1]
    assert told.handled_s.tolist() == [93, UNKNOWN, UNKNOWN, UNKNOWN]


def test_durations_that_the_log_tells_go_before_its_instants():
    """A switchboard's `ended_at` may be the end of its menu."""
    at = np.array([MONDAY_9])
    calls = Calls(
        attempted_at=at, answered_at=at, ended_at=at + 9, outcome=["answered"], waited_s=[30], handled_s=[200]
    )

    told = seen(EventLog(calls=calls))

    assert (told.waited_s.tolist(), told.handled_s.tolist()) == ([30], [200])


def test_attempts_come_in_order_and_know_the_hours_of_the_norm():
    told = by_hand((100, "answered", 1, 60), (-100, "abandoned", 20, -1))

    assert np.diff(told.at).tolist() == [200]
    assert told.counts.tolist() == [False, True]  # 08:58:20 and 09:01:40
    assert told.answered.tolist() == [False, True]


@pytest.mark.parametrize(
    ("ids", "numbers"), [(["b", "", "a", "b"], [1, -1, 0, 1]), ([7, -1, 5, 7], [1, -1, 0, 1])]
)
def test_agents_are_numbered_by_name_and_nobody_is_unknown(ids, numbers):
    rows = [(number, "answered", one) for number, one in enumerate(ids)]

    assert by_hand(*rows, names="attempted_at outcome agent_id").agent.tolist() == numbers


def test_who_hangs_up_within_ten_seconds_does_so_at_once():
    told = by_hand(
        *[(s, "abandoned", s, -1) for s in (0, 10, 11)], (20, "abandoned", -1, -1), (21, "answered", 0, 9)
    )

    assert told.at_once.tolist() == [True, True, False, False, False]
