"""The page of staff: whole, alone in the world, the plan first, and nothing hidden where no plan suffices."""

import html
import re
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from scipy.stats import binomtest

from sim.report.drawing.look import BLUE
from sim.report.staffed.page import page
from sim.report.staffed.picture import before_after
from sim.report.staffed.said.headline import headline
from sim.report.texts.language import Language

from ..projection.test_page import Reader
from ..texts.test_dutch import english_in, without_what_is_not_ours
from .advices import EACH, helped, of_a_season, unneeded
from .test_dutch import NOT_OURS

EN, NL = Language("en"), Language("nl")
SVG = '<svg xmlns="http://www.w3.org/2000/svg"></svg>'
ABOUT = {"scenario": "tiny", "boundary": "close", "options": {"seed": 1}}


@pytest.fixture(params=EACH.values(), ids=EACH.keys())
def found(request):
    return request.param()


def told(found, say: Language = EN) -> str:
    return page(found, ABOUT, {"before-after": SVG, "coverage": SVG}, say)


def words(found) -> str:
    """What a reader reads, cell by cell."""
    said = re.sub(r"<style>.*?</style>|<[^>]*>", " ", told(found), flags=re.DOTALL)
    return " ".join(html.unescape(said).split())


def test_every_tag_is_closed_and_nothing_is_fetched(found):
    said = told(found)
    reader = Reader(said)
    assert reader.open == [] and not re.findall(r"https?:|//[a-z]|@import|url\(", said)
    assert {tag for tag, _ in reader.tags} & {"script", "link", "iframe", "object"} == set()


def test_the_page_begins_with_the_sentence_of_the_screen(found):
    said, first = words(found), headline(found, EN).rstrip(":.")
    assert first in said and said.index(first) < said.index("What to do")


def test_the_page_is_dutch(found):
    said = re.sub(r"<pre.*?</pre>", " ", told(found, NL), flags=re.DOTALL)
    assert english_in(re.sub(NOT_OURS, " ", html.unescape(without_what_is_not_ours(said)))) == []


def test_the_plan_is_listed_with_its_price_and_who_is_new():
    said = words(helped())
    assert "Saturday: 1 person, sat 09:00-13:00, Mon 23 Nov to Sun 6 Dec € 312 Together € 312" in said
    assert "Saturday 1 added by the plan" in said


def test_each_week_is_shown_as_it_is_and_with_the_plan():
    """17 and 18 of 20 seasons miss the answers as it is, 14 and 11 with the plan; three checks share 5%."""
    low, high = binomtest(11, 20).proportion_ci(1 - 0.05 / 3)
    said = words(helped())
    assert "W48 Black Friday 85% probable 57–98% 70% probable 41–91%" in said
    assert f"W49 Sinterklaas 90% probable 63–99% 55% a coin toss {100 * low:.0f}–{100 * high:.0f}%" in said


def test_where_nothing_suffices_the_page_says_what_is_left_and_how_many_hours_are_short():
    said = words(helped())
    assert "What cannot be covered All that may change costs € 312 and still leaves this:" in said
    assert "Answers in week 48 65% 15 Answers in week 49 75% 10" in said
    assert "What cannot be covered" not in words(unneeded())


def test_cheaper_plans_are_told_with_why_they_are_not_advised():
    found = helped()
    [less] = found.certificate.neighbours
    less = replace(less, misses=np.arange(20)[:, None] == [0, 20])  # one season of the first week
    unproven = replace(found, bound=0.0, certificate=replace(found.certificate, neighbours=(less,)))
    assert "1 person on Saturdays less € 0 May be enough Answers in week 48 missed in 5%" in words(unproven)


def test_nothing_is_compared_with_a_plan_that_changes_nothing():
    said = words(unneeded())
    assert "With the plan" not in said and "as advised" not in said


def marks(found, colour: str) -> list[list[float]]:
    """The shares of the panels whose marks have a colour, from the first panel on."""
    drawn = before_after(found, EN).axes
    return [
        [float(y) for y in line.get_ydata()]
        for axes in drawn
        for line in axes.lines
        if line.get_color() == colour and line.get_marker() == "s"
    ]


def test_the_picture_shows_the_chances_of_the_check():
    """14 and 11 of 20 seasons miss the answers with the plan: 70% and 55%."""
    missed = helped().certificate.best.misses.sum(axis=0).tolist()
    assert missed == [14, 11]
    assert marks(helped(), BLUE)[0] == pytest.approx([0.70, 0.55])
    assert marks(unneeded(), BLUE) == []


def test_the_limit_of_a_season_is_no_line_through_its_weeks():
    weekly, season = (
        [text.get_text() for text in before_after(one, EN).findobj(Text)] for one in (helped(), of_a_season())
    )
    assert "allowed" in weekly and "5%" in weekly
    assert "allowed" not in season


@pytest.mark.parametrize("say", [EN, NL], ids=["en", "nl"])
def test_no_text_of_the_picture_reaches_beyond_the_sheet_or_another(say: Language):
    found = helped()
    file = replace(found.choices.file, name="a-shop-with-a-name-of-thirty-four.")
    figure = before_after(replace(found, choices=replace(found.choices, file=file)), say)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    texts = [one for one in figure.findobj(Text) if one.get_text() and one.get_visible()]
    boxes = [one.get_window_extent(canvas.get_renderer()) for one in texts]
    assert max(box.x1 for box in boxes) <= figure.bbox.x1
    crossing = [
        (one.get_text(), other.get_text())
        for (one, box), (other, beside) in combinations(zip(texts, boxes, strict=True), 2)
        if box.overlaps(beside)
    ]
    assert crossing == []


def test_the_picture_is_dutch(found):
    assert english_in(" ".join(text.get_text() for text in before_after(found, NL).findobj(Text))) == []
