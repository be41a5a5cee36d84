"""Who is seen at work."""

import numpy as np

from sim.calibrate.phone.people.at_work import between, seen_at_work, staffed
from sim.staffing.intervals import FAR, NO_TIME, lined_up

from .logs import MONDAY_9, by_hand

NAMES = "attempted_at outcome waited_s handled_s agent_id"


def told(line: np.ndarray) -> list[tuple[int, int, int]]:
    return [(int(on // FAR), int(on % FAR) - MONDAY_9, int(off % FAR) - MONDAY_9) for on, off in line]


def test_agents_are_at_work_from_their_first_call_to_their_last_but_for_breaks():
    """1,800 s without a call is a pause; one second more is a break."""
    calls = by_hand(
        (0, "answered", 10, 100, "Bo"),
        (50, "answered", 70, 30, "Ann"),
        (1900, "answered", 10, 90, "Bo"),
        (3801, "answered", 0, 60, "Bo"),
        names=NAMES,
    )

    assert told(seen_at_work(calls)) == [(0, 120, 150), (1, 10, 2000), (1, 3801, 3861)]


def test_a_long_call_beside_short_ones_is_no_break():
    """Two lines of one agent: what ended last counts."""
    calls = by_hand(
        (0, "answered", 0, 5000, "Bo"),
        (10, "answered", 0, 5, "Bo"),
        (6000, "answered", 0, 5, "Bo"),
        names=NAMES,
    )

    assert told(seen_at_work(calls)) == [(0, 0, 6005)]


def test_nobody_is_seen_where_no_agent_is_named_or_nothing_is_known_of_the_call():
    assert len(seen_at_work(by_hand((0, "answered", 5, 60, ""), names=NAMES))) == 0
    assert len(seen_at_work(by_hand((0, "answered", 5, -1, "Bo"), names=NAMES))) == 0
    assert len(seen_at_work(by_hand((0, "abandoned", 5, 60, "Bo"), names=NAMES))) == 0


def test_stretches_are_cut_to_a_span_person_by_person():
    line = lined_up([np.array([[0, 10], [20, 30]]), np.array([[5, 25]])])

    assert (between(line, 8, 22) - np.array([[0, 0], [0, 0], [FAR, FAR]])).tolist() == [
        [8, 10],
        [20, 22],
        [8, 22],
    ]


def test_somebody_is_at_work_from_the_instant_of_coming_to_before_that_of_going():
    line = lined_up([np.array([[0, 10], [20, 30]]), np.array([[5, 15]])])

    assert staffed(line, np.array([-1, 0, 12, 14, 15, 19, 20, 29, 30])).tolist() == [
        *(False, True, True, True, False, False, True, True, False)
    ]


def test_where_nobody_is_known_to_be_at_work_somebody_may_always_be():
    assert staffed(NO_TIME, np.array([-1, 0, 12])).all()
