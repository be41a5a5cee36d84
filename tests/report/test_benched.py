"""A bench in words and as XML, from outcomes made by hand."""

from datetime import date, datetime
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest

from sim.bench.outcome.histogram import Histogram
from sim.bench.outcome.result import Difference, Measured, Outcome, Report, Settings
from sim.deadline import OpeningHours
from sim.deadline.account import account
from sim.report.benched import benched, duration, junit

HOURS = OpeningHours({"mon": ["09:00-17:00"]}, first=date(2026, 11, 1), last=date(2026, 12, 31))
NINE = int(datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Europe/Amsterdam")).timestamp())  # a Monday
TEN = NINE + 3600


def difference(given, expected=TEN, answered_at=None, as_of=None):
    return Difference(NINE, TEN, expected, given, answered_at, as_of, account(HOURS, NINE, TEN))


def outcome(name="plain", wrong=0, fault="", answered=100, took_s=0.004, told=()):
    latency = Histogram()
    for _ in range(answered):
        latency.record(took_s)
    measured = Measured(latency, Histogram(), busy_s=0.5)
    return Outcome(name, "office days", 100, answered, wrong, tuple(told), fault, measured)


def report(*outcomes, p99_s=None, ended="", rate=None):
    names = ("plain", "lunch", "herd")
    settings = Settings("mine:due", "a log", "close", False, 100, 1, rate, p99_s, 600.0, names)
    return Report(settings, outcomes, ended)


def verdict(*outcomes, **details):
    return benched(report(*outcomes, **details)).splitlines()[-1].removeprefix("VERDICT  ")


def test_cases_a_second_the_99th_percentile_and_wrong_answers_come_first():
    lines = benched(report(outcome())).splitlines()

    assert lines[2].split() == ["workload", "cases/s", "p99", "wrong", "of"]
    assert lines[3].split() == ["plain", "200", "4", "ms", "0", "100"]


@pytest.mark.parametrize(
    ("outcomes", "details", "said"),
    [
        ([outcome()], {}, "passed: no answer is wrong"),
        ([outcome()], {"p99_s": 0.02, "rate": 9}, "passed: no answer is wrong, p99 within 20 ms"),
        ([outcome()], {"p99_s": 0.002, "rate": 9}, "not passed: p99 over 2 ms in plain"),
        ([outcome(wrong=1)], {}, "not passed: 1 wrong answer"),
        ([outcome(wrong=3), outcome("herd", wrong=4)], {}, "not passed: 7 wrong answers"),
        ([outcome(fault="hangs", answered=40)], {}, "not passed: 1 workload cut short by a fault"),
        (
            [outcome(fault="hangs", answered=0)],
            {"p99_s": 9.0, "rate": 9},
            "not passed: 1 workload cut short by a fault; p99 over 9 s in plain",
        ),
        (
            [outcome(), outcome("lunch")],
            {"ended": "limit"},
            "not passed: the time limit came in workload 2 of 3, and the rest was not asked",
        ),
        (
            [],
            {"ended": "interrupted"},
            "not passed: it was stopped in workload 0 of 3, and the rest was not asked",
        ),
    ],
)
def test_the_verdict_says_why(outcomes, details, said):
    assert verdict(*outcomes, **details) == said
    assert report(*outcomes, **details).passed == (not said.startswith("not"))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (TEN + 1, f"Mon 2026-11-23 10:00:01 ({TEN + 1}), 1 second too late"),
        (TEN - 5400, f"Mon 2026-11-23 08:30 ({TEN - 5400}), 1 hour 30 minutes too early"),
        (0, "Thu 1970-01-01 01:00 (0), "),
        (2**62, f"{2**62} s after 1970 ({2**62}), "),
        (-(2**63), f"never ({-(2**63)}), "),
    ],
)
def test_a_wrong_deadline_is_told_whatever_it_is(given, said):
    told = benched(report(outcome(wrong=1, told=[difference(given)])))

    assert f" given   {said}" in told and "all of them:" in told
    assert "counted 1 hour, 1 hour so far" in told


def test_a_wrong_verdict_is_told_with_its_answer():
    first = difference("open", "late", answered_at=TEN + 1, as_of=TEN + 3600)
    told = benched(report(outcome(wrong=9, told=[first, difference("open", "late", as_of=TEN + 60)])))

    assert (
        " answer  Mon 2026-11-23 10:00:01; seen from Mon 2026-11-23 11:00\n given   open instead of late"
        in told
    )
    assert " answer  none; seen from Mon 2026-11-23 10:01" in told
    assert "WRONG    plain (office days): 9 of 100; the first 2:" in told


def test_xml_of_what_an_engine_may_say():
    """Control characters and brackets of an engine do not break the file of a CI."""
    suite = ElementTree.fromstring(
        junit(report(outcome(fault="says '<&>\x07'", answered=0), p99_s=1.0, rate=1))
    )

    assert suite.find("testcase/error").get("message") == "says '<&>?'"
    assert [suite.get(kind) for kind in ("tests", "failures", "errors")] == ["2", "1", "1"]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(1.5e-6, "0.0015 ms"), (0.02, "20 ms"), (1.0, "1 s"), (61.23, "61.2 s"), (float("nan"), "-")],
)
def test_durations(seconds, said):
    assert duration(seconds) == said
