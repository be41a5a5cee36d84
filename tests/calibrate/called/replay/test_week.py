"""A shop set back to a week of its past."""

import pytest

from sim.calibrate.called.replay.week import Volume, at_work, counted, in_week, with_volume
from sim.deadline import week_from_label
from sim.experiments.seasons.shop import Shop
from sim.norms.figures import Figure, Figures
from sim.scenario.read import read, read_text

W40 = week_from_label("2026-W40")
NOTHING = Figures(())
SHOP = """
weeks = "2026-W47..2026-W49"
prior_strikes = ["2026-W44"]
season_factor = [1.1, 1.2, 1.3]
[contacts]
questions_per_week = 300
[peaks]
"2026-W48" = [1.5, 1.6, 1.7]
[orders]
items_per_week = 500
[people]
Sanne = "mon-fri 09:00-17:00"
[may_change.measures]
"fewer" = { set = ["contacts.questions_per_week=250"], euro = 100 }
[uncertain]
"work.really_at_work" = [0.8, 0.9]
"""
ROSTER = """name,date,begin,end
Sanne,2026-11-16,09:00,17:00
Sanne,2026-11-17,10:00,16:00
Mehmet,2026-11-18,09:00,13:00
"""


def test_nothing_of_the_season_to_come_is_in_it():
    then = in_week(read_text(SHOP, "shop.toml").scenario, NOTHING, W40, 200.0)

    assert then.weeks == (W40 - 21, W40 - 14, W40 - 7, W40)
    assert then.season_factor == (1.0, 1.0, 1.0)
    assert (then.peaks, then.uncertain, then.may_change.measures) == ({}, {}, {})
    assert (then.orders, then.start, then.history, then.prior_strikes) == (None, None, None, ())


def test_it_follows_the_weeks_before_it_as_they_went():
    known = Figures(
        (
            Figure(W40 - 28, "response", 1, 999),  # four weeks before: too long ago
            Figure(W40 - 14, "phone", 1, 60),
            Figure(W40 - 14, "response", 1, 240),
            Figure(W40 - 7, "response", 1, 150),
        )
    )
    scenario = read_text(SHOP, "shop.toml").scenario

    then = in_week(scenario, known, W40, 200.0)

    # of a norm without a figure, the part that the scenario says: of its contacts 5% are calls
    assert {week: peak.times[1] for week, peak in then.peaks.items()} == pytest.approx(
        {"2026-W38": 300 / 200, "2026-W39": 150 / 0.95 / 200}
    )


def test_what_was_counted_is_kept_though_the_file_knows_no_such_contacts():
    """Of the 300 contacts of the file all call, or none does."""

    def week(norm: str, phone_share: float) -> Volume:
        scenario = read_text(
            SHOP.replace("week = 300", f"week = 300\nphone_share = {phone_share}"), "shop.toml"
        ).scenario
        return counted(scenario, Figures((Figure(W40, norm, 1, 90),)), W40)

    assert week("response", 1.0) == Volume(questions=90.0, calls=300.0)
    assert week("phone", 0.0) == Volume(questions=300.0, calls=90.0)
    assert week("response", 0.0) == Volume(questions=90.0, calls=0.0)
    assert week("phone", 1.0) == Volume(questions=0.0, calls=90.0)


def test_its_people_work_their_hours_of_a_week():
    shop = Shop(in_week(read_text(SHOP, "shop.toml").scenario, NOTHING, W40, 200.0))

    [sanne] = shop.staff
    begin, end = shop.season.week_edges[-2:]
    assert ((sanne.shifts[:, 0] >= begin) & (sanne.shifts[:, 0] < end)).sum() == 5


def test_a_roster_by_date_repeats_its_first_week_before_it(tmp_path):
    (tmp_path / "roster.csv").write_text(ROSTER)
    text = SHOP.replace("[people]\nSanne", "[nobody]\nSanne").partition("[nobody]")[0]
    text = text.replace("season_factor", 'roster = "roster.csv"\nseason_factor')
    (tmp_path / "shop.toml").write_text(text)

    shop = Shop(in_week(read(tmp_path / "shop.toml").scenario, NOTHING, W40, 200.0))

    begin, end = shop.season.week_edges[-2:]
    hours = {
        one.name: sum(
            (one.shifts[:, 1] - one.shifts[:, 0])[(one.shifts[:, 0] >= begin) & (one.shifts[:, 0] < end)]
        )
        for one in shop.staff
    }
    assert hours == {"Sanne": (8 + 6) * 3600, "Mehmet": 4 * 3600}


def test_a_week_has_the_contacts_it_is_given_and_no_luck():
    then = with_volume(read_text(SHOP, "shop.toml").scenario, Volume(questions=150.0, calls=50.0)).contacts

    assert (then.questions_per_week, then.phone_share, then.week_busyness_sd) == (200.0, 0.25, 0.0)
    assert Volume.of(then) == Volume(150.0, 50.0)


def test_a_week_without_contacts_can_be_said():
    assert Volume(0.0, 0.0).phone_share == 0.0


def test_people_are_at_work_as_much_as_is_said():
    assert at_work(read_text(SHOP, "shop.toml").scenario, 0.5).work.really_at_work == 0.5
