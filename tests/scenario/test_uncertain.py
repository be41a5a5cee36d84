"""Ranges around figures: what a file may say of them, and every fault with its line."""

import pytest

from sim.norms.faults import InputError
from sim.scenario.changes.uncertain import certain, figures, path_of, uncertain_figures
from sim.scenario.changes.vary import change_of, changed
from sim.scenario.read import ScenarioFile, read_text

SHOP = """weeks = "2026-W48..2026-W49"
[contacts]
questions_per_week = 800
[topics]
delivery = { share = 0.4 }
service = { share = 0.5 }
[work]
minutes_per_mail = 6.5
[people]
Sanne = "mon-fri 09:00-17:00"
"Jan de Vries" = { hours = "mon-fri 09:00-17:00", from = 2026-11-23, speed = 0.7, full_speed_after_weeks = 4 }

[uncertain]
"""


def shop(*ranges: str) -> ScenarioFile:
    return read_text(SHOP + "\n".join(ranges), "shop.toml")


def faults(*ranges: str) -> str:
    with pytest.raises(InputError) as told:
        shop(*ranges)
    return str(told.value)


def test_a_range_leaves_the_value_as_it_is():
    file = shop('"work.minutes_per_mail" = [6.1, 6.9]')
    assert file.scenario.uncertain == {"work.minutes_per_mail": (6.1, 6.9)}
    assert file.scenario.work.minutes_per_mail == 6.5


def test_a_figure_that_the_file_leaves_out_has_its_usual_value_to_lie_around():
    assert shop('"work.really_at_work" = [0.8, 0.9]').scenario.work.really_at_work == 0.84
    assert "around 0.84, the value of work.really_at_work" in faults('"work.really_at_work" = [0.85, 0.9]')


def test_people_and_topics_are_named_as_the_file_names_them():
    file = shop('"people.Sanne.speed" = [0.9, 1.1]', '"people.Jan de Vries.speed" = [0.6, 0.8]')
    assert [path_of(key) for key in file.scenario.uncertain] == [
        ("people", "Sanne", "speed"),
        ("people", "Jan de Vries", "speed"),
    ]
    assert shop("""'people."Jan de Vries".speed' = [0.6, 0.8]""").scenario.uncertain
    assert shop('"topics.delivery.share" = [0.3, 0.45]').scenario.uncertain


def test_all_ranges_at_fault_are_told_at_once_each_with_its_line():
    told = faults(
        '"work.minutes_per_male" = [6, 7]',
        '"work.minutes_per_mail" = [7, 8]',
        '"calls.redial_share" = [0.4, 0.95]',
        '"minutes_per_call" = [3, 4]',
    )
    assert told.splitlines() == [
        'shop.toml:14: uncertain."work.minutes_per_male": no such figure given; must be a number with a '
        "value that seasons read, no whole number, no date and no price; did you mean work.minutes_per_mail?",
        'shop.toml:15: uncertain."work.minutes_per_mail": [7, 8] given; must be around 6.5, the value of '
        "work.minutes_per_mail; correct the range, or the value in its table",
        'shop.toml:16: uncertain."calls.redial_share": 0.95 given; must be 0.9 or less, at both ends; '
        "write 0.44 for 44%",
        'shop.toml:17: uncertain."minutes_per_call": no such figure given; must be a number with a value '
        "that seasons read, no whole number, no date and no price; did you mean work.minutes_per_call?",
    ]


@pytest.mark.parametrize(
    "ends",
    [
        "[6.9, 6.1]",
        "[6.5, 6.5]",
        "6.5",
        "[6.5]",
        "[6, 6.5, 7]",
        '["6", "7"]',
        "[true, 7]",
        "[nan, 7]",
        "[-inf, 7]",
        f"[6, 1{'0' * 400}]",
    ],
)
def test_a_range_is_low_and_a_higher_high(ends: str):
    told = faults(f'"work.minutes_per_mail" = {ends}')
    assert told.startswith('shop.toml:14: uncertain."work.minutes_per_mail": ') and "low" in told


def test_a_key_without_quotes_is_told_how_to_write_it():
    assert 'put the whole key in quotes: "work.minutes_per_mail" = [6.1, 6.9]' in faults(
        "work.minutes_per_mail = [6.1, 6.9]"
    )


def test_the_same_figure_twice_is_a_fault():
    again = ('"people.Jan de Vries.speed" = [0.6, 0.8]', """'people."Jan de Vries".speed' = [0.6, 0.8]""")
    assert "must be there once; take it out: people.Jan de Vries.speed is the same figure" in faults(*again)


@pytest.mark.parametrize(
    ("key", "ends", "why"),
    [
        ("contacts.thanks_minutes", "[0.4, 0.6]", "without which it moves nothing"),
        (
            "topics.delivery.share",
            "[0.4, 0.6]",
            "a value with which topics are shares that come to 1 at most",
        ),
        ("people.Jan de Vries.speed", "[0.6, 1.1]", "absent beside a speed of 1 or more"),
        ("contacts.questions_per_week", "[1.000, 900]", "without a point for thousands"),
        ("prices.euro_per_hour", "[25, 30]", "no price"),
        ("work.keep_free_for_calls", "[0, 2]", "no whole number"),
        ("work.follow_up_within_hours", "[8, 16]", "with a value"),
        ("edition", "[1, 2]", "no such figure"),
        ("", "[1, 2]", "no such figure"),
        ("work", "[1, 2]", "no such figure"),
        ("work.minutes_per_mail.x", "[1, 2]", "no such figure"),
        (r"a = 1\nwork.minutes_per_mail", "[6, 7]", "no such figure"),
        ("work.minutes_per_mail", "[6, 2_000]", "1,440 or less, at both ends"),
    ],
)
def test_what_the_file_could_not_say_as_a_value_or_would_move_nothing_is_refused(
    key: str, ends: str, why: str
):
    assert why in faults(f'"{key}" = {ends}')


def test_somebody_on_the_roster_may_have_a_range_within_the_bounds_of_the_key(tmp_path):
    (tmp_path / "roster.csv").write_text("name,day,begin,end\nSanne,mon,09:00,17:00\n", encoding="utf-8")
    people = SHOP.index("[people]"), SHOP.index("[uncertain]")
    text = 'roster = "roster.csv"\n' + SHOP[: people[0]] + SHOP[people[1] :]
    file = read_text(text + '"people.Sanne.speed" = [0.9, 1.1]', str(tmp_path / "shop.toml"))
    assert uncertain_figures(file.scenario)["people.Sanne.speed"].value == 1
    with pytest.raises(InputError, match=r"11 given; must be between 0.05 and 10, at both ends; correct the"):
        read_text(text + '"people.Sanne.speed" = [0.9, 11]', str(tmp_path / "shop.toml"))


def test_a_change_of_the_value_beyond_its_range_names_the_range():
    file = shop('"work.minutes_per_mail" = [6.1, 6.9]')
    with pytest.raises(InputError, match=r"\[6.1, 6.9\] given; must be around 8"):
        changed(file, [change_of("work.minutes_per_mail=8")])
    after = changed(
        file, [change_of("work.minutes_per_mail=8"), change_of('uncertain={"work.mail_spread"=[0.8,1]}')]
    )
    assert after.scenario.uncertain == {"work.mail_spread": (0.8, 1)}


def test_a_figure_made_certain_has_one_value_within_its_bounds_and_no_range():
    scenario = shop('"calls.redial_share" = [0.4, 0.5]', '"work.mail_spread" = [0.8, 1]').scenario
    redials = figures(scenario)["calls", "redial_share"]
    fixed = certain(scenario, redials, 2.0)
    assert fixed.calls.redial_share == 0.9 and list(fixed.uncertain) == ["work.mail_spread"]
    assert certain(scenario, redials, 0.44) == scenario.model_copy(update={"uncertain": fixed.uncertain})
