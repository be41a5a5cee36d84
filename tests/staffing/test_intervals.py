"""Stretches of time against a second-by-second count."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.staffing.intervals import FEW, cut, holding, lined_up, without

END = 60


def pairs(*intervals):
    return np.array(intervals, np.int64).reshape(-1, 2)


@st.composite
def disjoint(draw):
    """Draw intervals in order; some touch."""
    edges = sorted(draw(st.lists(st.integers(0, END), unique=True, max_size=8)))
    found = [(a, b) for a, b in pairwise(edges) if draw(st.booleans())]
    return pairs(*found)


gaps_of_any_kind = st.lists(
    st.tuples(st.integers(-5, END + 5), st.integers(0, 12)).map(lambda gap: (gap[0], gap[0] + gap[1])),
    max_size=8,
).map(lambda gaps: pairs(*gaps))
instants = st.lists(st.integers(-5, END + 5), max_size=8).map(lambda at: np.array(at, np.int64))


@pytest.mark.property
@given(disjoint(), gaps_of_any_kind)
def test_what_is_left_without_gaps_is_what_a_second_by_second_count_leaves(intervals, gaps):
    left = without(intervals, gaps)

    def inside(second, some):
        return any(a <= second < b for a, b in some.tolist())

    def number(second):  # of the interval that a second lies in
        return next((i for i, (a, b) in enumerate(intervals.tolist()) if a <= second < b), None)

    seconds = [s for s in range(-10, END + 10) if inside(s, intervals) and not inside(s, gaps)]
    runs = [s for s in seconds if s - 1 not in seconds or number(s - 1) != number(s)]
    assert [begin for begin, _ in left.tolist()] == runs
    assert [s for a, b in left.tolist() for s in range(a, b)] == seconds


def test_the_times_of_many_on_one_line_are_those_of_each_alone():
    """So many gaps that the walk is compiled, where those of one person are walked as it stands."""
    rng = np.random.default_rng(3)
    people = [np.sort(rng.choice(END, 8, replace=False)).reshape(-1, 2) for _ in range(300)]
    away = [begin + pairs((0, 0), (0, 7), (2, 3), (30, 41)) for begin in rng.integers(0, END, 300).tolist()]
    assert len(away[0]) < FEW < sum(map(len, away))

    line = without(lined_up(people), lined_up(away))

    alone = [without(own, gaps) for own, gaps in zip(people, away, strict=True)]
    assert line.tolist() == lined_up(alone).tolist() and len(line) > 300


def test_shifts_that_touch_stay_two():
    assert without(pairs((0, 5), (5, 9)), pairs()).tolist() == [[0, 5], [5, 9]]


def test_a_gap_without_length_takes_and_cuts_nothing():
    assert without(pairs((0, 9)), pairs((4, 4), (2, 3), (6, 6))).tolist() == [[0, 2], [3, 9]]


@pytest.mark.property
@given(disjoint(), instants)
def test_cut_intervals_hold_the_same_seconds_and_begin_at_the_cuts_inside(intervals, at):
    pieces = cut(intervals, at).tolist()

    assert [s for a, b in pieces for s in range(a, b)] == [
        s for a, b in intervals.tolist() for s in range(a, b)
    ]
    inside = {s for a, b in intervals.tolist() for s in at.tolist() if a < s < b}
    assert [a for a, _ in pieces] == sorted({a for a, _ in intervals.tolist()} | inside)


@pytest.mark.property
@given(disjoint(), instants)
def test_an_interval_holds_its_beginning_and_not_its_end(intervals, at):
    assert holding(intervals, at).tolist() == [
        any(a <= s < b for a, b in intervals.tolist()) for s in at.tolist()
    ]
