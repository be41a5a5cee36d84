"""What drives the risk, in words: every figure with its unit, what may be chance apart, nothing lost."""

import pytest

from sim.experiments.drivers.spread import Split
from sim.report.drivers.driven import MOST, drivers_said, spread_said
from sim.report.drivers.figures import figure_name, range_text, value_text
from sim.report.texts.language import ENGLISH, Language

from .made import SEVERAL, driver, found

DUTCH = Language("nl")


def joined(lines) -> str:
    return " ".join(" ".join(line.split()) for line in lines)


def test_a_figure_is_told_with_its_ends_their_source_and_what_it_moves():
    said = joined(drivers_said(found(*SEVERAL), ENGLISH))
    assert "(1,000 as it is, and a chance of 25% that a week misses its norm)" in said
    assert (
        "the height of the peaks, 1.68 to 2.02 times (forecast of the file): 200 to 2,900 late answers "
        "(+1,800 to +3,600), a missed week 17% to 44%"
    ) in said
    assert "people.Sanne.speed, 0.9 to 1.1 (range of the file): 1,030 to 980 late answers" in said


def test_what_may_be_chance_is_counted_and_not_named():
    said = joined(drivers_said(found(*SEVERAL), ENGLISH))
    assert "second mails" not in said
    assert "1 figure may move late answers by nothing but chance" in said


def test_of_many_figures_the_first_are_named_and_the_others_counted():
    many = [driver("work.minutes_per_mail", (6, 7), (-50, 50)) for _ in range(MOST + 2)]
    said = joined(drivers_said(found(*many), ENGLISH))
    assert said.count("minutes a mail") == MOST
    assert "2 figures more surely move it, but less" in said


def test_missed_calls_are_named_where_they_are_what_counts():
    said = joined([*drivers_said(found(*SEVERAL, targets=("phone",)), ENGLISH)])
    assert "missed calls" in said and "late answers" not in said


def test_the_split_says_all_three_parts_with_their_ranges_and_the_floor():
    said = joined(spread_said(found(*SEVERAL), ENGLISH))
    assert said.startswith(
        "SPREAD of the spread of late answers between seasons (1,200 on average, standard deviation 1,560) "
        "55% (43% to 65%) is the forecast, 41% (27% to 47%) who is ill or away, 4% (2% to 11%) luck"
    )
    assert said.endswith("would still leave 12 late answers and 0.2 missed weeks a season")


def test_seasons_that_agree_have_no_split():
    said = joined(spread_said(found(split=Split(0.0, 0.0, {}, 0.0)), ENGLISH))
    assert "late answers do not differ between seasons: 0 in each" in said


@pytest.mark.parametrize(
    ("key", "ends", "english", "dutch"),
    [
        ("peaks", (1.679, 2.021), "1.68 to 2.02 times", "1,68 tot 2,02 keer"),
        ("work.really_at_work", (0.756, 0.924), "76% to 92%", "76% tot 92%"),
        ("absence.sick_week_chance", (0.027, 0.033), "2.7% to 3.3%", "2,7% tot 3,3%"),
        ("work.minutes_per_mail", (5.85, 7.15), "5.8 to 7.2 min", "5,8 tot 7,2 min"),
        ("contacts.mails_again_after_hours", (23.4, 28.6), "23 to 29 h", "23 tot 29 uur"),
        ("calls.patience_scale_s", (427, 521), "427 to 521 s", "427 tot 521 s"),
        ("work.mail_spread", (0.81, 0.99), "0.81 to 0.99", "0,81 tot 0,99"),
        ("contacts.questions_per_week", (810, 990), "810 to 990", "810 tot 990"),
    ],
)
def test_values_bear_their_units_in_both_languages(key, ends, english, dutch):
    assert range_text(key, *ends, ENGLISH) == english
    assert range_text(key, *ends, DUTCH) == dutch


def test_one_value_bears_its_unit_too():
    assert value_text("work.minutes_per_mail", 6.5, ENGLISH) == "6.5 min"
    assert value_text("contacts.phone_share", 0.05, ENGLISH) == "5%"


def test_a_figure_without_a_name_goes_by_its_key():
    assert figure_name("people.Sanne.speed", ENGLISH) == "people.Sanne.speed"
    assert figure_name("work.really_at_work", ENGLISH) == "people really at work"
    assert figure_name("season_factor", DUTCH) == "hoe druk het seizoen is"
