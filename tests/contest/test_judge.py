"""The judge: a planted fault is counted, a right engine has none, a broken one harms itself only."""

from datetime import date

import numpy as np
import pytest

from benchmarks.contest.interview import answers_of
from benchmarks.contest.judge import check_definition, judged
from benchmarks.contest.sample import batch_of
from benchmarks.peers.protocol import Calendar
from sim.deadline import NEVER, OpeningHours
from tests.contest.engines import find

HOUR_S = 3600
NOVEMBER = Calendar(first=date(2026, 11, 1), last=date(2026, 11, 30))
MONDAY_9 = 1_795_420_800  # 2026-11-23 09:00 in Amsterdam, 08:00 UTC
MINUTES = MONDAY_9 + 60 * np.arange(10)  # five of them even


def batch(category="plain days", hours=1, arrived_at=MINUTES):
    return batch_of(category, NOVEMBER, hours * HOUR_S, arrived_at, arrived_at + 2 * HOUR_S)


PLAIN, LUNCH = batch(), batch("lunch breaks")
EDGES = [batch("on edges", hours, np.array([MONDAY_9])) for hours in (8, 16)]


def judge(name, *batches, **limits):
    return judged(name, batches, find, **limits)


def test_a_right_engine_has_no_wrong_answer():
    report = judge("Slow", PLAIN, *EDGES)
    assert (report.total("asked"), report.total("wrong"), report.total("unanswered")) == (12, 0, 0)


def test_a_planted_fault_is_found_counted_and_shown():
    (mark,) = judge("Planted", PLAIN).marks
    assert (mark.asked, mark.wrong, mark.by_either) == (10, 5, 5)
    assert mark.example == (
        "Mon 2026-11-23 09:00:00 +0100 + 1 h: says Mon 2026-11-23 10:00:01 +0100, "
        "right is Mon 2026-11-23 10:00:00 +0100"
    )


@pytest.mark.parametrize(("name", "boundary"), [("Slow", "close"), ("NextOpen", "next_open")])
def test_the_boundary_an_engine_keeps_to_is_its_own_affair(name, boundary):
    report = judge(name, PLAIN, *EDGES)
    assert (report.boundary, report.total("wrong")) == (boundary, 0)


def test_an_engine_that_keeps_to_neither_boundary_is_wrong_but_by_no_boundary():
    report = judge("Mixed", PLAIN, *EDGES)
    assert (report.total("wrong"), report.total("by_either")) == (1, 0)


def test_what_an_engine_cannot_say_is_not_asked(monkeypatch):
    asked = []
    monkeypatch.setattr(
        "benchmarks.contest.judge.interview",
        lambda name, batches, find: asked.extend(batches) or [answers_of(find(name), one) for one in batches],
    )
    said, unsaid = judge("Planted without lunch", PLAIN, LUNCH).marks
    assert asked == [PLAIN]
    assert (said.wrong, unsaid.asked, unsaid.wrong, unsaid.cannot) == (5, 0, 0, "one slot a day")


def test_an_engine_that_raises_for_some_is_asked_for_each():
    (mark,) = judge("Raises", PLAIN).marks
    assert (mark.wrong, mark.unanswered, mark.fault) == (0, 5, "raises ValueError: an even minute")


def test_too_few_answers_are_no_answers():
    said = answers_of(find("TooFew"), PLAIN)
    assert (said.seconds == NEVER).all() and said.fault == "raises ValueError: 0 answers to 1 cases"


def test_an_engine_that_hangs_loses_that_batch_only():
    (mark,) = judge("Hangs", batch(), batch(hours=2), limit_s=1.0).marks
    assert (mark.wrong, mark.unanswered, mark.fault) == (0, 10, "hangs: no answer in 1 s")


def test_a_process_that_dies_does_not_take_the_bench_down():
    (mark,) = judge("Dies", PLAIN).marks
    assert (mark.unanswered, mark.fault) == (10, "the process died")


@pytest.mark.parametrize(
    ("adapter", "boundary"), [("normsim", "close"), ("numpy_search", "close"), ("numpy_busday", "next_open")]
)
def test_what_needs_no_peers_is_right_here_too(adapter, boundary):
    report = judged(adapter, [PLAIN, *EDGES])
    assert (report.boundary, report.total("asked"), report.total("wrong")) == (boundary, 12, 0)


def test_elapsed_time_knows_no_boundary():
    right, late = judge("Elapsed", PLAIN), judge("ElapsedLate", PLAIN)
    assert (right.boundary, right.total("wrong"), late.total("wrong")) == (None, 0, 10)
    assert late.marks[0].example.endswith("says 7201 s, right is 7200 s")


def test_a_definition_that_differs_from_the_mask_stops_the_contest(monkeypatch):
    assert check_definition([PLAIN]) == 30
    monkeypatch.setattr(OpeningHours, "deadline", lambda *_: 0)
    with pytest.raises(AssertionError, match="plain days"):
        check_definition([PLAIN])
