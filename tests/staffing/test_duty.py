"""From plans to the roster: gaps taken out, each stretch with what happens at its end."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.read import read
from sim.scenario.season import season_of
from sim.staffing.duty import endless, present_share
from sim.staffing.intervals import without
from sim.staffing.people import plan
from sim.staffing.roster import HAND_OVER, KEEP, Roster

from .teams import DOES, OFFICE, duty, scenario_of, shown

END = 60


def pairs(*intervals):
    return np.array(intervals, np.int64).reshape(-1, 2)


@st.composite
def disjoint(draw):
    """Draw intervals in order; some touch."""
    edges = sorted(draw(st.lists(st.integers(0, END), unique=True, max_size=8)))
    found = [(a, b) for a, b in pairwise(edges) if draw(st.booleans())]
    return pairs(*found)


gaps_of_any_kind = st.lists(
    st.tuples(st.integers(-5, END + 5), st.integers(0, 12)).map(lambda gap: (gap[0], gap[0] + gap[1])),
    max_size=8,
).map(lambda gaps: pairs(*gaps))


@pytest.mark.property
@given(disjoint(), gaps_of_any_kind)
def test_what_is_left_without_gaps_is_what_a_second_by_second_count_leaves(intervals, gaps):
    left = without(intervals, gaps)

    def inside(second, some):
        return any(a <= second < b for a, b in some.tolist())

    def number(second):  # of the interval that a second lies in
        return next((i for i, (a, b) in enumerate(intervals.tolist()) if a <= second < b), None)

    seconds = [s for s in range(-10, END + 10) if inside(s, intervals) and not inside(s, gaps)]
    runs = [s for s in seconds if s - 1 not in seconds or number(s - 1) != number(s)]
    assert [begin for begin, _ in left.tolist()] == runs
    assert [s for a, b in left.tolist() for s in range(a, b)] == seconds


def test_shifts_that_touch_stay_two():
    assert without(pairs((0, 5), (5, 9)), pairs()).tolist() == [[0, 5], [5, 9]]


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
