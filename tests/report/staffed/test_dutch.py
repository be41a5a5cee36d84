"""What staff says in Dutch holds no English, and the same figures."""

import re

import pytest

from sim.report.staffed.screen import REMARKS, staff_screen
from sim.report.texts.language import Language

from ..texts.test_dutch import english_in
from .advices import EACH

EN, NL = Language("en"), Language("nl")
NOT_OURS = r"normsim (?:run|compare)|order = \[[^]]*\]|\[may_change\]|certificate\.json|--\w+"


@pytest.fixture(params=EACH.values(), ids=EACH.keys())
def found(request):
    return request.param()


def told(found, say: Language) -> str:
    return staff_screen(found, "tiny", "close", say)


def test_the_screen_is_dutch(found):
    assert english_in(re.sub(NOT_OURS, " ", told(found, NL))) == []


def test_the_figures_are_those_of_the_english_screen(found):
    english, dutch = (re.sub(r"(?<=\d)[.,](?=\d)", "", told(found, say)) for say in (EN, NL))
    assert sorted(re.findall(r"\d+", english)) == sorted(re.findall(r"\d+", dutch))


@pytest.mark.parametrize("say", [EN, NL], ids=["en", "nl"])
def test_no_line_is_wider_than_a_screen_and_every_head_is_told_from_its_text(found, say):
    lines = told(found, say).splitlines()
    assert max(map(len, lines)) <= 120
    heads = [say(name) for name in REMARKS]
    assert all(len(head) < 15 for head in heads)


def test_this_sees_english():
    assert english_in(re.sub(NOT_OURS, " ", told(EACH["nothing need change"](), EN)))
