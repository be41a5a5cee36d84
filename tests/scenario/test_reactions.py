"""Reactions in words: what is read, and that it can be said again."""

import pytest

from sim.scenario.people.reactions import Level, Reaction, Then, parse_then, parse_until, parse_when

HOUR_S = 3600


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("oldest question above 6 working hours", Level("oldest question", 6 * HOUR_S)),
        ("Oldest  question above 1 working hour", Level("oldest question", HOUR_S)),
        ("oldest question above 2.5 hours", Level("oldest question", 9000)),
        ("more than 40 questions wait", Level("questions", 40)),
        ("more than 1 question waits", Level("questions", 1)),
        ("more than 0 callers wait", Level("callers", 0)),
    ],
)
def test_a_reaction_begins_above_a_level(words, level):
    assert parse_when(words) == level


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("oldest question below 4 working hours", Level("oldest question", 4 * HOUR_S - 1)),
        ("fewer than 20 questions wait", Level("questions", 19)),
        ("no callers wait", Level("callers", 0)),
        ("no caller waits", Level("callers", 0)),
    ],
)
def test_a_reaction_ends_at_a_level_that_is_not_exceeded(words, level):
    assert parse_until(words) == level


@pytest.mark.parametrize(
    "words",
    [
        "", "questions", "more than questions wait", "no 3 questions wait", "fewer than 0 questions wait",
        "oldest question above six hours", "more than 1.5 questions wait", 5, None,
    ],
)  # fmt: skip
def test_other_words_are_refused_with_the_way_out(words):
    for parse in (parse_when, parse_until):
        with pytest.raises(ValueError, match=r"^must be a level in words; write 'oldest question"):
            parse(words)


@pytest.mark.parametrize(
    ("words", "then"),
    [
        ("phone down to 1 person", Then("phone down", 1)),
        ("phone down to 3 people", Then("phone down", 3)),
        ("everybody on mail", Then("everybody on mail")),
        ("everybody on the phone", Then("everybody on the phone")),
        ("overtime 2 hours", Then("overtime", 2 * HOUR_S)),
        ("overtime 1 hour", Then("overtime", HOUR_S)),
        ("overtime 1.5 hours", Then("overtime", 5400)),
    ],
)
def test_what_people_do_is_read_and_can_be_said_again(words, then):
    assert parse_then(words) == then
    assert then.text == words


@pytest.mark.parametrize("words", ["overtime 0 hours", "overtime", "phone down", "phone down to none", 3])
def test_what_nobody_can_do_is_refused(words):
    with pytest.raises(
        ValueError, match=r"^must be what people do, in words; write 'phone down to 1 person'"
    ):
        parse_then(words)


def test_without_until_a_reaction_ends_at_the_level_at_which_it_begins():
    told = {"when": "more than 40 questions wait", "then": "overtime 2 hours"}

    assert Reaction(**told).ends_at == Level("questions", 40)
    assert Reaction(**told, until="fewer than 11 questions wait").ends_at == Level("questions", 10)
    assert Reaction.model_validate(Reaction(**told).model_dump(exclude_none=True)) == Reaction(**told)
