"""Another reading of an edition: every value by its name, and nothing that no rule reads."""

from fractions import Fraction
from typing import Any

import pytest

from sim.norms import judge
from sim.norms.editions.edition import Value, edition, editions
from sim.norms.editions.reading import changeable, changes, read_as, written
from sim.norms.rules import rules
from tests.norms.logs import log

OLD = edition("8wh")


@pytest.mark.parametrize(
    ("name", "word", "value"),
    [
        ("phone.min_ring_s", "20", 20),
        ("response.mail_at_late", "8", 8),
        ("response.min_share", "0.95", Fraction(19, 20)),
        ("on_time.compare", "<=", "<="),
        ("track_and_trace.strike", "Yes", True),
        ("reviews.min_grade", "8.5", Fraction(17, 2)),
        ("strikes.final_weekday", "Friday", "Friday"),
        ("strikes.final_after_weeks", "0", 0),
    ],
)
def test_a_value_is_changed_by_its_name_and_told(name: str, word: str, value: Any):
    read = read_as(OLD, {name: word})
    norm, key = name.split(".")
    assert getattr(getattr(read, norm), key) == value
    assert [*changes(read)] == [name] and changes(read)[name][1] == value
    assert read.name == "8wh" and changes(OLD) == {}
    assert getattr(getattr(OLD, norm), key) != value


def test_a_change_stands_beside_the_published_value():
    read = read_as(OLD, {"phone.min_ring_s": "20", "response.strike": "true", "nps.min_answers": "25"})
    assert {name: tuple(map(written, both)) for name, both in changes(read).items()} == {
        "phone.min_ring_s": ("0", "20"),
        "response.strike": ("false", "true"),
    }


@pytest.mark.parametrize(
    ("name", "word", "said"),
    [
        ("phone.min_ring", "3", r"did you mean 'phone.min_ring_s'\?; normsim editions lists them"),
        ("on_time.target_share", "0.98", "is no value that can be changed"),  # of a newer edition
        ("response.window", "Mon 09:00-10:00", "is no value that can be changed"),
        ("score.norms", "phone", "is no value that can be changed"),
        ("strikes.per_week_max", "2", "must be one of 1; got '2'"),
        ("phone.min_ring_s", "-1", "must be a whole number from 0 to 1000; got '-1'"),
        ("phone.min_ring_s", "1.5", "whole number"),
        ("score.final_weeks", "0", "from 1 to 1000"),
        ("new_seller.orders", "0", "from 1 to 1000"),
        ("response.min_share", "90%", "a number from 0 to 1, such as 0.9; got '90%'"),
        ("response.min_share", "9/0", "a number from 0 to 1"),
        ("response.min_share", "1.1", "a number from 0 to 1"),
        ("reviews.min_grade", "10.1", "a number from 0 to 10"),
        ("phone.strike", "maybe", "must be true or false; got 'maybe'"),
        ("on_time.compare", ">", "must be one of <, <=; got '>'"),
    ],
)
def test_what_cannot_be_read_is_answered_with_what_can(name: str, word: str, said: str):
    with pytest.raises(ValueError, match=said):
        read_as(OLD, {name: word})


def test_every_open_question_that_a_log_can_decide_has_its_name():
    names = changeable(OLD).keys()
    assert names >= {"phone.min_ring_s", "response.phone_cases_count", "track_and_trace.strike"}
    assert names >= {"cancellations.promised_day_counts", "holidays.good_friday", "holidays.liberation_day"}
    assert names >= {"strikes.final_after_weeks", "strikes.window_final_weeks", "on_time.compare"}
    assert not names & {"response.window", "questions.denominator", "score.norms", "score.formula"}


@pytest.mark.parametrize("norm", ["phone", "questions", "on_time", "cancellations", "track_and_trace"])
def test_a_norm_that_is_said_to_strike_does(norm: str):
    """Editions differ in which norms strike; a switch that no rule reads would be a lie."""
    read = read_as(edition("24h-2021"), {f"{norm}.strike": "true"})
    assert rules(read, judge(log(), "8wh", "NL").view.options)[norm].strike_level is not None


@pytest.mark.parametrize("read", editions(), ids=lambda read: read.name)
def test_a_published_value_read_as_itself_changes_nothing(read: Any):
    same = {
        name: str(value.value).lower() if isinstance(value.value, bool) else str(value.value)
        for name in changeable(read)
        for value in [read.provenance[name.split(".")[0]][name.split(".")[1]]]
        if value.value is not None
    }
    assert len(same) > 40
    assert changes(read_as(read, same)) == {}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "none"),
        ((), "none"),
        ((10, 50, 100), "10, 50, 100"),
        (("Saturday", "holidays"), "Saturday, holidays"),
        (True, "true"),
        (Fraction(93, 100), "0.93"),
        (20, "20"),
        (">=", ">="),
    ],
)
def test_a_value_is_written_as_a_person_does(value: Any, text: str):
    assert written(value) == text


def test_a_changed_value_was_asked_for_and_has_no_other_source_and_no_date():
    published = OLD.provenance["questions"]["personal"]
    assert published.since and published.source
    value = read_as(OLD, {"questions.personal": "false"}).provenance["questions"]["personal"]
    assert value == Value(False, published.edition, published.basis, source="asked for", since=None, why="")
    assert edition("24h-2021").provenance["response"]["mail_at_late"].why == "no mail is named"
    changed = read_as(edition("24h-2021"), {"response.mail_at_late": "5"})
    assert changed.provenance["response"]["mail_at_late"].why == ""
