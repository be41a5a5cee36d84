"""normsim explain: worked examples of norms/README.md, section 4, told by hand."""

from pathlib import Path

import pytest

from tests.cli.shop import CASES, one_case, written
from tests.cli.typed import typed

ZONE = ("--timezone", "Europe/Amsterdam")
EXAMPLES = CASES + (
    "1,2026-11-17 10:00,2026-11-18 10:00:00\n"
    "2,2026-11-20 16:30,2026-11-23 16:30:01\n"
    "8,2026-11-10 14:00,2026-11-11 15:00\n"
)
TOLD = {
    "1": """\
QUESTION 1   edition 8wh · boundary close · holidays NL+BE
 arrived Tue 2026-11-17 10:00, week 2026-W47
   Tue 2026-11-17 10:00 - Tue 2026-11-17 17:00  counted 7 hours, 7 hours so far
   Tue 2026-11-17 17:00 - Wed 2026-11-18 09:00  closed
   Wed 2026-11-18 09:00 - Wed 2026-11-18 10:00  counted 1 hour, 8 hours so far
 warning Tue 2026-11-17 16:00, when 6 hours have counted: marked as open for long
 due     Wed 2026-11-18 10:00, when 8 hours have counted
 answer  Wed 2026-11-18 10:00, 8 hours used
 VERDICT in time
""",
    "2": """\
QUESTION 2   edition 8wh · boundary close · holidays NL+BE
 arrived Fri 2026-11-20 16:30, week 2026-W47
   Fri 2026-11-20 16:30 - Fri 2026-11-20 17:00  counted 30 minutes, 30 minutes so far
   Fri 2026-11-20 17:00 - Mon 2026-11-23 09:00  closed
   Mon 2026-11-23 09:00 - Mon 2026-11-23 16:30  counted 7 hours 30 minutes, 8 hours so far
 warning Mon 2026-11-23 14:30, when 6 hours have counted: marked as open for long
 due     Mon 2026-11-23 16:30, when 8 hours have counted
 answer  Mon 2026-11-23 16:30:01, 8 hours 1 second used, 1 second after it was due
 VERDICT LATE
""",
    "8": """\
QUESTION 8   edition 8wh · boundary close · holidays NL+BE
 arrived Tue 2026-11-10 14:00, week 2026-W46
   Tue 2026-11-10 14:00 - Tue 2026-11-10 17:00  counted 3 hours, 3 hours so far
   Tue 2026-11-10 17:00 - Wed 2026-11-11 00:00  closed
   Wed 2026-11-11 00:00 - Thu 2026-11-12 00:00  holiday: Armistice Day (Wapenstilstand)
   Thu 2026-11-12 00:00 - Thu 2026-11-12 09:00  closed
   Thu 2026-11-12 09:00 - Thu 2026-11-12 14:00  counted 5 hours, 8 hours so far
 warning Thu 2026-11-12 12:00, when 6 hours have counted: marked as open for long
 due     Thu 2026-11-12 14:00, when 8 hours have counted
 answer  Wed 2026-11-11 15:00, 3 hours used
 VERDICT in time
""",
}


@pytest.mark.parametrize("case", TOLD)
def test_a_worked_example_is_told_line_by_line(tmp_path: Path, case: str):
    answer = typed("explain", written(tmp_path, "log.csv", EXAMPLES), "--case", case, *ZONE)
    assert (answer.code, answer.err, answer.out) == (0, "", TOLD[case])


DUTCH = """\
KLANTVRAAG 8   editie 8wh · grens close · feestdagen NL+BE
 binnen    di 10-11-2026 14:00, week 2026-W46
   di 10-11-2026 14:00 - di 10-11-2026 17:00  telt 3 uur, samen 3 uur
   di 10-11-2026 17:00 - wo 11-11-2026 00:00  gesloten
   wo 11-11-2026 00:00 - do 12-11-2026 00:00  feestdag: Wapenstilstand
   do 12-11-2026 00:00 - do 12-11-2026 09:00  gesloten
   do 12-11-2026 09:00 - do 12-11-2026 14:00  telt 5 uur, samen 8 uur
 signaal   do 12-11-2026 12:00, als 6 uur geteld is: gemerkt als lang open
 uiterlijk do 12-11-2026 14:00, als 8 uur geteld is
 antwoord  wo 11-11-2026 15:00, 3 uur geteld
 OORDEEL   op tijd
"""


def test_a_worked_example_is_told_in_dutch(tmp_path: Path):
    log = written(tmp_path, "log.csv", EXAMPLES)
    assert typed("explain", log, "--case", "8", *ZONE, "--language", "nl").out == DUTCH


@pytest.mark.parametrize(
    ("answered", "told"),
    [
        ("2026-11-20 17:00:00", "17:00, 8 hours used"),
        ("2026-11-20 17:00:01", "17:00:01, 8 hours used, 1 second after it was due"),
        ("2026-11-23 08:30", "08:30, 8 hours used, 63 hours 30 minutes after it was due"),
        ("2026-11-23 09:30", "09:30, 8 hours 30 minutes used, 64 hours 30 minutes after it was due"),
    ],
)
def test_a_late_answer_says_how_long_after_it_was_due(tmp_path: Path, answered: str, told: str):
    """Friday 09:00 is due on Friday 17:00; from there to Monday 08:30 are 7 hours, 48, and 8.5."""
    said = typed("explain", one_case(tmp_path, "2026-11-20 09:00", answered), "--case", "1", *ZONE).out
    assert f" {told}\n VERDICT {'LATE' if 'after' in told else 'in time'}\n" in said


def test_without_the_belgian_list_armistice_day_is_a_working_day(tmp_path: Path):
    """Example 7: the same question, late."""
    log = written(tmp_path, "log.csv", EXAMPLES)
    told = typed("explain", log, "--case", "8", *ZONE, "--holidays", "NL").out
    assert "holiday:" not in told and "holidays NL\n" in told
    assert "due     Wed 2026-11-11 14:00" in told and told.endswith("VERDICT LATE\n")


def test_a_clock_around_the_clock_counts_to_midnight(tmp_path: Path):
    """Example 4 by the 24 hours of the newer edition: Saturday 11:00 is due on Tuesday 00:00."""
    log = one_case(tmp_path, "2026-11-28 11:00", "2026-11-30 16:00")
    told = typed("explain", log, "--case", "1", *ZONE, "--edition", "24h-weekday").out
    assert "arrived Sat 2026-11-28 11:00, week 2026-W48" in told
    assert "Sat 2026-11-28 11:00 - Mon 2026-11-30 00:00  closed" in told
    assert "Mon 2026-11-30 00:00 - Tue 2026-12-01 00:00  counted 24 hours, 24 hours so far" in told
    assert "warning Mon 2026-11-30 18:00, when 18 hours have counted: marked as open for long" in told
    assert told.endswith("VERDICT in time\n")


def test_what_was_read_otherwise_is_told(tmp_path: Path):
    """Good Friday 2026 is 3 April."""
    log = one_case(tmp_path, "2026-04-02 16:00", "2026-04-07 16:00")
    asked = ("--rule", "holidays.good_friday=true,response.early_warning_hours=7")
    told = typed("explain", log, "--case", "1", *ZONE, "--holidays", "NL", *asked).out
    assert (
        "holidays NL · response.early_warning_hours 7 instead of 6 · holidays.good_friday true instead"
        in " ".join(told.split())
    )
    assert "holiday: Good Friday (Goede Vrijdag)" in told
    assert "warning Tue 2026-04-07 15:00, when 7 hours have counted" in told
    assert told.endswith("VERDICT in time\n")


def test_a_question_that_nobody_answered_is_told_as_it_stands(tmp_path: Path):
    log = one_case(tmp_path, "2026-11-17 10:00")
    open_still = typed("explain", log, "--case", "1", *ZONE, "--as-of", "2026-11-18T09:59").out
    assert "answer  none by Wed 2026-11-18 09:59" in open_still
    assert open_still.endswith("VERDICT open, not yet due\n")
    late = typed("explain", log, "--case", "1", *ZONE, "--as-of", "2026-11-18T10:00:01").out
    assert late.endswith("VERDICT LATE\n")


def test_a_question_by_phone_does_not_count(tmp_path: Path):
    log = written(
        tmp_path,
        "log.csv",
        "case_id,channel,arrived_at,answered_at\n1,phone,2026-11-17 10:00,2026-11-19 10:00\n",
    )
    told = typed("explain", log, "--case", "1", *ZONE).out
    assert told.endswith("16 hours used\n VERDICT does not count for the response norm\n")


def test_the_hours_of_another_trade_stand_in_the_head(tmp_path: Path):
    cases = written(tmp_path, "cases.csv", EXAMPLES)
    heads = [
        typed("explain", cases, "--case", 2, *ZONE, "--hours", "mon-sat 09:00-17:00", "--language", code).out
        for code in ("en", "nl")
    ]
    assert heads[0].startswith("QUESTION 2   edition 8wh · hours mon-sat 09:00-17:00 · boundary close")
    assert heads[1].startswith("KLANTVRAAG 2   editie 8wh · uren ma-za 09:00-17:00 · grens close")
