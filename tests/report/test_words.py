"""Small words of every report: weeks with their feasts and years, spans of weeks, norms by their names."""

from functools import partial

import pytest

from sim.deadline import week_from_label
from sim.report import words
from sim.report.texts.language import ENGLISH, Language
from sim.report.words import week_code
from tests.experiments.shops import tiny

norm_name = partial(words.norm_name, say=ENGLISH)
week_name = partial(words.week_name, say=ENGLISH)
weeks_in_words = partial(words.weeks_in_words, say=ENGLISH)
weeks_with_chances = partial(words.weeks_with_chances, say=ENGLISH)


@pytest.mark.parametrize(
    ("week", "name"),
    [
        ("2026-W47", ""),
        ("2026-W48", "Black Friday"),  # 27 November
        ("2026-W49", "Sinterklaas"),  # Saturday 5 December
        ("2026-W50", ""),
        ("2026-W52", "Christmas"),
        ("2026-W53", ""),
        ("2027-W47", "Black Friday"),  # 26 November
        ("2027-W48", "Sinterklaas"),  # Sunday 5 December
        ("2027-W51", "Christmas"),  # a Saturday
        ("2024-W48", "Black Friday"),  # 29 November, the latest there is
        ("2030-W48", "Black Friday"),
    ],
)
def test_weeks_bear_their_feasts(week: str, name: str):
    assert week_name(week_from_label(week)) == name


@pytest.mark.parametrize(
    ("hours", "english", "dutch"),
    [
        ("", "edition 8wh · holidays NL", "editie 8wh · feestdagen NL"),
        (
            'hours = "mon-fri 09:00-17:00, sat 10:00-14:00"',
            "edition 8wh, hours mon-fri 09:00-17:00, sat 10:00-14:00 · holidays NL",
            "editie 8wh, uren ma-vr 09:00-17:00, za 10:00-14:00 · feestdagen NL",
        ),
    ],
)
def test_hours_are_named_where_they_are_not_those_of_the_edition(hours: str, english: str, dutch: str):
    shop = tiny(('holidays = "NL"', f'holidays = "NL"\n{hours}'))
    assert [words.judged_by(shop, Language(code)) for code in ("en", "nl")] == [english, dutch]


def test_words_are_joined_as_people_do():
    assert [ENGLISH.joined(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    autumn = [week_from_label(f"2026-W{number}") for number in range(44, 54)]
    assert weeks_in_words([week_from_label("2026-W50")], autumn) == "week 50"
    many = [week_from_label(f"2026-W{number}") for number in (44, 46, 47, 49, 50, 51, 52)]
    assert weeks_in_words(many, autumn) == "weeks 44, 46, 47 and 49 to 52"
    names = ("nps", "track_and_trace", "on_time", "phone")
    assert [norm_name(norm) for norm in names] == ["NPS", "track & trace", "on time", "phone"]


def test_weeks_bear_their_year_once_the_season_is_of_two():
    winter = [week_from_label(label) for label in ("2026-W52", "2026-W53", "2027-W01", "2027-W02")]
    assert [week_code(monday, winter) for monday in winter[1:3]] == ["2026-W53", "2027-W01"]
    assert [week_code(monday, winter[:2]) for monday in winter[:2]] == ["W52", "W53"]
    assert weeks_in_words(winter[:1], winter) == "week 2026-W52"
    assert weeks_in_words(winter, winter) == "weeks 2026-W52 to 2027-W02"


def test_of_scattered_weeks_the_worst_three_are_named_in_order():
    season = [week_from_label(f"2026-W{number}") for number in range(10, 30)]
    shares = {season[week]: share for week, share in ((0, 0.5), (2, 0.2), (4, 0.61), (6, 0.3))}
    assert weeks_with_chances(shares, season) == "weeks 10, 12, 14 and 16 (20% to 61%)"
    more = {**shares, season[8]: 0.4}
    assert weeks_with_chances(more, season) == "5 weeks (20% to 61%; worst 10, 14 and 18)"
    assert weeks_with_chances({season[3]: 0.25}, season) == "week 13 (25%)"
