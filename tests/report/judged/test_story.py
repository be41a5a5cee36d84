"""One clock in words, where the command line cannot reach it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from sim.norms import NEVER, EventLog, InputError, Options, judge, judge_by
from sim.norms.log import Cases
from sim.report.judged.story import story
from sim.report.lines import WIDTH
from sim.report.texts.language import ENGLISH


def at(words: str) -> int:
    return int(datetime.fromisoformat(words).replace(tzinfo=ZoneInfo("Europe/Amsterdam")).timestamp())


def told(arrived: str, answered: str = "", case_id: str = "1", **how: object) -> str:
    answered_at = at(answered) if answered else NEVER
    log = EventLog(cases=Cases(case_id=["1"], arrived_at=[at(arrived)], answered_at=[answered_at]))
    return story(judge_by(log, **{"edition": "8wh", "holidays": "NL", **how}), case_id, ENGLISH)  # type: ignore[arg-type]


def test_the_counted_pieces_add_up_to_the_allowance():
    lines = told("2026-03-27 16:00", "2026-03-30 16:00").splitlines()
    counted = [line for line in lines if "counted" in line and "so far" in line]
    assert [line.split("counted ")[1] for line in counted] == [
        "1 hour, 1 hour so far",
        "7 hours, 8 hours so far",
    ]
    assert lines[-3] == " due     Mon 2026-03-30 16:00, when 8 hours have counted"


def test_no_line_is_wider_than_a_screen():
    said = told("2026-03-27 09:24:05", "2026-03-30 16:00:11", options=Options(hours="mon-sat 09:10-16:55"))

    assert max(map(len, said.splitlines())) <= WIDTH
    assert " 7 hours 30 minutes 55 seconds so far" in " ".join(said.split())


def test_a_boundary_at_the_next_opening_is_due_at_the_next_opening():
    """Example 5: Monday 02:00, eight hours used at 17:00; by this reading in time until Tuesday 09:00."""
    said = told("2026-11-30 02:00", "2026-11-30 17:30", options=Options(boundary="next_open"))
    assert "boundary next_open" in said and "due     Tue 2026-12-01 09:00" in said
    assert said.endswith("VERDICT in time")


def test_holidays_given_as_dates_have_no_name():
    said = told("2026-11-17 16:00", "2026-11-19 10:00", holidays=[date(2026, 11, 18)])
    assert "Wed 2026-11-18 00:00 - Thu 2026-11-19 00:00  holiday\n" in said
    assert "holidays as given" in said and said.endswith("VERDICT in time")


def test_another_trade_has_its_own_hours_and_clock():
    options = Options(timezone="Asia/Jerusalem", hours="Sun-Thu 09:00-17:00")
    said = told("2026-11-20 10:00", "2026-11-22 10:00", holidays="none", options=options)
    assert "arrived Fri 2026-11-20 11:00" in said
    assert "due     Sun 2026-11-22 17:00" in said and said.endswith("VERDICT in time")


def test_an_answer_that_was_not_given_yet_is_none():
    said = told("2026-11-17 10:00", "2026-11-20 10:00", as_of=at("2026-11-18 12:00"))
    assert "answer  none by Wed 2026-11-18 12:00" in said and said.endswith("VERDICT LATE")


def test_a_question_that_the_marketplace_took_over_does_not_count():
    arrived = at("2026-11-17 10:00")
    cases = Cases(
        case_id=["1"], arrived_at=[arrived], answered_at=[NEVER], taken_over_by_bol_at=[arrived + 3600]
    )
    said = story(judge(EventLog(cases=cases), "8wh", "NL"), "1", ENGLISH)
    assert said.endswith("VERDICT does not count for the response norm")


def test_numbers_are_found_by_their_digits():
    cases = Cases(case_id=[7, 12], arrived_at=[at("2026-11-17 10:00")] * 2, answered_at=[NEVER] * 2)
    assert story(judge(EventLog(cases=cases), "8wh", "NL"), "12", ENGLISH).startswith("QUESTION 12 ")


def test_an_id_that_is_not_there_is_a_fault_with_ids_that_are():
    with pytest.raises(InputError, match=r"--case: 2 given; must be the id of a question.*such as 1"):
        told("2026-11-17 10:00", case_id="2")
