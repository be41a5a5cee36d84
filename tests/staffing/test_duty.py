"""From plans to the roster: gaps taken out, each stretch with what happens at its end."""

import numpy as np
import pytest

from sim.draws import Streams
from sim.scenario.read import read
from sim.scenario.season import season_of
from sim.staffing.absence import ill
from sim.staffing.duty import endless, present_share
from sim.staffing.people import plan
from sim.staffing.roster import FINISH, HAND_OVER, KEEP, TO_HEAD, TO_TAIL, Roster

from .teams import DOES, OFFICE, duty, scenario_of, shown

# The roster


def test_a_day_with_a_lunch_is_two_stretches_and_the_work_waits_over_lunch():
    roster = duty(scenario_of({"Sanne": "mon 09:00-17:00"}))
    monday = np.column_stack([roster.on, roster.off])[2:4]

    assert shown(monday) == ["Mon 11-16 09:00-12:15", "Mon 11-16 12:45-17:00"]
    assert roster.stop[2:4].tolist() == [KEEP, HAND_OVER]


def test_the_last_stretch_of_each_shift_hands_over_and_the_others_keep():
    scenario = scenario_of({"Sanne": OFFICE, "Joris": "mon 09:00-13:00, mon 13:00-17:00"}, at_work=0.7)
    roster, season = duty(scenario), season_of(scenario)

    for number, person in enumerate(plan(scenario, season)):
        mine = roster.person == number
        shift = np.searchsorted(person.shifts[:, 0], roster.on[mine], "right")
        last = np.array([(shift[i + 1 :] != this).all() for i, this in enumerate(shift)])
        assert (roster.stop[mine] == np.where(last, HAND_OVER, KEEP)).all()
        assert (roster.off[mine] <= person.shifts[shift - 1, 1]).all()


@pytest.mark.parametrize("name", ["peak-season", "quiet-quarter", "closed-over-christmas", "busy-phone"])
def test_stretches_of_the_shipped_shops_are_in_order_and_disjoint(name, pytestconfig):
    scenario = read(pytestconfig.rootpath / "scenarios" / f"{name}.toml").scenario

    duty(scenario).check()
    endless(plan(scenario, season_of(scenario)), DOES).check()


def test_skills_and_speed_become_masks_and_paces():
    people = {
        "Sanne": OFFICE,
        "Joris": {"hours": OFFICE, "phone": False, "speed": 0.75},
        "Eva": {"hours": OFFICE, "mail": False, "speed": 1.3333},
    }
    roster = duty(scenario_of(people))

    first = [int(np.flatnonzero(roster.person == each)[0]) for each in range(3)]
    assert roster.does[first].tolist() == [0b0111, 0b0110, 0b0001]
    assert roster.pace[first].tolist() == [1000, 750, 1333]


def test_who_is_ill_is_not_there():
    always = {"sick_day_chance": 1, "sick_week_chance": 0}

    assert len(duty(scenario_of({"Sanne": OFFICE}, absence=always))) == 0


def test_a_sick_share_of_the_shifts_is_missing():
    scenario = scenario_of({"Sanne": {"hours": OFFICE, "lunch_minutes": 0}}, "2025-W01..2025-W40",
                           absence={"sick_day_chance": 0.1, "sick_week_chance": 0.1})  # fmt: skip
    shifts = len(plan(scenario, season_of(scenario))[0].shifts)
    there = np.array([len(duty(scenario, seed)) for seed in range(60)]) / shifts

    assert abs(there.mean() - 0.81) < 4 * there.std() / np.sqrt(60)  # neither for the day nor for the week


def test_duty_time_is_the_stated_share_of_the_shifts():
    scenario = scenario_of(
        {"Sanne": {"hours": OFFICE, "lunch_minutes": 0}}, "2025-W01..2025-W40", at_work=0.84
    )
    planned = plan(scenario, season_of(scenario))[0].paid_s(0, 2**40)
    shares = np.array([(r.off - r.on).sum() / planned for r in (duty(scenario, seed) for seed in range(40))])

    assert abs(shares.mean() - 0.84) < 4 * shares.std() / np.sqrt(40)
    assert shares.std() < 0.02


def test_other_channels_take_hours_of_the_same_people():
    def present(**tables):
        scenario = scenario_of({"Sanne": OFFICE}, at_work=0.84, **tables)
        season = season_of(scenario)
        return present_share(scenario, plan(scenario, season), season)

    # From 9 November to 8 December: 22 shifts of 7.5 hours in 30 days are 38.5 hours a week.
    assert present() == 0.84
    assert present(other_h=7.7) == pytest.approx(0.84 - 0.2)
    assert present(other_h=31) == 0.05


# Training, newcomers and mail blocks


def day_of(roster: Roster, day: str, person: int = 0) -> list[tuple[str, int, int]]:
    """A person's stretches of a day, as (hours, does, stop)."""
    mine = roster.person == person
    lines = shown(np.column_stack([roster.on, roster.off])[mine])
    told = zip(lines, roster.does[mine].tolist(), roster.stop[mine].tolist(), strict=True)
    return [(line.split()[2], does, stop) for line, does, stop in told if line.split()[1] == day]


def test_training_is_off_the_floor_and_work_in_hand_waits():
    person = {"hours": "mon 09:00-13:00", "training": "2026-11-16 10:00-11:00"}

    assert day_of(duty(scenario_of({"Sanne": person})), "11-16") == [
        ("09:00-10:00", 0b0111, KEEP), ("11:00-13:00", 0b0111, HAND_OVER),
    ]  # fmt: skip


def test_in_a_mail_block_nobody_takes_calls_and_work_in_hand_goes_on():
    people = {
        "Sanne": {"hours": "mon 08:00-12:00"},
        "Joris": {"hours": "mon 08:00-12:00", "mail": False},  # has nothing else to do
        "Eva": {"hours": "mon 08:00-12:00", "mail_only": "mon 11:00-12:00"},
    }
    roster = duty(scenario_of(people, shifts={"mail_only": "mon 09:00-10:00"}))

    assert day_of(roster, "11-16") == [
        ("08:00-09:00", 0b0111, KEEP), ("09:00-10:00", 0b0110, KEEP), ("10:00-12:00", 0b0111, HAND_OVER),
    ]  # fmt: skip
    assert {does for _, does, _ in day_of(roster, "11-16", 1)} == {0b0001}
    assert [does for _, does, _ in day_of(roster, "11-16", 2)] == [0b0111, 0b0110, 0b0111, 0b0110]


def test_the_first_day_of_a_newcomer_has_no_output_whenever_it_comes():
    newcomer = {"hours": OFFICE, "from": "2026-11-17", "first_day_without_output": True}
    scenario = scenario_of({"Sanne": newcomer}, absence={"sick_day_chance": 0.5, "sick_week_chance": 0})
    season = season_of(scenario)
    (sanne,) = plan(scenario, season)
    for replication in range(20):
        healthy = sanne.day[~ill("Sanne", scenario.absence, season, Streams(7, replication))[sanne.day]]
        roster = duty(scenario, replication)
        on_floor = np.unique(np.searchsorted(season.starts, roster.on, side="right") - 1)
        assert on_floor.tolist() == healthy[1:].tolist()


def test_who_began_before_the_season_has_had_the_first_day():
    newcomer = {"hours": OFFICE, "from": "2026-11-02", "first_day_without_output": True}

    assert len(duty(scenario_of({"Sanne": newcomer}))) == len(duty(scenario_of({"Sanne": OFFICE})))


def test_a_newcomers_pace_is_that_of_the_day():
    newcomer = {
        "hours": "mon-fri 09:00-13:00",
        "from": "2026-11-16",
        "speed": 0.5,
        "full_speed_after_weeks": 1,
    }
    roster = duty(scenario_of({"Sanne": newcomer}))

    assert roster.pace[:5].tolist() == [500, 571, 643, 714, 786]  # 0.5 + 0.5 x 0 to 4 sevenths


def test_specialists_and_languages_are_masks():
    people = {
        "Sanne": {"hours": OFFICE, "care": True},
        "Joris": {"hours": OFFICE, "languages": "second"},
        "Eva": {"hours": OFFICE, "languages": "both", "care": True, "phone": False},
    }
    tables = {
        "contacts": {"questions_per_week": 100, "second_language_share": 0.1},
        "topics": {"delivery": {"share": 0.4}},
        "special_care": {"topic": "delivery", "share": 0.2},
    }
    roster = duty(scenario_of(people, **tables))

    first = [int(np.flatnonzero(roster.person == each)[0]) for each in range(3)]
    assert roster.does[first].tolist() == [0b00_1111, 0b11_0000, 0b10_1110]


# Work in hand at the end of a stretch


@pytest.mark.parametrize(
    ("words", "stop"),
    [
        ("finish", FINISH),
        ("hand over", HAND_OVER),
        ("pause", KEEP),
        ("head of the queue", TO_HEAD),
        ("tail of the queue", TO_TAIL),
    ],
)
def test_what_becomes_of_a_mail_in_hand_is_a_choice_at_a_break_and_at_the_end(words, stop):
    people = {"Sanne": {"hours": "mon-tue 09:00-17:00"}}
    at_break = duty(scenario_of(people, shifts={"mail_at_break": words}))
    at_end = duty(scenario_of(people, shifts={"mail_at_end": words}))

    assert [stop for _, _, stop in day_of(at_break, "11-16")] == [stop, HAND_OVER]
    assert [stop for _, _, stop in day_of(at_end, "11-16")] == [KEEP, stop]


def test_nobody_pauses_who_does_not_come_back():
    roster = duty(scenario_of({"Sanne": OFFICE, "Joris": OFFICE}, shifts={"mail_at_end": "pause"}))
    last = np.append(roster.person[1:] != roster.person[:-1], True)

    assert (roster.stop[last] == HAND_OVER).all() and (roster.stop[~last] == KEEP).all()


# The same people under every plan


def test_one_more_person_leaves_the_absence_of_the_others_as_it_was():
    often = {"sick_day_chance": 0.1, "sick_week_chance": 0.1}
    few, more = (
        duty(scenario_of({name: OFFICE for name in names}, at_work=0.84, absence=often))
        for names in (("Sanne", "Joris"), ("Sanne", "Joris", "Eva"))
    )

    theirs = more.person < 2
    for name in ("person", "on", "off", "stop"):
        assert (getattr(few, name) == getattr(more, name)[theirs]).all()


def test_shorter_hours_leave_the_time_away_as_it_was():
    long, short = (
        duty(scenario_of({"Sanne": {"hours": f"mon-fri {hours}", "lunch_minutes": 0}}, at_work=0.7))
        for hours in ("09:00-17:00", "09:00-13:00")
    )

    morning = np.isin(long.on, short.on)
    assert morning.sum() == len(short)
    assert (np.minimum(long.off[morning], short.off) == short.off).all()


def test_another_plan_meets_the_same_illness():
    absence = {"sick_week_chance": 0.1, "flu_week_chance": 0.3, "sick_in_flu_week_chance": 0.5}
    weeks = "2026-W36..2026-W52"

    def ill_days(name, people, **tables):
        scenario = scenario_of(people, weeks, absence=absence, **tables)
        season = season_of(scenario)
        [number] = [k for k, one in enumerate(plan(scenario, season)) if one.name == name]
        roster = duty(scenario)
        days = np.searchsorted(season.starts, roster.on[roster.person == number], "right") - 1
        office = np.flatnonzero(~season.closed & (np.arange(len(season.days)) % 7 < 5))
        return sorted(set(office.tolist()) - set(days.tolist()))

    five = ill_days("Agents 2", {"Agents": {"count": 5, "hours": OFFICE}})
    six = ill_days("Agents 2", {"Sanne": "mon 09:00-12:00", "Agents": {"count": 6, "hours": OFFICE}})
    blocks = {"mail_only": "mon 09:00-11:00", "mail_at_break": "finish"}
    late = ill_days("Agents 2", {"Agents": {"count": 5, "hours": "mon-fri 12:00-17:30"}}, shifts=blocks)
    assert five and five == six == late


# Endless staff


def test_endless_staff_is_everybody_a_thousand_times_as_fast_and_never_away():
    people = {"Sanne": OFFICE, "Joris": {"hours": "tue 09:00-17:00", "mail": False, "speed": 0.5}}
    scenario = scenario_of(people, at_work=0.5)
    roster = endless(plan(scenario, season_of(scenario)), DOES)

    one = roster.person == 0
    assert set(roster.pace[one]) == {1_000_000} and set(roster.pace[~one]) == {500_000}
    assert shown(np.column_stack([roster.on, roster.off])[one])[5] == "Mon 11-16 09:00-17:00"
    assert set(roster.does[one]) == {0b0111} and set(roster.does[~one]) == {0b0001}
    assert set(roster.stop) == {HAND_OVER}


# The table


@pytest.mark.parametrize(
    ("stretches", "message"),
    [
        ([(0, 5, 5)], "must end after it begins"),
        ([(0, 5, 9), (0, 8, 12)], "not overlap; person 0 at 8"),
        ([(1, 5, 9), (0, 5, 9)], "in order"),
    ],
)
def test_a_broken_promise_is_named(stretches, message):
    person, on, off = np.array(stretches).T
    same = np.ones(len(stretches), np.int64)

    with pytest.raises(ValueError, match=message):
        Roster.steady(person, on, off, same, same, same, same).check()


def test_a_pace_of_nothing_is_refused():
    one = np.array([1])

    with pytest.raises(ValueError, match="pace must be above 0 thousandths; got 0"):
        Roster.steady(one, one, one + 1, one, one * 0, one, one).check()


def test_the_same_seed_gives_the_same_roster():
    scenario = scenario_of({"Sanne": OFFICE}, at_work=0.84)
    one, same, other = (duty(scenario, replication) for replication in (3, 3, 4))

    assert (one.on == same.on).all()
    assert len(one) != len(other) or (one.on != other.on).any()
