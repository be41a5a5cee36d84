"""Figures, amounts and days as readers of each language write them."""

from datetime import date, datetime

import pytest

from sim.report.texts.catalogue import catalogue
from sim.report.texts.language import Language

EN, NL = Language("en"), Language("nl")


@pytest.mark.parametrize(
    ("form", "value", "english", "dutch"),
    [
        ("number", 1234567, "1,234,567", "1.234.567"),
        ("number", 0.4, "0", "0"),
        ("tenths", 1234.56, "1,234.6", "1.234,6"),
        ("plain", 37.5, "37.5", "37,5"),
        ("plain", 6.0, "6", "6"),
        ("euro", 38850.4, "€ 38,850", "€ 38.850"),
        ("percent", 0.5, "50%", "50%"),
        ("percent", 0.001, "<1%", "<1%"),
        ("asked", 0.05, "5%", "5%"),
        ("asked", 0.025, "2.5%", "2,5%"),
        ("asked", 0.001, "0.1%", "0,1%"),
        ("signed", 1749.0, "+1,700", "+1.700"),
        ("signed", -0.35, "-0.3", "-0,3"),
        ("day", date(2026, 11, 30), "Mon 30 Nov", "ma 30 nov"),
        ("day", date(2026, 3, 1), "Sun 1 Mar", "zo 1 mrt"),
        ("moment", datetime(2026, 10, 31, 9, 5), "Sat 31 Oct 09:05", "za 31 okt 09:05"),
        ("full_date", date(2026, 5, 5), "5 May 2026", "5 mei 2026"),
    ],
)
def test_each_language_has_its_own_form(form, value, english, dutch):
    assert (getattr(EN, form)(value), getattr(NL, form)(value)) == (english, dutch)


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0, "0%"),
        (1e-9, "<1%"),
        (0.005, "<1%"),
        (0.0051, "1%"),
        (0.01, "1%"),
        (0.494, "49%"),
        (0.9, "90%"),
        (0.994, "99%"),
        (0.995, ">99%"),
        (1 - 1e-9, ">99%"),
        (1, "100%"),
    ],
)
def test_neither_never_nor_always_is_told_of_what_may_happen(share: float, text: str):
    assert EN.percent(share) == text


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (1749.0, "+1,700"),
        (-23.4, "-23"),
        (9.96, "+10.0"),
        (0.35, "+0.3"),
        (-0.05, "-0.1"),
        (0.032, "+0.03"),
        (0, "0"),
    ],
)
def test_a_change_is_written_as_far_as_it_can_be_read(change: float, text: str):
    assert EN.signed(change) == text


def test_days_that_follow_each_other_name_a_month_once():
    monday, sunday = date(2026, 11, 23), date(2026, 11, 29)
    assert (EN.days(monday, sunday), NL.days(monday, sunday)) == ("23–29 Nov", "23–29 nov")
    assert NL.days(date(2026, 11, 30), date(2026, 12, 6)) == "30 nov–6 dec"


def test_words_are_joined_and_ranges_told():
    assert NL.joined(["47", "48", "50"]) == "47, 48 en 50"
    assert (NL.between("2%", "12%"), NL.between("2%", "2%")) == ("2% tot 12%", "2%")


@pytest.fixture
def said(monkeypatch):
    texts = {
        "weeks": {"one": "{n} week, {euro:euro}", "many": "{n} weeks, {euro:euro}"},
        "who": "{name} has {hours:tenths} h",
    }
    for code in ("en", "nl"):
        for name, text in texts.items():
            monkeypatch.setitem(catalogue(code).texts, name, text)


@pytest.mark.usefixtures("said")
def test_a_text_is_filled_in_the_form_of_its_language():
    assert EN("who", name="Sanne", hours=1234.5) == "Sanne has 1,234.5 h"
    assert NL("who", name="1,5", hours=1234.5) == "1,5 has 1.234,5 h"  # words stay as they are


@pytest.mark.usefixtures("said")
@pytest.mark.parametrize(("n", "text"), [(0, "0 weeks"), (1, "1 week"), (1200, "1.200 weeks")])
def test_how_many_decides_between_one_and_many(n, text):
    assert NL("weeks", n=n, euro=5600.0) == f"{text}, € 5.600"


@pytest.mark.usefixtures("said")
def test_a_value_that_is_not_given_is_a_fault():
    with pytest.raises(KeyError, match="hours"):
        EN("who", name="Sanne")
    with pytest.raises(KeyError, match="whom"):
        EN("whom")
