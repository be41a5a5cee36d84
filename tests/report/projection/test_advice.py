"""What helps, what to do first, what stays: of a ladder whose figures are known."""

import re
from dataclasses import replace

import numpy as np
import pytest

from sim.deadline.weekly import WeeklySlot
from sim.experiments.drivers.hours import HalfHour, Hours
from sim.experiments.estimates.estimate import Chance
from sim.report.lines import WIDTH
from sim.report.projection.advice.first import do_first
from sim.report.projection.advice.helps import counted, helps
from sim.report.projection.advice.unsolved import not_solved
from sim.report.projection.beside import Beside
from sim.report.projection.page.page import page
from sim.report.projection.screen import screen
from sim.report.texts.language import Language

from .ladders import ladder, offered

EN, NL = Language("en"), Language("nl")


def test_each_line_adds_to_the_one_above_and_the_advised_one_is_marked():
    head, *rows = helps(ladder(offered()), EN)
    assert head.startswith("WHAT HELPS (+ adds to the above; 21 seasons)")
    assert [re.split(r"\s{2,}", row.strip())[0] for row in rows] == [
        "nothing",
        "+ first answers before replies",
        "+ 1 person on Saturdays 09:00-13:00",
        "+ 2 people on Saturdays 09:00-13:00",
        "+ 1 temp from Mon 23 Nov, 4 weeks",
    ]
    assert [row.endswith("<- ADVICE") for row in rows] == [False, False, False, True, False]
    assert [re.split(r"\s{2,}", row.strip())[1] for row in rows] == [
        "0",
        "€ 0",
        "€ 780",
        "€ 1,560",
        "€ 5,760",
    ]


def test_the_figures_of_a_line_are_those_of_its_seasons():
    """Of 21 seasons the first eleven stay as they are when half is left: their mails and bad weeks remain."""
    told = offered()
    _, first, second, *_ = helps(ladder(told), EN)
    mails, met = told.seasons.verdicts[:, :, 0, 5], told.seasons.verdicts[:, :, 0, 4]
    for row, seasons in ((first, 21), (second, 11)):
        figures = re.split(r"\s{2,}", row.strip())[2:5]
        bad = (met[:seasons] == 0).sum(axis=1)
        none = (21 - (bad > 0).sum()) / 21
        assert figures == [f"{mails[:seasons].sum() / 21:.1f}", f"{bad.sum() / 21:.1f}", f"{none:.0%}"]


def test_columns_line_up():
    head, *rows = helps(ladder(offered()), EN)
    for column in ("extra cost", "mails", "weeks <90%", "no week <90%", "longest wait"):
        end = head.index(column) + len(column)
        assert all(row[:end][-1] not in " " and row[end : end + 1] in (" ", "") for row in rows), column


def test_what_is_to_be_done_comes_in_order_of_its_dates_with_its_last_number():
    said = do_first(ladder(offered(), risk=0.0), EN)
    assert said == (
        "1 first answers before replies (from Mon 16 Nov)   "
        "2 ask 2 volunteers for Saturdays 09:00-13:00 (from Sat 21 Nov)"
    )


def test_where_the_roster_will_do_nothing_is_to_be_done():
    assert do_first(ladder(offered(), risk=1.0), EN).startswith("nothing needs arranging")
    assert do_first(ladder(offered(), steps=0), EN).startswith("nothing tried keeps what is asked, and none ")


def test_where_nothing_keeps_what_is_asked_the_advice_says_so_and_is_the_cheapest_that_comes_as_low_as_any():
    """The free line leaves half of the bad seasons; of one more Saturday 21 seasons tell no difference."""
    best = ladder(offered(), steps=2, risk=0.0)
    assert best.rungs[2].risk < best.rungs[1].risk and best.advised == 1
    said = do_first(best, EN)
    assert said.startswith(
        "nothing tried keeps what is asked; this is the cheapest that comes as low as any, "
    )
    assert f"with {best.rungs[1].risk:.0%} in the worst week:   1 first answers before replies" in said


def test_what_stays_is_told_with_its_weeks_and_its_reason():
    told = replace(offered(), floor=replace(offered().floor, phone_missed=(Chance(0.02, 0, 1),) * 6))
    said = not_solved(told, ladder(told, steps=1), EN)
    assert "answers below 90% in weeks" in said and "the mail for 10 late answers in" in said
    assert "nothing that may be changed brings the worst week to 5%: it stays at " in said
    assert "endless staff in the same hours would" in said
    assert "5% of callers hang up at once; endless staff would leave 2%)" in said
    solved = not_solved(told, ladder(told), EN)
    assert "answers below" not in solved and "nothing that may" not in solved and "phone below 90%" in solved


def test_without_calls_the_phone_is_no_subject():
    told = offered(calls=0)
    assert not_solved(told, ladder(told), EN) == "no week stays at a risk above 5%"


@pytest.mark.parametrize("say", [EN, NL], ids=["en", "nl"])
def test_the_heads_of_what_helps_stand_apart_and_above_their_figures(say: Language):
    head, *rows = helps(ladder(offered()), say)
    assert len(re.split(r"\s{2,}", head)) == 6, head
    ends = [found.end() for found in re.finditer(r"\S(?= {2}|$)", head)]
    for row in rows:
        figures = row.split("  <-")[0]
        assert [found.end() for found in re.finditer(r"\S(?= {2}|$)", figures)][1:] == ends[1:]


@pytest.mark.parametrize("say", [EN, NL], ids=["en", "nl"])
def test_the_whole_screen_fits(say):
    lines = screen(offered(), say, ladder(offered())).splitlines()
    assert len(lines) <= 45 and all(len(line) <= WIDTH and line == line.rstrip() for line in lines)
    names = [line.split("  ")[0] for line in lines if line[0].isupper()]
    order = {"en": ["DO THIS WEEK", "NOT SOLVED", "COST"], "nl": ["DEZE WEEK", "NIET OPGELOST", "KOSTEN"]}
    assert [name for name in names if name in order[say.code]] == order[say.code]


def test_nobody_asked_means_no_advice():
    assert "WHAT HELPS" not in screen(offered(), EN) and 'id="plan"' not in page(offered(), {}, EN)


def test_the_page_begins_with_the_plan_and_shows_every_week_before_and_after():
    told = offered()
    html = page(told, {}, EN, Beside(ladder(told)))
    ids = re.findall(r'<h2 id="(\w+)"', html)
    assert ids[:3] == ["plan", "roster", "weeks"]
    assert "This keeps the norms in every week, as they are counted below, at € 1,560 more" in html
    assert f"<p>What counts: {counted(ladder(told), EN)}.</p>" in html
    before = re.search(r"Every week as it is and under the advised plan.*?</table>", html, re.DOTALL)
    assert before and before[0].count('<th scope="row">') == 6
    assert html.count('<tr class="advised">') == 3  # the advised line, and two people whom it adds


def hours(spared: float) -> Hours:
    """Monday from 9 to 11: a person of 20 euro a half-hour spares so many late answers in every season."""
    slots = [WeeklySlot(0, at, at + 1800) for at in range(9 * 3600, 11 * 3600, 1800)]
    swing = spared / 10 * np.array([1.0, -1.0] * 6)
    cells = (HalfHour(slot, 20.0, spared + swing, 0 * swing) for slot in slots)
    return Hours(tuple(cells), 12)


@pytest.mark.parametrize(
    ("say", "euro"), [(EN, "1.50 late answers fewer a euro"), (NL, "1,50 late antwoorden minder per euro")]
)
def test_the_hours_that_are_worth_most_stand_on_the_page_with_their_map(say: Language, euro: str):
    told = offered()
    html = page(told, {"hours": "<svg/>"}, say, Beside(ladder(told), hours(30)))
    section = html[html.index('<h2 id="hours">') : html.index('<h2 id="weeks"')]
    assert euro in section and "09:00-11:00" in section and "€ 20" in section
    assert "<img src=" in section and "12 s" in section


def test_where_no_hours_stand_out_the_page_says_so():
    told = offered()
    html = page(told, {"hours": "<svg/>"}, EN, Beside(ladder(told), hours(0)))
    assert "No two hours stand out from chance" in html and "<li>Mon" not in html


def test_the_roster_of_the_page_is_that_of_the_advised_plan():
    told = offered()
    html = page(told, {}, EN, Beside(ladder(told)))
    row = re.search(r"<th scope=\"row\">Saturday 2<small>added by the plan</small>.*?</tr>", html, re.DOTALL)
    assert row and row[0].count("<td") == 8 and "09:00–13:00" in row[0] and ">4.0</td>" in row[0]
    sanne = re.search(r"<th scope=\"row\">Sanne</th>.*?</tr>", html, re.DOTALL)
    assert sanne and sanne[0].count("09:00–17:00<small>12:15–12:45</small>") == 5 and ">37.5</td>" in sanne[0]
    assert "Saturday" not in page(told, {}, EN)
