"""The judgement of a log in words."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from sim.norms import EventLog, Options, Verdicts, exact, judge, judge_by
from sim.norms.log import Cases, Items, Reading, Returns, Reviews, Surveys
from sim.norms.told.judged import Found, found_in
from sim.report.judged.as_object import as_json
from sim.report.judged.judgement import judgement, newest_would_say
from sim.report.texts.language import ENGLISH, Language


def at(words: str) -> int:
    return int(datetime.fromisoformat(words).replace(tzinfo=ZoneInfo("Europe/Amsterdam")).timestamp())


def asked(late: int, total: int, arrived: str = "2026-11-17 10:00", seller: str = "") -> Cases:
    arrived_at = np.full(total, at(arrived))
    wait = np.where(np.arange(total) < late, 3 * 86_400, 60)
    return Cases(
        arrived_at=arrived_at, answered_at=arrived_at + wait, seller_id=[seller] * total if seller else None
    )


def told(log: EventLog, edition: str = "8wh", as_of: str | None = None, **more: object) -> list[str]:
    """The lines of a judgement, blanks squeezed."""
    verdicts = judged(log, edition, as_of, **more)
    return [
        " ".join(line.split())
        for line in judgement("shop.csv", verdicts, found_of(verdicts), ENGLISH).splitlines()
    ]


def found_of(verdicts: Verdicts, **left_out: int) -> Found:
    return found_in(Reading(verdicts.view.log, **left_out), verdicts.view)


def judged(log: EventLog, edition: str = "8wh", as_of: str | None = None, **more: object) -> Verdicts:
    until = None if as_of is None else at(as_of)
    return judge_by(log, edition, "NL", until, Options(**more))  # type: ignore[arg-type]


def starting(lines: list[str], word: str) -> list[str]:
    return [line for line in lines if line.startswith(word)]


def test_many_empty_weeks_take_one_line():
    both = [asked(0, 1, "2026-09-01 10:00"), asked(0, 1)]
    columns = {
        name: np.concatenate([getattr(one, name) for one in both]) for name in ("arrived_at", "answered_at")
    }

    assert "2026-W37 to 2026-W46 no data in 10 weeks" in told(EventLog(cases=Cases(**columns)))


def test_the_log_and_the_rules_come_first():
    log, rows, how, norm, *_ = told(EventLog(cases=asked(0, 2000)))
    assert (log, rows) == ("LOG shop.csv", "2,000 cases; judged as of 2026-11-17 10:01")
    clock = "clock as the edition says, Europe/Amsterdam"
    assert how == f"RULES edition 8wh · boundary close · {clock} · holidays NL (none)"
    assert norm == "RESPONSE at least 90%: missed in 0 of 1 week, 0 warning mails, 0 strikes"


def test_the_hours_of_another_trade_are_told_in_the_language_of_the_reader():
    verdicts = judged(EventLog(cases=asked(0, 2)), hours="mon-sat 09:00-17:00")

    said = judgement("shop.csv", verdicts, found_of(verdicts), Language("nl"))

    assert "klok ma-za 09:00-17:00" in " ".join(said.split())


def test_holidays_of_the_weeks_judged_are_printed():
    verdicts = judge(EventLog(cases=asked(0, 1, "2026-11-10 10:00")), "8wh", [date(2026, 11, 11)])
    rules = judgement("x", verdicts, found_of(verdicts), ENGLISH).splitlines()[2]
    assert "holidays as given (2026-11-11)" in rules


def test_rows_that_were_left_out_are_counted():
    log = EventLog(cases=asked(0, 1))
    one = judged(log)
    rows = judgement("x", one, found_of(one, dropped_rows=1200, skipped_rows=3), ENGLISH).splitlines()[1]
    assert "1,200 rows dropped" in rows and "3 faulty rows skipped" in rows


def test_another_trade_is_judged_by_its_own_hours():
    lines = told(EventLog(cases=asked(0, 1)), hours="Sun-Thu 09:00-17:00")
    assert "clock sun-thu 09:00-17:00, Europe/Amsterdam" in lines[2]


@pytest.mark.parametrize(
    ("late", "row"),
    [
        (0, "2026-W47 100 0 0 100.00% met - -"),
        (10, "2026-W47 100 10 0 90.00% met mail -"),
        (11, "2026-W47 100 11 0 89.00% missed mail -"),
    ],
)
def test_examples_13_and_14_of_the_norms(late: int, row: str):
    assert f"{row} partial week" in told(EventLog(cases=asked(late, 100)), as_of="2026-11-21 09:00")


def test_grades_are_told_as_grades():
    log = EventLog(reviews=Reviews(given_at=[at("2026-11-17 10:00")] * 2, grade=[8, 9]))
    lines = told(log)
    assert "REVIEWS at least 8.0: missed in 0 of 1 week, 0 warning mails, 0 strikes" in lines
    assert "2026-W47 2 0 0 8.50 met - - partial week" in lines


def test_a_net_promoter_score_is_told_in_points_and_not_in_per_cent():
    """Of forty grades 24 are nines and 13 are sixes: 11 of 40."""
    grades = [9] * 24 + [8] * 3 + [6] * 13
    surveys = Surveys(closed_at=[at("2026-11-17 10:00")] * 40, grade=grades)
    lines = told(EventLog(surveys=surveys))
    assert "NPS at least +10 points: missed in 0 of 1 week, 0 warning mails, 0 strikes" in lines
    assert "2026-W47 40 13 0 +27.50 met - - partial week" in lines


def test_a_personal_norm_that_was_not_given_is_no_verdict():
    items = Items(
        quantity=[100],
        ordered_at=[at("2026-11-17 10:00")],
        promised_on=[int(np.datetime64("2026-11-18").astype(int))],
        attempted_at=[at("2026-11-18 10:00")],
        cancelled_at=np.array([np.iinfo(np.int64).min]),
    )
    log = EventLog(cases=asked(0, 4), items=items)
    lines = told(log)
    assert "QUESTIONS your personal norm was not given: no verdict" in lines
    assert "2026-W47 100 4 0 4.00% no verdict - - partial week" in lines
    given = told(log, questions_norm=exact("0.035"))
    assert "QUESTIONS at most 3.5%: missed in 1 of 1 week, 1 warning mail, 0 strikes" in given
    assert "2026-W47 100 4 0 4.00% missed mail - partial week" in given


def test_strikes_say_what_they_lead_to_and_when():
    """Example 22: W36, W40, W44, W48 before, W50 now: the fifth closes the shop for a time."""
    log = EventLog(cases=asked(20, 100, "2026-12-08 10:00"))
    prior = ("2026-W36", "2026-W40", "2026-W44", "2026-W48")
    lines = told(log, "24h-weekday", "2026-12-29 23:59:59", prior_strikes=prior)
    assert "STRIKES 5 among the last 22 weeks; 5 close the shop for a time, 7 for good" in lines
    [week] = [line for line in lines if "in the window" in line]
    assert (
        week == "2026-W50 strike 5 in the window, leads to: temporary closure; not final yet, mail 2026-12-30"
    )
    final = told(log, "24h-weekday", "2026-12-30 00:00", prior_strikes=prior)
    assert any("temporary closure; final, mail 2026-12-30" in line for line in final)


def test_the_score_window_pools_final_weeks_and_invents_no_score():
    items = Items(
        quantity=[93, 7],
        promised_on=[int(np.datetime64("2026-11-18").astype(int))] * 2,
        attempted_at=[at("2026-11-18 10:00"), at("2026-11-20 10:00")],
        cancelled_at=np.full(2, np.iinfo(np.int64).min),
    )
    [line] = starting(told(EventLog(items=items), as_of="2026-12-31"), "SCORE WINDOW")
    assert "no formula is public" in line
    assert "on time 93.00% met" in line and "cancellations 0.00% met" in line


def test_what_is_forbidden_and_changes_no_score_stands_beside_it():
    arrived = at("2026-11-17 10:00")
    cases = Cases(arrived_at=[arrived] * 2, answered_at=[arrived + 60] * 2, auto_replied_at=[arrived + 1] * 2)
    assert "POLICY 2 × automatic reply; changes no score" in told(EventLog(cases=cases))
    assert starting(told(EventLog(cases=asked(0, 1))), "POLICY") == []


def test_of_many_sellers_three_are_told():
    sellers = [asked(0, 1, seller=name) for name in "ABCDE"]
    columns = {
        name: np.concatenate([getattr(one, name) for one in sellers])
        for name in ("arrived_at", "answered_at", "seller_id")
    }
    lines = told(EventLog(cases=Cases(**columns)))
    assert starting(lines, "SELLER") == ["SELLER A", "SELLER B", "SELLER C"]
    assert lines[-1] == "(2 more sellers; --json gives them all)"


def test_an_empty_week_between_two_full_ones_says_no_data():
    both = [asked(0, 1, "2026-11-03 10:00"), asked(0, 1)]
    columns = {
        name: np.concatenate([getattr(one, name) for one in both]) for name in ("arrived_at", "answered_at")
    }
    lines = told(EventLog(cases=Cases(**columns)))
    assert "2026-W46 no data" in lines
    [silent] = starting(lines, "NO DATA")
    assert silent.startswith("NO DATA on phone, questions") and "response" not in silent


def test_the_newest_edition_says_where_it_differs():
    log = EventLog(cases=asked(11, 100))
    here, newest = judged(log), judged(log, "2026-min-target")
    said = newest_would_say(here, newest, ENGLISH)
    assert said.endswith("2026-min-target would say of the same log: strikes: 1 instead of 0")
    assert newest_would_say(newest, newest, ENGLISH).endswith("2026-min-target is the newest edition")
    calm = EventLog(cases=asked(0, 100))
    assert newest_would_say(judged(calm), judged(calm, "2026-min-target"), ENGLISH).endswith(
        "the same verdicts, week by week"
    )


def test_a_norm_that_is_missed_less_often_by_the_newest_edition_is_named():
    returned = Returns(quantity=[6], registered_at=[at("2026-11-17 10:00")])
    log = EventLog(cases=asked(0, 1, "2026-11-16 02:00"), returns=returned)
    evening = EventLog(
        cases=Cases(arrived_at=[at("2026-11-16 02:00")], answered_at=[at("2026-11-16 17:30")]),
        returns=log.returns,
    )
    said = newest_would_say(judged(evening), judged(evening, "2026-min-target"), ENGLISH)
    assert said.endswith("of the same log: response missed in 0 weeks instead of 1")


def test_as_one_object_everything_is_there_for_a_program():
    log = EventLog(cases=asked(11, 100), returns=Returns(registered_at=[at("2026-11-17 10:00")]))
    verdicts, newest = judged(log), judged(log, "2026-min-target")
    found = as_json(verdicts, found_of(verdicts, skipped_rows=2), newest)
    assert {row["norm"]: row["bad"] for row in found["verdicts"]}["response"] == 11
    assert found["skipped_rows"] == 2 and found["holidays"] == []
    assert found["newest_edition"]["strikes"] == 1
    assert found["newest_edition"]["weeks_missed"]["response"] == 1
    assert list(found["indicators"]) == ["2026-W47"]
    assert all(row["week"] == "2026-W47" for row in found["verdicts"] + found["strikes"])
