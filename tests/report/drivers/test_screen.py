"""The screen of `normsim why`: what it ends with, in both languages."""

import re
from dataclasses import replace
from datetime import date

import pytest

from sim.experiments.drivers.hire import Hire, Start
from sim.experiments.estimates.confidence import Difference
from sim.report.drivers.screen import screen
from sim.report.lines import WIDTH
from sim.report.texts.language import ENGLISH, Language

from .made import SEVERAL, found

STARTS = (
    Start(date(2026, 11, 23), 840.0, Difference(90, 40, 200)),
    Start(date(2026, 11, 30), 840.0, Difference(40, 10, 90)),
)


def said(each: float | None = None, say: Language = ENGLISH, hire: Hire | None = None) -> list[str]:
    """The remarks of the screen, each in one line, whatever its width."""
    text = screen(replace(found(*SEVERAL), hire=hire or Hire(STARTS, 14, each)), say)
    return re.sub(r"\n {15}(?! )", " ", text).splitlines()


def test_until_when_a_temp_helps_is_said_and_nothing_of_a_price_that_nobody_gave():
    *_, last = said(None)
    assert last.startswith("HIRE BY        Mon 16 Nov, 14 days before Mon 30 Nov")


def test_no_line_is_wider_than_a_screen_and_a_missed_week_is_explained():
    text = screen(replace(found(*SEVERAL), hire=Hire(STARTS, 14, 30)), ENGLISH)
    assert max(map(len, text.splitlines())) <= WIDTH
    assert "\nMISSED WEEKS   a week is missed with answers below 90%; in " in text


@pytest.mark.parametrize(
    ("each", "told"),
    [
        (100, "Mon 16 Nov, at € 100 for each of the late answers"),
        (30, "Mon 9 Nov, at € 30 for each of the late answers"),
        (2.5, "never: at € 2.5 for each of the late answers"),
    ],
)
def test_with_a_price_for_each_late_answer_it_is_said_until_when_a_temp_pays(each, told):
    """Surely spared are 40 and 10 for 840 euro: worth it above 21 and above 84 euro each."""
    *_, by, pays = said(each)
    assert by.startswith("HIRE BY") and pays.startswith(f"PAYS UNTIL     {told}")


@pytest.mark.parametrize(("high", "told"), [(90, "not told by 30 seasons: "), (0, "never: ")])
def test_never_is_said_only_where_no_season_leaves_room_for_it(high, told):
    """One more temp that spares 90 at most may help, and at 30 euro each pay its 840 euro; 0 do neither."""
    hire = Hire((Start(date(2026, 11, 30), 840.0, Difference(0, -10, high)),), 14, 30)
    by, pays = said(hire=hire)[-2:]
    assert by.startswith(f"HIRE BY        {told}from no Monday") and pays.startswith(
        f"PAYS UNTIL     {told}at"
    )
    assert ("--replications" in by) == ("--replications" in pays) == (high > 0)


def test_it_is_said_in_dutch_too():
    assert said(30, Language("nl"))[-1].startswith(
        "LOONT TOT      ma 9 nov, bij € 30 voor elk van de late antwoorden"
    )


def test_what_drives_the_risk_comes_before_the_hours():
    names = [line.split("  ")[0] for line in said(None) if line[0].isupper()]
    assert names == ["SPREAD", "FLOOR", "DRIVERS", "WORTH MOST", "SURE", "MISSED WEEKS", "HIRE BY"]
