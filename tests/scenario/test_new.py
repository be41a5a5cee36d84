"""Ten questions in, a scenario file out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.norms.faults import InputError
from sim.scenario.new import questions, write
from sim.scenario.read import read_text
from sim.scenario.values.words import parse_hours

ANSWERS = {
    "name": "Bloom & Co",
    "weeks": "2027-W05",
    "country": "be",
    "questions_per_week": "1.500",
    "phone_percent": "12,5%",
    "minutes_per_mail": "7,5",
    "people": "Jan de Vries mon-fri 9:00-17:00\n\n  Zoë: sat 10:00-14:00, sun 10:00-12:00 \n",
    "peaks": ["2027-W05 1,2 1,35 1,6", "black friday 1 2 3", "2027-02-14 1.1 1.2 1.3"],
    "phone_interrupts_mail": "No",
    "items_per_week": "2,500",
}


def test_there_are_ten_questions_and_every_key_is_different():
    assert len({question.key for question in questions()}) == 10


def test_defaults_and_examples_are_answers():
    for question in questions():
        for answer in (question.default, question.example):
            if answer:
                question.read(answer.partition(" for ")[0])


def test_answers_come_back_out_of_the_file():
    file = read_text(write(ANSWERS), "new.toml")
    scenario = file.scenario

    assert file.question == "How many people does Bloom & Co need?"
    assert (len(scenario.weeks), scenario.country, scenario.holidays) == (1, "BE", "BE")
    assert (scenario.contacts.questions_per_week, scenario.contacts.phone_share) == (1500, 0.125)
    assert (scenario.work.minutes_per_mail, scenario.work.phone_interrupts_mail) == (7.5, False)
    assert scenario.people["Jan de Vries"].hours == parse_hours("mon-fri 09:00-17:00")
    assert scenario.people["Zoë"].hours == parse_hours("sat 10:00-14:00, sun 10:00-12:00")
    assert [peak.times for peak in scenario.peaks.values()] == [(1.2, 1.35, 1.6), (1, 2, 3), (1.1, 1.2, 1.3)]
    assert scenario.orders is not None and scenario.orders.items_per_week == 2500


def test_without_an_answer_the_default_stands():
    file = read_text(write({"name": " "}), "new.toml")

    assert file.question == "How many people does my shop need?"
    assert list(file.scenario.people) == ["Sanne"]
    assert file.scenario.peaks == {}
    assert file.scenario.orders is None


def test_what_was_not_asked_is_called_a_guess_and_what_was_answered_is_not():
    guesses = read_text(write(ANSWERS), "new.toml").guesses

    assert {"contacts.follow_up_share", "work.minutes_per_call", "absence.sick_day_chance"} <= set(guesses)
    assert not {"contacts.phone_share", "work.minutes_per_mail", "peaks"} & set(guesses)


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("weeks", "'2027-W05'"),
        ("weeks", "“2027-W05”"),
        ("country", '"be"'),
        ("phone_interrupts_mail", "nee"),
        ("phone_interrupts_mail", "N"),
        ("people", '"Jan de Vries" = "mon-fri 9:00-17:00"\nZoë: sat 10:00-14:00, sun 10:00-12:00'),
        ("people", "Jan de Vries ma-vr 9:00-17:00\nZoë za 10:00-14:00, zo 10:00-12:00"),
        ("peaks", "\"2027-W05\" = [1.2, 1.35, 1.6]\n'black friday' [1, 2, 3]\n14-2-2027 1,1 1,2 1,3"),
    ],
)
def test_quotes_brackets_and_dutch_change_nothing(key, answer):
    def said(answers):
        scenario = read_text(write(answers), "new.toml").scenario.model_dump(exclude={"peaks"})
        peaks = read_text(write(answers), "new.toml").scenario.peaks.values()
        return scenario, [(peak.date, peak.times) for peak in peaks]

    assert said({**ANSWERS, key: answer}) == said(ANSWERS)


def test_a_name_keeps_its_apostrophe():
    text = write({"people": "Joris d'Arc mon 09:00-17:00"})

    assert list(read_text(text, "x").scenario.people) == ["Joris d'Arc"]


@pytest.mark.parametrize(
    ("key", "answer"), [("country", "DE"), ("peaks", "2026-W49 3 2 1"), ("people", "A mon")]
)
def test_who_answers_is_not_told_to_write_toml(key, answer):
    with pytest.raises(ValueError) as caught:
        write({key: answer})

    way_out = str(caught.value).partition("; ")[2]
    assert way_out and "quotes" not in way_out and "[" not in way_out


@pytest.mark.parametrize(
    ("key", "answer", "reason"),
    [
        ("weeks", "november", "november given; must be ISO weeks; "),
        ("country", "DE", "DE given; must be one of NL, BE; "),
        ("questions_per_week", "many", "many given; must be a whole number"),
        ("questions_per_week", "0,5", "0,5 given; must be a whole number"),
        ("phone_percent", "120", "120 given; must be 100 or less; "),
        ("phone_percent", "nan", "nan given; must be a number"),
        ("minutes_per_mail", "0", "0 given; must be 0.01 or more; "),
        ("minutes_per_mail", "5\n6", "5 / 6 given; must be one line; "),
        ("people", "Sanne", "Sanne given; must be a name, days and hours; "),
        ("people", "mon-fri 09:00-17:00", "given; must be a name, days and hours; "),
        ("people", "Sanne mon 9-17", "given; must be days and hours; "),
        ("people", "A mon 09:00-17:00\nA tue 09:00-17:00", "given; must be names that differ; "),
        ("peaks", "1 2 3", "given; must be a week, a date or one of "),
        ("peaks", "2026-W49", "given; must be "),
        ("peaks", "2026-W49 3 2 1", "given; must be low, likely, high in rising order; "),
        ("phone_interrupts_mail", "maybe", "maybe given; must be one of yes, no; "),
        ("name", "a\x00b", "given; must be a name of at most 60 letters"),
        ("shop", "x", "answers must be to "),
    ],
)
def test_a_bad_answer_says_why(key, answer, reason):
    with pytest.raises(ValueError) as caught:
        write({key: answer})

    assert not isinstance(caught.value, InputError)  # found by the question, not by the file
    assert reason in str(caught.value)


@settings(max_examples=200)
@given(
    name=st.text(max_size=30),
    people=st.lists(st.text(max_size=15).map(lambda name: f"{name} mon 09:00-10:00"), max_size=4),
    numbers=st.lists(st.text(alphabet="0123456789.,-e% ", max_size=6), min_size=3, max_size=3),
)
def test_whatever_is_typed_gives_a_file_that_reads_or_a_reason(name, people, numbers):
    typed = dict(zip(("questions_per_week", "phone_percent", "minutes_per_mail"), numbers, strict=True))
    try:
        text = write({"name": name, "people": people, **typed})
    except ValueError as error:
        assert not isinstance(error, InputError) and " given; must be " in str(error)
        return
    assert read_text(text, "new.toml").text == text
