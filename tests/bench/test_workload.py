"""What is asked: calendars that try what they say, seconds at their edges, the herd."""

import json
from datetime import UTC, date, datetime

import pytest

from sim.bench.questions import workload as module
from sim.bench.questions.calendars import calendars, hours_of
from sim.bench.questions.workload import NAMES, edges, workloads

from . import contestants
from .logs import AMSTERDAM, questions

FIRST, LAST = date(2026, 1, 1), date(2035, 12, 31)
ALL = {calendar.name: calendar for calendar in calendars(FIRST, LAST)}


def at(text):
    return int(datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM).timestamp())


def local(second):
    return datetime.fromtimestamp(int(second), UTC).astimezone(AMSTERDAM)


@pytest.mark.parametrize("name", ALL)
def test_a_calendar_as_it_is_handed_over_is_the_calendar_that_judges(name):
    """By a reading of the protocol that shares nothing with ours, over ten years."""
    handed = json.dumps(ALL[name].as_json())
    hours = hours_of(json.loads(handed))

    assert contestants.openings(handed) == list(zip(hours.opens.tolist(), hours.closes.tolist(), strict=True))
    assert hours.timezone == "Europe/Amsterdam" and (hours.first, hours.last) == (FIRST, LAST)


@pytest.mark.parametrize(
    ("name", "arrived", "due"),
    [
        ("plain", "2026-12-24 16:00", "2026-12-28 16:00"),  # Christmas on a Friday
        ("lunch", "2026-11-02 12:00", "2026-11-03 12:00"),  # a Monday
        ("nights", "2026-10-24 20:00", "2026-10-25 05:00"),  # 02:00-03:00 comes twice
        ("nights", "2027-03-27 20:00", "2027-03-28 23:00"),  # 02:00-03:00 does not come: 7 h by 06:00
        ("round-the-clock", "2026-10-24 12:00", "2026-10-25 11:00"),
        ("odd-seconds", "2026-11-02 08:00", "2026-11-03 09:00:12"),  # 13 s more than a day
        ("extras", "2026-04-06 10:00", "2026-04-07 13:00"),  # Easter Monday, open for four hours
        ("extras", "2026-12-24 14:00", "2026-12-28 16:00"),  # closed from 15:00
    ],
)
def test_deadlines_by_hand(name, arrived, due):
    assert ALL[name].hours.deadline(at(arrived), ALL[name].allowance_s) == at(due)


def test_every_workload_has_as_many_cases_as_were_asked_for():
    found = list(workloads(questions(), 700))

    assert tuple(one.name for one in found) == NAMES and {len(one.asked) for one in found} == {700}
    assert [one.name for one in workloads(questions(), 1, only=("herd", "plain"))] == ["plain", "herd"]


@pytest.mark.parametrize("name", NAMES)
def test_every_question_has_a_deadline(name):
    """In a log at the end of what a log may hold, too."""
    for log in (questions(), questions(start=datetime(2036, 11, 27))):
        [found] = workloads(log, 30_000, only=(name,))
        assert (found.due_at >= found.asked.arrived_at).all()


def test_all_of_a_weekend_falls_due_in_one_second():
    [herd] = workloads(questions(), 5000, only=("herd",))
    weeks = {}
    for arrived, due in zip(herd.asked.arrived_at, herd.due_at, strict=True):
        weeks.setdefault(local(arrived).isocalendar()[:2], set()).add(local(due))

    assert all(len(dues) == 1 for dues in weeks.values())
    dues = [due for [due] in weeks.values()]
    assert {f"{due:%H:%M:%S}" for due in dues} == {"17:00:00"}
    assert {f"{due:%a}" for due in dues} == {"Mon", "Tue"}  # Tuesday after Easter or Whitsun


def test_edges_are_the_seconds_around_openings_and_closings_of_strange_days():
    found = set(edges(ALL["extras"]).tolist())

    for moment in ("2026-12-24 15:00", "2026-12-24 09:00", "2026-11-30 21:00", "2026-04-06 10:00"):
        assert {at(moment) - 1, at(moment), at(moment) + 1} <= found
    assert at("2026-12-28 17:00") not in found and at("2026-08-19 09:00") not in found
    assert at("2026-10-25 00:00") in set(edges(ALL["round-the-clock"]).tolist())  # a day of 25 hours


def test_a_tenth_of_the_questions_is_asked_at_edges():
    [plain] = workloads(questions(), 1000, only=("plain",))
    around = set(edges(plain.calendar).tolist())

    assert sum(second in around for second in plain.asked.arrived_at[900:].tolist()) == 100


def test_many_deadlines_are_the_same_as_few(monkeypatch):
    """Beyond DEFINED rows the kernel helps; it says the same, and the definition has the last word."""
    [all_defined] = workloads(questions(), 2000, only=("odd-seconds",))
    monkeypatch.setattr(module, "DEFINED", 100)
    [helped] = workloads(questions(), 2000, only=("odd-seconds",))

    assert (helped.due_at == all_defined.due_at).all()


def test_the_definition_overrules_the_kernel(monkeypatch):
    [workload] = workloads(questions(), 1000, only=("plain",))
    right = workload.due_at.copy()
    monkeypatch.setattr(module, "DEFINED", 100)
    monkeypatch.setattr("sim.deadline.kernel.loops.deadlines", lambda *given: given[-1].fill(0))
    [workload] = workloads(questions(), 1000, only=("plain",))

    assert (workload.due_at == right).sum() == 100
