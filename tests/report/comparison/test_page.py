"""The page of a comparison: what the screen says, the pictures, nothing from elsewhere."""

import html
import re

import pytest

from sim.report.comparison.page import page
from sim.report.comparison.screen import screen
from sim.report.texts.language import CODES, Code, Language

from ..texts.test_dutch import english_in
from .made import told

PLANS = told(("as it is", 0, (10, 4)), ("temps.count=1", 300, (1, 0)), ("order=<b>", 0, (6, 6)))
PICTURES = {"cost-and-risk": "<svg/>", "weeks": "<svg/>"}


def shown(code: Code) -> str:
    return page(PLANS, ["one is another"], PICTURES, Language(code))


def words(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<style>.*?</style>|<[^>]*>", " ", text, flags=re.DOTALL)).split())


@pytest.mark.parametrize("code", CODES)
def test_every_figure_of_the_screen_stands_on_the_page(code: Code):
    figures = re.findall(r"\d(?:[\d.,]*\d)?%?", screen(PLANS, ["one is another"], Language(code)))
    assert figures and all(figure.strip() in words(shown(code)) for figure in figures)
    assert f'<html lang="{code}">' in shown(code) and "one is another" in shown(code)


def test_a_plan_that_no_other_beats_is_marked_and_its_name_is_no_markup():
    rows = re.findall(r'<tr( class="advised")?><th scope="row">(\d)', shown("en"))
    assert {n: bool(mark) for mark, n in rows[:3]} == {"1": False, "2": True, "3": True}
    assert "&lt;b&gt;" in shown("en") and "<b>" not in shown("en")


def test_nothing_comes_from_elsewhere_and_each_picture_has_words():
    text = shown("en")
    assert re.findall(r'src="(?!data:)', text) == [] and "http" not in text and "<script" not in text
    assert len(re.findall(r'<img src="data:image/svg[^"]*" alt="[^"]{30,}"', text)) == 2


def test_the_dutch_page_is_dutch():
    ours = re.sub(r"\w+\.csv|one is another|as it is|order=<b>", "", words(shown("nl")))
    assert english_in(ours) == []
    alts = " ".join(re.findall(r'alt="([^"]*)"', shown("nl")))
    assert english_in(alts.replace("weeks.csv", "")) == []
