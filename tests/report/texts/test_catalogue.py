"""Both catalogues say the same things, none of it in vain."""

from string import Formatter

import pytest

from sim.norms import EventLog
from sim.norms.editions.edition import NORMS
from sim.norms.told.flipped import Kind
from sim.report.fitted.meaning import MEANT
from sim.report.judged.norms import VERDICTS
from sim.report.texts.catalogue import FORMS, catalogue
from sim.report.texts.language import CODES, Language
from sim.scenario.fits.guesses import ALL_GUESSES
from sim.scenario.values.days import FEASTS

from . import spoken

OTHERS = [code for code in CODES if code != "en"]
TEXTS = catalogue("en").texts
COUNTED = "questions", "written_questions"  # facts that are named by what is counted


def parts(text: str) -> list[tuple[str, str]]:
    """The placeholders of a text with their forms, in alphabetical order."""
    return sorted((name, form or "") for _, name, form, _ in Formatter().parse(text) if name is not None)


def in_forms(text) -> list[str]:
    return [text] if isinstance(text, str) else [text[form] for form in sorted(FORMS)]


@pytest.mark.parametrize("code", OTHERS)
def test_every_language_has_the_same_names_and_lists(code):
    other = catalogue(code)
    assert other.texts.keys() == TEXTS.keys()
    assert {name: len(words) for name, words in other.lists.items()} == {
        name: len(words) for name, words in catalogue("en").lists.items()
    }


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("name", TEXTS)
def test_every_language_fills_a_text_with_the_same_values(code, name):
    here, there = in_forms(TEXTS[name]), in_forms(catalogue(code).texts[name])
    assert len(here) == len(there)
    assert [parts(text) for text in here] == [parts(text) for text in there]


@pytest.mark.parametrize("code", CODES)
def test_a_value_is_written_in_a_form_that_there_is(code):
    forms = {
        form for text in catalogue(code).texts.values() for one in in_forms(text) for _, form in parts(one)
    }
    assert all(hasattr(Language, form) for form in forms - {""})


@pytest.mark.parametrize("code", CODES)
def test_only_what_says_how_many_has_two_forms(code):
    plural = [text for text in catalogue(code).texts.values() if not isinstance(text, str)]
    assert plural and all(text.keys() == FORMS for text in plural)


def test_no_text_is_there_in_vain():
    said, families = spoken.names(), spoken.families()
    unused = [name for name in TEXTS if name not in said and not name.startswith(tuple(families))]
    assert unused == []


def test_what_is_said_is_there():
    known = {*TEXTS, *catalogue("en").lists}
    assert spoken.said_by_name() - known == set()
    assert {
        family for family in spoken.families() if not any(name.startswith(family) for name in known)
    } == set()


@pytest.mark.parametrize(
    ("family", "keys"),
    [
        ("guesses.", ALL_GUESSES),
        ("norms.name.", NORMS),
        ("norms.title.", NORMS),
        ("norms.bad.", [norm for norm in NORMS if norm != "reviews"]),
        ("judged.row.", EventLog().tables()),
        ("judged.verdict.", [*VERDICTS.values(), "excused"]),
        ("readings.kind.", [kind.name.lower() for kind in Kind]),
        ("fit.means.", ["peak", "peak_orders", "topic", *MEANT]),
        ("fit.fact.", [*spoken.facts(), *COUNTED]),
        ("feasts.", [name.replace(" ", "_") for name in FEASTS]),
    ],
)
def test_a_family_has_a_text_for_every_key_and_no_other(family, keys):
    there = {name.removeprefix(family) for name in TEXTS if name.startswith(family)}
    assert there == set(keys)


def test_a_fact_of_a_fit_gives_all_that_its_text_holds():
    for name, given in spoken.facts().items():
        held = {value for text in in_forms(TEXTS[f"fit.fact.{name}"]) for value, _ in parts(text)}
        assert held <= given, name


def test_this_sees_a_text_in_vain_and_one_that_is_missing(monkeypatch):
    monkeypatch.setitem(TEXTS, "headline.of_last_year", "It was better.")  # type: ignore[arg-type]
    with pytest.raises(AssertionError, match="of_last_year"):
        test_no_text_is_there_in_vain()
    monkeypatch.undo()
    monkeypatch.delitem(TEXTS, "headline.mails")  # type: ignore[arg-type]
    with pytest.raises(AssertionError, match=r"headline\.mails"):
        test_what_is_said_is_there()
