"""When a week is decided, and when it is final: moments that a calendar proves."""

from functools import partial
from typing import Any

import pytest

from sim.experiments.seasons.shop import Shop
from sim.report.projection import when
from sim.report.projection.when import When
from sim.report.texts.language import ENGLISH
from sim.scenario.read import read_text

when_of = partial(when.when_of, say=ENGLISH)
NL, BE = 'holidays = "NL"', 'holidays = "BE"'


def moments(weeks: str, *more: str, boundary: Any = "close") -> list[When]:
    text = "\n".join([f'weeks = "{weeks}"', *more, "[contacts]\nquestions_per_week = 10",
                      '[people]\nSanne = "mon-fri 09:00-17:00"'])  # fmt: skip
    return when_of(Shop(read_text(text, "x").scenario, boundary))


@pytest.mark.parametrize(
    ("weeks", "holidays", "decided", "final"),
    [
        ("2026-W48", NL, "Mon 30 Nov 17:00", "Wed 16 Dec"),
        ("2026-W52", NL, "Mon 28 Dec 17:00", "Wed 13 Jan"),
        ("2026-W53", NL, "Mon 4 Jan 17:00", "Wed 20 Jan"),
        ("2026-W17", NL, "Tue 28 Apr 17:00", "Wed 13 May"),  # King's Day is a Monday
        ("2026-W17", BE, "Mon 27 Apr 17:00", "Wed 13 May"),
        ("2027-W12", NL, "Tue 30 Mar 17:00", "Wed 14 Apr"),  # the clock changes on Easter Sunday
        ("2035-W52", NL, "Mon 31 Dec 17:00", "Wed 16 Jan"),  # the last year of scenarios
    ],
)
def test_a_week_is_decided_on_its_monday_and_final_on_a_wednesday(
    weeks: str, holidays: str, decided: str, final: str
):
    assert moments(weeks, holidays) == [When(decided, final)]


@pytest.mark.parametrize(
    ("edition", "boundary", "decided"),
    [
        ("8wh", "close", "Mon 30 Nov 17:00"),
        ("8wh", "next_open", "Tue 1 Dec 09:00"),
        ("24h-weekday", "close", "Tue 1 Dec 00:00"),
        ("24h-2021", "close", "Mon 30 Nov 23:59"),  # a question of Sunday 23:59:59
    ],
)
def test_when_a_week_is_decided_follows_edition_and_boundary(edition: str, boundary: str, decided: str):
    [when] = moments("2026-W48", NL, f'edition = "{edition}"', boundary=boundary)
    assert when == When(decided, "Wed 16 Dec")


def test_weeks_follow_each_other():
    assert [when.final for when in moments("2026-W47..2026-W49", NL)] == [
        "Wed 9 Dec",
        "Wed 16 Dec",
        "Wed 23 Dec",
    ]
