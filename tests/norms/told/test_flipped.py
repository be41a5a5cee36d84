"""Questions that flip between readings of the rules, by clocks worked out by hand."""

from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from sim.norms import EventLog, Options, judge_by
from sim.norms.log import Cases
from sim.norms.told.flipped import Kind, flipped

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM).timestamp())


def log(*cases: tuple[str, str]) -> EventLog:
    arrived, answered = (np.array([at(one[place]) for one in cases], np.int64) for place in (0, 1))
    return EventLog(cases=Cases(case_id=np.arange(len(cases)), arrived_at=arrived, answered_at=answered))


TUESDAY = ("2026-11-10T14:00", "2026-11-11T15:00")  # examples E07 and E07c of the norms: late, and in time
IN_TIME = ("2026-11-10T14:00", "2026-11-11T13:00")
TOO_LATE = ("2026-11-10T14:00", "2026-11-12T15:00")


def test_a_belgian_holiday_gives_a_question_of_the_day_before_one_day_more():
    events = log(TUESDAY, IN_TIME, TOO_LATE)
    found = flipped(*(judge_by(events, "8wh", holidays) for holidays in ("NL", "NL+BE")))
    assert found.row.tolist() == [0]
    assert (found.before.tolist(), found.after.tolist()) == ([Kind.LATE], [Kind.IN_TIME])
    assert found.due_before.tolist() == [at("2026-11-11T14:00")]
    assert found.due_after.tolist() == [at("2026-11-12T14:00")]
    assert found.count(Kind.LATE, Kind.IN_TIME) == len(found) == 1
    assert found.count(Kind.LATE, Kind.PENDING) == found.count(Kind.PENDING, Kind.IN_TIME) == 0


def test_a_mail_of_the_evening_has_until_closing_time_or_until_the_same_hour():
    """Mon 18:00 is due on Tue 17:00 after 8 working hours, and on Tue 18:00 after 24 hours."""
    events = log(("2026-11-16T18:00", "2026-11-17T17:30"), ("2026-11-16T18:00", "2026-11-17T18:30"))
    found = flipped(*(judge_by(events, edition, "NL") for edition in ("8wh", "24h-weekday")))
    assert found.row.tolist() == [0]
    assert found.due_after.tolist() == [at("2026-11-17T18:00")]


def test_an_open_saturday_makes_a_question_of_friday_late():
    """Fri 16:00 is due on Mon 16:00, and on Sat 16:00 where Saturdays count."""
    events = log(("2026-11-13T16:00", "2026-11-16T10:00"))
    opened = judge_by(events, "8wh", "NL", options=Options(hours="mon-sat 09:00-17:00"))
    found = flipped(judge_by(events, "8wh", "NL"), opened)
    assert (found.before.tolist(), found.after.tolist()) == ([Kind.IN_TIME], [Kind.LATE])
    assert found.due_after.tolist() == [at("2026-11-14T16:00")]


def test_a_question_may_be_open_still_and_not_yet_late():
    """Judged on Wed 11 November 14:30: half an hour too late by NL, a day to go by NL+BE."""
    judged = [judge_by(log(TUESDAY), "8wh", holidays, at("2026-11-11T14:30")) for holidays in ("NL", "NL+BE")]
    found = flipped(*judged)
    assert (found.before.tolist(), found.after.tolist()) == ([Kind.LATE], [Kind.PENDING])


def test_nothing_flips_against_the_same_rules():
    one, same = (judge_by(log(TUESDAY, IN_TIME), "8wh", "NL") for _ in range(2))
    assert len(flipped(one, same)) == 0


def test_only_weeks_that_are_judged_are_looked_at():
    weeks = Options(weeks=(20_773, 20_773))  # the Monday of 2026-W47
    found = flipped(*(judge_by(log(TUESDAY), "8wh", one, options=weeks) for one in ("NL", "NL+BE")))
    assert len(found) == 0
