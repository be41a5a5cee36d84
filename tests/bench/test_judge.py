"""Requests, the form of answers, and which answers are wrong."""

from collections import Counter

import numpy as np
import pytest

from sim.bench.engines import EngineFault
from sim.bench.outcome.judge import SHOWN, differences
from sim.bench.questions.asking import VERDICTS, Deadlines, Span, Streams, spans
from sim.bench.questions.workload import NAMES, workloads
from sim.deadline import NEVER

from . import contestants
from .logs import questions


def only(name, n=1000, boundary="close"):
    [found] = workloads(questions(), n, boundary, (name,))
    return found


def stream(name="plain", boundary="close", batch=250):
    """A workload asked as streams, with the request of each span."""
    task = Streams(only(name, boundary=boundary))
    return task, {span: task.body(span) for span in spans(1000, batch)}


def test_requests_cover_every_row_once():
    assert list(spans(5, 2)) == [(0, 2), (2, 4), (4, 5)] and list(spans(2, 100)) == [(0, 2)]


def test_a_request_has_the_keys_of_the_protocol_in_their_order():
    deadlines, streams = Deadlines(only("plain")), Streams(only("plain"))

    assert list(deadlines.body(Span(0, 9))) == ["calendar", "arrived_at", "allowance_s", "boundary"]
    assert list(streams.body(Span(0, 9))) == ["calendar", "events", "allowance_s", "boundary", "as_of"]


@pytest.mark.parametrize("boundary", ["close", "next_open"])
@pytest.mark.parametrize("name", NAMES)
def test_right_verdicts_are_those_of_an_engine_that_shares_nothing_with_us(name, boundary):
    task, requests = stream(name, boundary)
    right = task.right(task.workload.due_at)

    for span, body in requests.items():
        said = contestants.verdicts(*body.values())
        assert [said[str(row)] for row in range(*span)] == [VERDICTS[place] for place in right[slice(*span)]]


def test_streams_come_doubled_in_disorder_and_none_after_as_of():
    for body in stream()[1].values():
        events = [tuple(event) for event in body["events"]]
        times = Counter(events)
        assert 0.1 < sum(count == 2 for count in times.values()) / len(times) < 0.3
        assert [at for _, _, at in events] != sorted(at for _, _, at in events)
        assert max(at for _, _, at in events) <= body["as_of"]
        answers = Counter(case for case, what, _ in times if what == "answered")
        assert 2 in answers.values()  # a second answer, which does not count


def test_streams_hold_every_verdict_and_answers_at_the_very_second():
    task, requests = stream("herd")
    right, due = task.right(task.workload.due_at), task.workload.due_at

    assert set(right.tolist()) == {0, 1, 2}
    assert {-1, 0, 1} <= set((task.answered_at - due).tolist())
    assert all(body["as_of"] in due[slice(*span)] for span, body in requests.items())


def test_some_cases_go_without_an_answer_and_are_late_or_open():
    task, _ = stream()
    right = task.right(task.workload.due_at)

    assert (task.answered_at[6::7] == NEVER).all() and set(right[6::7].tolist()) == {1, 2}


def test_the_same_stream_comes_in_every_run():
    assert stream()[1] == stream()[1]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([1.0, 2], "answers 1.0, a float, to arrival 1"),
        ([1, float("nan")], "answers NaN to arrival 2"),
        ([1, None], "answers None \\(null\\) to arrival 2"),
        ([1, True], "answers True to arrival 2"),
        ([1, "2"], "answers '2' to arrival 2"),
        ([1, [2]], "answers \\[2\\] to arrival 2"),
        ([1], "gives 1 answers to 2 arrivals"),
        ([1, 2**63], "must be UTC seconds within int64"),
        ("12", "must be due_at, a list of 2"),
        (None, "must be due_at, a list of 2"),
    ],
)
def test_the_form_of_deadlines(given, said):
    with pytest.raises(EngineFault, match=said):
        Deadlines(only("plain")).read({"due_at": given}, Span(0, 2))


def test_an_answer_without_its_key_is_shown_in_short():
    with pytest.raises(EngineFault, match=r"answers \{'deadlines': \[0, .*\.\.\.; must be due_at"):
        Deadlines(only("plain")).read({"deadlines": [0] * 1000}, Span(0, 2))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"0": "late"}, "gives no verdict on 1 of 2 cases, such as 1"),
        ({"0": "late", "1": "open", "2": "open"}, "on case '2', which was not asked about"),
        ({"0": "late", "1": "ontime"}, "gives the verdict 'ontime'"),
        ({"0": "late", "1": None}, "gives the verdict None"),
        (["late", "open"], "must be verdicts, an object"),
    ],
)
def test_the_form_of_verdicts(given, said):
    with pytest.raises(EngineFault, match=said):
        Streams(only("plain")).read({"verdicts": given}, Span(0, 2))


def test_only_what_was_answered_is_judged_and_the_first_few_are_told():
    task = Deadlines(only("plain"))
    answers, answered = task.workload.due_at.copy(), np.ones(1000, bool)
    answers[[3, 10, 11, 500, 900]] += 60
    answered[900] = False

    wrong, told = differences(task, answers, answered)

    assert wrong == 4 and len(told) == SHOWN == 3
    assert [one.given - one.expected for one in told] == [60, 60, 60]
    assert [one.arrived_at for one in told] == task.workload.asked.arrived_at[[3, 10, 11]].tolist()
    assert told[0].account[-1].counted_s == 8 * 3600 and told[0].account[-1].end == told[0].due_at


def test_an_engine_that_the_kernel_calls_wrong_is_heard_by_the_definition():
    task = Deadlines(only("plain"))
    right = task.workload.due_at.copy()
    task.workload.due_at[:50] = 0  # as a faulty kernel would have it

    assert differences(task, right, np.ones(1000, bool)) == (0, ())


def test_a_wrong_verdict_is_told_with_what_the_engine_could_see():
    task, requests = stream()
    right = task.right(task.workload.due_at)
    wrong, told = differences(task, (right + 1) % 3, np.ones(1000, bool))

    assert wrong == 1000 and told[0].expected == VERDICTS[right[0]] != told[0].given
    assert told[0].as_of == requests[Span(0, 250)]["as_of"]
    assert all(one.answered_at is None or one.answered_at <= one.as_of for one in told)
