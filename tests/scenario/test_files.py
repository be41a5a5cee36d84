"""The scenario files that are shipped."""

from pathlib import Path

import pytest

from sim.scenario.read import read

FOLDER = Path(__file__).parents[2] / "scenarios"
FILES = sorted(FOLDER.glob("*.toml"))


def test_the_four_stories_are_there():
    names = {path.stem for path in FILES}

    assert {"peak-season", "quiet-quarter", "closed-over-christmas", "busy-phone"} <= names


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_shipped_file_states_its_question_and_fits_a_screen(path):
    file = read(path)

    assert file.question.endswith("?")
    assert file.name == path.stem
    lines = file.text.splitlines()
    assert len(lines) <= 70
    assert max(len(line) for line in lines) <= 112


def test_peak_season_is_a_shop_of_eight_until_christmas():
    scenario = read(FOLDER / "peak-season.toml").scenario

    assert len(scenario.people) == 8
    assert len(scenario.weeks) == len(scenario.peaks) == 6


def test_a_quiet_quarter_is_thirteen_weeks_without_peaks():
    scenario = read(FOLDER / "quiet-quarter.toml").scenario

    assert (len(scenario.weeks), scenario.peaks) == (13, {})


def test_closed_over_christmas_means_everybody_from_24_december_to_3_january():
    scenario = read(FOLDER / "closed-over-christmas.toml").scenario

    for person in scenario.people.values():
        assert len(person.days_off) == 11
        assert {str(person.days_off[0]), str(person.days_off[-1])} == {"2026-12-24", "2027-01-03"}


def test_a_busy_phone_is_150_calls_and_300_questions_by_mail_a_working_day():
    scenario = read(FOLDER / "busy-phone.toml").scenario

    calls = scenario.contacts.questions_per_week * scenario.contacts.phone_share / 5
    assert calls == pytest.approx(150, abs=0.5)
    assert scenario.contacts.questions_per_week / 5 - calls == pytest.approx(300, abs=0.5)
    assert 20 <= len(scenario.people) <= 30
