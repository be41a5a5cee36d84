"""The screen of a comparison: what is said of plans made by hand."""

import re
from dataclasses import replace
from itertools import takewhile

import pytest

from sim.experiments.plans.compare import Comparison
from sim.experiments.plans.goal import Goal
from sim.report.comparison.figures import short
from sim.report.comparison.screen import CHANGE_ENDS, change_line, screen
from sim.report.texts.language import ENGLISH, Language
from tests.experiments.shops import TINY

from ..texts.test_dutch import english_in
from .made import outcome, told

CLOCKS = (("weekdays", "mon-fri"), ("saturdays too", "mon-sat"))
PLANS = (("as it is", 0, (10, 4)), ("temps.count=1", 300, (1, 0)), ("work.order=newest first", 0, (6, 6)))


def said(*plans, goal: Goal | None = None) -> str:
    return " ".join(screen(told(*plans, goal=goal), ["one is like another"], ENGLISH).split())


def test_a_variance_that_is_cut_by_half_a_million_keeps_away_from_its_neighbour():
    row = change_line("2", "plan", "0 (0 to 0)", "0 (0 to 0)", "0 pp (-9 to +9)", "÷ 510,000")
    assert row.endswith("0 pp (-9 to +9) ÷ 510,000") and len(row) <= 120


def test_plans_stand_with_what_they_come_to():
    text = screen(told(*PLANS), [], ENGLISH)
    assert max(map(len, text.splitlines())) <= 120
    [row] = [line for line in text.splitlines() if line.startswith(" 2  temps.count=1") and "€ 300" in line]
    assert row.split()[2:] == [
        "€",
        "300",
        "1.5",
        "0.05",
        "(5%)",
        "0.05",
        "(5%)",
        "2",
        "0.05",
        "(5%)",
        "95%",
        "0",
        "h",
    ]


def test_plans_with_clocks_of_their_own_are_told_to_wait_in_hours_of_their_own():
    one, other = (outcome(name, 0, (), f'hours = "{hours} 09:00-17:00"\n{TINY}') for name, hours in CLOCKS)
    weighed = told(*PLANS)
    mixed = replace(weighed, comparison=Comparison((one, other)))
    assert "OLDEST         the oldest question waits in hours of each plan's own clock" in screen(
        mixed, [], ENGLISH
    )
    assert "own clock" not in screen(weighed, [], ENGLISH)


def test_the_frontier_and_the_cheapest_plan_that_is_safe_enough_are_named():
    text = said(*PLANS)
    assert "the cheapest plan with at most 5% chance of answers below their norm" in text
    assert "in the worst week is 2, temps.count=1: 5% (<1% to 25%) for € 300;" in text
    assert "none is both cheaper and less risky than 2, 3 (the frontier)" in text
    assert "NOTE one is like another" in text


def test_where_no_plan_is_safe_enough_the_least_risk_is_named():
    text = said(*PLANS, goal=Goal(("response", "phone"), 0.01, "season"))
    assert "or the phone below its norm in a week of the season to 1% or less" in text
    assert "though endless staff in the same hours would; the least is 5% (<1% to 25%), with 2; none" in text


def test_where_no_plan_is_safe_enough_the_cheapest_that_may_be_as_safe_is_named():
    """Of 20 seasons 10 and 9 below the norm in the worst week tell no difference; 10 and 1 do."""
    text = said(("as it is", 0, (10, 4)), ("temps.count=1", 300, (9, 4)), goal=Goal(("response",), 0.01))
    assert "the least is 45% (23% to 68%), with 2, and no plan is surely better in any week than the " in text
    assert "than the cheaper 1: 50% (27% to 73%); none" in text
    assert "cheaper 1" not in said(*PLANS, goal=Goal(("response",), 0.01))


def test_tables_are_left_out_of_names_while_these_differ():
    said = "work.order=newest first, lvb.share=0.2"
    names = [row["plan"] for row in short([{"plan": said}, {"plan": "base"}])]
    assert names == ["order=newest first, lvb.share=0.2", "base"]  # topics have a share too


def test_a_key_that_several_tables_have_keeps_its_table():
    said = "temps.count=2, people.Sanne.hours=mon 9:00-10:00, temps.weeks=3"
    assert [row["plan"] for row in short([{"plan": said}, {"plan": "base"}])] == [said, "base"]
    alike = [{"plan": "people.A.speed=2"}, {"plan": "people.B.speed=2"}]
    assert [row["plan"] for row in short(alike)] == ["people.A.speed=2", "people.B.speed=2"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2314.2, "2,310"),
        (99.6, "100"),
        (13.42, "13"),
        (2.58, "2.6"),
        (3.0, "3"),
        (0.254, "0.25"),
        (-0.001, "0"),
    ],
)
def test_a_figure_has_three_digits_at_most(value: float, text: str):
    assert ENGLISH.few(value) == text


def test_a_difference_has_its_sign_and_two_digits():
    assert [ENGLISH.by(value) for value in (-1234.0, 0.456, 0.0)] == ["-1,200", "+0.46", "0"]


@pytest.mark.parametrize("goal", [None, Goal(("response", "phone", "mail", "strike"), 0.4, "season")])
def test_it_is_said_in_dutch_with_the_figures_of_the_english_screen(goal: Goal | None):
    dutch, english = (
        screen(told(*PLANS, goal=goal), ["one is another"], Language(code)) for code in ("nl", "en")
    )
    assert max(map(len, dutch.splitlines())) <= 120
    ours = dutch.replace("one is another", "").replace("as it is", "").replace("newest first", "")
    assert english_in(ours) == []
    figures = [sorted(re.findall(r"\d+", re.sub(r"(?<=\d)[.,](?=\d)", "", one))) for one in (dutch, english)]
    assert figures[0] == figures[1]


@pytest.mark.parametrize("say", [ENGLISH, Language("nl")], ids=["en", "nl"])
def test_a_long_name_goes_on_below_and_is_whole(say: Language):
    """Both tables name the plan; what is below its row is the rest of its name and nothing else."""
    name = (
        'temps.count=12, order=first answers first, people.Sanne.hours=mon-thu 09:00-17:00, orders.share="ab"'
    )
    text = screen(told(("as it is", 0, (10, 4)), (name, 300, (1, 0))), [], say)
    assert "…" not in text and max(map(len, text.splitlines())) <= 120
    lines = text.splitlines()
    rows = [place for place, line in enumerate(lines) if line.startswith(" 2  temps.count=12")]
    assert len(rows) == 2
    for row in rows:
        below = takewhile(lambda line: line.startswith("      "), lines[row + 1 :])
        assert " ".join([lines[row][4:42].strip(), *(line.strip() for line in below)]) == name


def test_changes_of_four_figures_with_their_ranges_end_with_their_columns():
    cells = "-1,200 (-1,400 to -1,000)", "+0.23 (+0.11 to +0.39)", "+38 pp (+31 to +46)", "÷ 510,000"
    line = change_line(6, "temps.count=2", *cells)
    assert [line.index(cell) + len(cell) for cell in cells] == list(CHANGE_ENDS)
