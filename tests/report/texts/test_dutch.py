"""A screen, a page and pictures in Dutch hold no English."""

import html
import re
from string import Formatter

import pytest
from matplotlib.text import Text

from sim.report.projection.page.page import page
from sim.report.projection.pictures.scores import projected_scores
from sim.report.projection.pictures.workload import workload
from sim.report.projection.screen import screen
from sim.report.texts.catalogue import catalogue
from sim.report.texts.language import Language

from ..projection.projections import ORDERS, SHOPS, each_of, projection
from .test_catalogue import in_forms

NL = Language("nl")
ENGLISH_WORDS = set(
    [
        "the",
        "and",
        "with",
        "are",
        "below",
        "above",
        "weeks",
        "for",
        "chance",
        "season",
        "seasons",
        "questions",
        "answers",
        "answered",
        "by",
        "than",
        "more",
        "would",
        "still",
        "each",
        "which",
        "were",
        "has",
        "have",
        "until",
        "between",
        "people",
        "shop",
        "roster",
        "any",
        "only",
        "their",
        "from",
        "at",
    ]
)
RULES = 'when = "more than 9 questions wait"\nthen = "overtime 2 hours"\n'
JORIS = 'Joris = { hours = "mon 09:00-17:00", overtime = { euro_per_hour = 42 } }\n'
MORE = (
    f"{JORIS}{ORDERS}[order_questions]\nwhen_late_share = 0.3\n[proactive_message]\nfrom = 2026-11-16\n"
    f"removes_share = 0.5\neuro_per_message = 1\n[reactions.rush]\n{RULES}"
)
shop = each_of(
    {
        "a peak with everything": {"more": MORE},
        **SHOPS,
        "sixty weeks": {"weeks": "2025-W40..2026-W47"},
        "a target": {"edition": "2026-min-target"},
    }
)


def english_in(told: str) -> list[str]:
    """What a Dutch reader would stumble over: English words, and whole passages of the English catalogue."""
    words = set(re.findall(r"[a-z]+", told.lower())) & ENGLISH_WORDS
    return sorted(words) + [passage for passage in PASSAGES if passage in told]


def passages(code: str) -> set[str]:
    """Passages of a catalogue between the placeholders, of two words and more."""
    found = {
        literal.strip(" .,;:()")
        for text in catalogue(code).texts.values()
        for form in in_forms(text)
        for literal, *_ in Formatter().parse(form)
    }
    return {passage for passage in found if " " in passage}


PASSAGES = passages("en") - passages("nl")


def without_what_is_not_ours(told: str) -> str:
    """Leave out what the shop wrote, keys, and names of files and editions."""
    told = re.sub(r"<pre.*?</pre>|<style>.*?</style>|<[^>]*>", " ", told, flags=re.DOTALL)
    told = html.unescape(told).replace("Will it do?", "").replace("K1", "")
    told = re.sub(r"\(bronnen: .*?\):", "", told)  # of an edition, as it names them
    return re.sub(r"\b\w+\.\w+\b|\b[a-z]+_\w+|\(on_time\)|“guess”|\((?:questions|returns)\)", " ", told)


def test_the_first_screen_is_dutch(shop):
    assert english_in(without_what_is_not_ours(screen(shop, NL))) == []


def test_the_page_is_dutch(shop):
    told = page(shop, {"projected-scores": "<svg/>", "workload": "<svg/>"}, NL)
    assert '<html lang="nl">' in told
    assert english_in(without_what_is_not_ours(told)) == []
    assert not english_in(" ".join(re.findall(r'alt="([^"]*)"', told)))


def test_the_widest_table_of_the_page_shows_its_last_column(shop):
    """Of a page of 62 rem: narrow cells, and no head with a word that is wider than a figure's column."""
    told = page(shop, {"projected-scores": "<svg/>", "workload": "<svg/>"}, NL)
    table = told[told.index('id="weeks"') :].split("</table>")[0]
    assert '<table class="many">' in table
    heads = re.findall(r"<th scope=.col.[^>]*>([^<]*)", table)
    assert len(heads) == 8 and max(len(word) for head in heads for word in head.split()) <= 12, heads


@pytest.mark.parametrize("picture", [projected_scores, workload])
def test_the_pictures_are_dutch(shop, picture):
    words = " ".join(text.get_text() for text in picture(shop, NL).findobj(Text))
    assert english_in(words) == []


def test_no_text_of_the_catalogue_holds_english():
    """Of every command, said or not; values, options and tables of a file are no words of ours."""
    dutch = catalogue("nl")
    texts = {name: " ".join(in_forms(text)) for name, text in dutch.texts.items()}
    texts |= {name: " ".join(words) for name, words in dutch.lists.items()}
    assert found_in(texts) == {}
    assert found_in({"judged.seller": "WINKEL  of the shop {name}"}) == {"judged.seller": ["shop", "the"]}


def found_in(texts: dict[str, str]) -> dict[str, list[str]]:
    ours = {name: re.sub(r"\{[^}]*\}|--[a-z-]+|\[\w+\]", " ", text) for name, text in texts.items()}
    found = {name: english_in(without_what_is_not_ours(text)) for name, text in ours.items()}
    return {name: words for name, words in found.items() if words}


def test_this_sees_english():
    told = projection()
    assert english_in(without_what_is_not_ours(screen(told, Language("en"))))
    assert "the" in english_in("Met the rooster")
    assert "a coin toss" in english_in("week 50 is a coin toss")


def test_the_terms_are_those_of_the_marketplace():
    told = screen(projection(), NL)
    for term in ("responstijd", "waarschuwingsmail", "STRIKES", "op tijd geleverd", "annuleringen"):
        assert term in told
    assert NL("outlook.norm.phone", level=0.9) == "norm van 90% voor de bereikbaarheid"


def test_the_figures_are_those_of_the_english_screen():
    """Every figure, mark by mark, but for the marks themselves."""
    english, dutch = (screen(projection(), Language(code)) for code in ("en", "nl"))
    unmarked = [re.findall(r"\d+", re.sub(r"(?<=\d)[.,](?=\d)", "", told)) for told in (english, dutch)]
    assert sorted(unmarked[0]) == sorted(unmarked[1])
