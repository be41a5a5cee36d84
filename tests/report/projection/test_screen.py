"""The first screen: a row a week, whose columns line up and are no wider than a screen."""

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from sim.experiments.estimates.confidence import Difference
from sim.report.lines import WIDTH
from sim.report.projection import screen as screens
from sim.report.texts.language import ENGLISH, Language

from .projections import missing, projection, weight

screen = partial(screens.screen, say=ENGLISH)
title = partial(screens.title, say=ENGLISH)


def rows_of(told: str) -> list[str]:
    """The header of the table and its rows."""
    lines = told.splitlines()
    begin = next(number for number, line in enumerate(lines) if line.strip().startswith("week "))
    end = next(number for number, line in enumerate(lines) if line.startswith(("OTHER NORMS", "STRIKES")))
    return lines[begin:end]


@pytest.mark.parametrize("code", ["en", "nl"])
def test_hours_of_its_own_do_not_widen_the_first_line(code):
    hours = '8wh"\nhours = "mon-fri 09:00-17:30, sat 10:00-16:00'
    shop = projection("2026-W51..2027-W02", name="a shop of 25 long letters", edition=hours)
    told = screens.screen(shop, Language(code)).splitlines()
    assert max(map(len, told)) <= WIDTH
    assert " ".join(" ".join(told[:2]).split()) == " ".join(screens.title(shop, Language(code)).split())


def test_every_week_has_its_row_with_feast_risks_mark_and_moments():
    told = missing([0, 0.05, 0.46, 0.71, 0.25, 0.24], mails=[0.07] * 6, phone=[0.18] * 6)
    header, *rows = rows_of(screen(told))
    assert [row.split()[0] for row in rows] == ["47", "48", "49", "50", "51", "52"]
    assert "48 Black Friday" in rows[1] and "49 Sinterklaas" in rows[2] and "52 Christmas" in rows[5]
    assert header.split("mail")[1].split() == ["below", "90%", "below", "90%", "decided,", "final", "and"]
    above = screen(told).splitlines()[screen(told).splitlines().index(header) - 1]
    assert above.split() == ["late", "answers,", "10+", "late:", "answers", "phone"]
    ends = {word: above.index(word) + len(word) for word in ("10+ late:", "phone")}
    assert header[: ends["10+ late:"]].endswith("mail") and header[: ends["phone"]].endswith("below 90%")
    for row, share in zip(rows, ("0%", "5%", "46%", "71%", "25%", "24%"), strict=True):
        assert [cell for cell in row.split() if cell.endswith("%")] == ["7%", share, "18%"]
    marks = [next((cell for cell in row.split() if set(cell) == {"<"}), "") for row in rows]
    assert marks == ["", "", "<<", "<<<", "<", "<"]
    assert "Mon 30 Nov 17:00" in rows[1] and "Wed 16 Dec" in rows[1]


def test_weeks_without_calls_say_so():
    told = projection(calls=0)
    assert all("no calls" in row for row in rows_of(screen(told))[1:])
    assert "no calls" not in screen(projection())


def test_an_edition_without_mails_says_none():
    told = screen(missing([0] * 6, edition="24h-2021"))
    assert all(" none " in row for row in rows_of(told)[1:])
    assert "+ late:" not in told and "10+ late:" in screen(missing([0] * 6))
    assert "none" not in "".join(rows_of(screen(missing([0] * 6))))


def test_no_two_rows_of_a_long_season_have_the_same_week():
    told = screen(missing([0.0] * 60, weeks="2025-W40..2026-W47"))
    _, *rows = rows_of(told)
    names = [row.split()[0] for row in rows]
    assert len(set(names)) == 60 and (names[0], names[-1]) == ("2025-W40", "2026-W47")
    assert all(len(line) <= WIDTH for line in told.splitlines())


def test_the_title_names_everything_that_the_result_depends_on():
    said = title(projection(edition="24h-weekday"))
    for word in (
        "autumn",
        "weeks 47-52 of 2026",
        "24h-weekday",
        "holidays NL",
        "boundary close",
        "21 seasons",
    ):
        assert word in said


@pytest.mark.parametrize("n_and_late", [(5.0, (0, 0, 0)), (12_345.0, (10_000, 12_345, 99_999))])
def test_columns_line_up_for_small_and_for_big_numbers(n_and_late: tuple[float, tuple[int, int, int]]):
    n, late = n_and_late
    told = missing([0, 0.001, 0.999, 1, 0.5, 0.25], mails=[1, 0, 0.5, 0.07, 0.001, 0.999])
    weekly = [
        replace(row, n_mean=n, bad=late) if row.norm == "response" and place % 2 == 0 else row
        for place, row in enumerate(told.weekly)
    ]
    header, *rows = rows_of(screen(replace(told, weekly=weekly)))
    assert {row.index(")") for row in rows} == {header.index("(5-95%)") + len("(5-95%)") - 1}
    assert {row[: header.index("questions") + len("questions")][-1].isdigit() for row in rows} == {True}
    assert {row.index("Mon ") for row in rows} == {header.index("decided")}
    for row in rows:  # a blank between any two columns
        assert len(row.split(")")[0].split("(")[0].replace("Black Friday", "x").split()) >= 3


@pytest.mark.parametrize("more", [{}, {"edition": "2026-min-target"}, {"calls": 0}, {"questions": 0}])
def test_no_line_is_wider_than_a_screen(more: dict[str, Any]):
    told = projection(**more)
    change = Difference(-12_345.6, -23_456.7, -1_234.5)
    guesses = [weight("contacts.outside_office_hours_share", late=change)] * 3
    weekly = [replace(row, n_mean=12_345.0, bad=(10_000, 12_345, 99_999)) for row in told.weekly]
    for line in screen(replace(told, weights=guesses, weekly=weekly)).splitlines():
        assert len(line) <= WIDTH <= 120 and line == line.rstrip()
