"""Who does what while the desk is in a reaction."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.draws import Streams
from sim.scenario.season import season_of
from sim.staffing.absence import away
from sim.staffing.intervals import FAR, holding, lined_up
from sim.staffing.people import plan
from sim.staffing.reacting import Team, first_at_phone
from sim.staffing.roster import NO_REACTION, Roster

from .teams import OFFICE, duty, scenario_of, shown

BOTH, CALLS, MAIL = 0b0111, 0b0001, 0b0110
BUSY = {"when": "more than 40 questions wait"}
MORNING = "mon 09:00-12:00"


def reacting(people, then, **tables):
    """The roster of people who are never ill; `then` is one reaction or several, in the order of the file."""
    then = [then] if isinstance(then, str) else then
    reactions = {f"reaction {number}": BUSY | {"then": one} for number, one in enumerate(then)}
    roster = duty(scenario_of(people, reactions=reactions, **tables))
    roster.check()
    return roster


def monday(roster: Roster, person: int = 0) -> list[tuple[str, int, int, int]]:
    """A person's stretches of a Monday, as (hours, reaction, does, does then)."""
    mine = roster.person == person
    lines = shown(np.column_stack([roster.on, roster.off])[mine])
    columns = (getattr(roster, name)[mine].tolist() for name in ("reaction", "does", "does_then"))
    told = zip(lines, *columns, strict=True)
    return [(line.split()[2], *rest) for line, *rest in told if line.split()[1] == "11-16"]


def stays_until(roster: Roster, person: int = 0) -> list[str]:
    mine = roster.person == person
    lines = shown(np.column_stack([roster.off, roster.off_then])[mine])
    return [line.split()[2] for line in lines if line.split()[1] == "11-16"]


def test_everybody_on_mail_is_everybody_who_can():
    people = {
        "Sanne": MORNING,
        "Joris": {"hours": MORNING, "mail": False},
        "Eva": {"hours": MORNING, "phone": False},
    }
    roster = reacting(people, "everybody on mail")

    assert monday(roster) == [("09:00-12:00", 0, BOTH, MAIL)]
    assert monday(roster, 1) == [("09:00-12:00", NO_REACTION, CALLS, CALLS)]
    assert monday(roster, 2) == [("09:00-12:00", NO_REACTION, MAIL, MAIL)]


def test_everybody_on_the_phone_ends_a_mail_block():
    roster = reacting({"Sanne": MORNING}, "everybody on the phone", shifts={"mail_only": "mon 10:00-11:00"})

    assert monday(roster) == [
        ("09:00-10:00", 0, BOTH, CALLS), ("10:00-11:00", 0, MAIL, CALLS), ("11:00-12:00", 0, BOTH, CALLS),
    ]  # fmt: skip


def test_phone_down_to_one_leaves_the_first_of_the_file_and_the_second_over_their_lunch():
    people = {
        "Sanne": {"hours": "mon 09:00-17:00", "breaks": "12:00-13:00"},
        "Joris": {"hours": "mon 09:00-17:00", "breaks": "13:00-14:00"},
        "Eva": {"hours": MORNING},
    }
    roster = reacting(people, "phone down to 1 person")

    assert monday(roster) == [
        ("09:00-12:00", NO_REACTION, BOTH, BOTH), ("13:00-17:00", NO_REACTION, BOTH, BOTH),
    ]  # fmt: skip
    assert monday(roster, 1) == [
        ("09:00-12:00", 0, BOTH, MAIL),
        ("12:00-13:00", NO_REACTION, BOTH, BOTH),
        ("14:00-17:00", 0, BOTH, MAIL),
    ]  # fmt: skip
    assert monday(roster, 2) == [("09:00-12:00", 0, BOTH, MAIL)]


def test_who_only_takes_calls_stays_on_the_phone_before_others():
    roster = reacting(
        {"Sanne": MORNING, "Joris": {"hours": MORNING, "mail": False}}, "phone down to 1 person"
    )

    assert monday(roster) == [("09:00-12:00", 0, BOTH, MAIL)]
    assert monday(roster, 1) == [("09:00-12:00", NO_REACTION, CALLS, CALLS)]


@st.composite
def teams(draw):
    """Draw when a few people may take calls, some of whom do nothing else."""
    edges = st.lists(st.integers(0, 30), unique=True, min_size=2, max_size=6).map(sorted)
    calls = [np.array(draw(edges)[: 2 * draw(st.integers(0, 1)) + 2]) for _ in range(draw(st.integers(1, 5)))]
    calls = [one[: len(one) // 2 * 2].reshape(-1, 2).astype(np.int64) for one in calls]
    can = np.array([draw(st.sampled_from([BOTH, CALLS, MAIL])) for _ in calls])
    empty = Roster.steady(*[np.zeros(0, np.int64)] * 7)
    line = lined_up(calls)
    return Team(empty, can, line, line, np.zeros(len(calls), np.bool_))


@pytest.mark.property
@given(teams(), st.integers(0, 3))
def test_who_stays_on_the_phone_is_what_a_second_by_second_choice_gives(team, people):
    stays = first_at_phone(team, people, CALLS)

    def inside(second, line):
        on_the_line = [person * FAR + second for person in range(len(team.can))]
        return [p for p, at in enumerate(on_the_line) if any(a <= at < b for a, b in line.tolist())]

    for second in range(32):
        there = [p for p in inside(second, team.calls) if team.can[p] & CALLS]
        chosen = sorted(there, key=lambda p: (bool(team.can[p] & MAIL), p))[:people]
        assert inside(second, stays) == sorted(chosen)


# Overtime


def test_overtime_makes_the_last_stretch_of_a_shift_longer():
    sanne = {"hours": "mon 09:00-17:00", "breaks": "12:00-13:00", "overtime": True}
    roster = reacting({"Sanne": sanne}, "overtime 2 hours")

    assert stays_until(roster) == ["12:00-12:00", "17:00-19:00"]
    assert [reaction for _, reaction, _, _ in monday(roster)] == [NO_REACTION, 0]


def test_overtime_ends_where_the_next_shift_begins():
    sanne = {"hours": "mon 09:00-13:00, mon 14:00-18:00", "overtime": True}
    roster = reacting({"Sanne": sanne}, "overtime 2 hours")

    assert stays_until(roster) == ["13:00-14:00", "18:00-20:00"]


def test_overtime_is_worked_by_who_says_so():
    people = {
        "Sanne": {"hours": MORNING, "overtime": {"factor": 1.5}},
        "Joris": MORNING,
        "Eva": {"hours": MORNING, "overtime": False},
    }
    roster = reacting(people, "overtime 1 hour")

    assert [stays_until(roster, person) for person in range(3)] == [
        ["12:00-13:00"],
        ["12:00-12:00"],
        ["12:00-12:00"],
    ]


def test_people_are_away_in_overtime_as_in_other_hours():
    """The seconds without coffee of the hour after the shift, one by one, also for who is away then."""
    people = {"Sanne": {"hours": MORNING, "overtime": True}}
    tables = {"work": {"really_at_work": 0.5, "away_minutes": 20}}
    scenario = scenario_of(people, reactions={"late": BUSY | {"then": "overtime 1 hour"}}, **tables)
    season = season_of(scenario)
    (sanne,) = plan(scenario, season)
    stays, away_then = [], 0
    for replication in range(30):
        roster = duty(scenario, replication)
        pauses = away("Sanne", 0.5, 1200, season, Streams(7, replication))
        for shift_end in sanne.shifts[:, 1].tolist():
            hour = np.arange(shift_end, shift_end + 3600)
            present = int((~holding(pauses, hour)).sum())
            last = np.flatnonzero(roster.off <= shift_end)[-1]
            away_then += bool(roster.off[last] < shift_end)
            assert roster.off_then[last] - roster.off[last] == present
            assert roster.reaction[last] == (0 if present else NO_REACTION)
            stays.append(present)

    assert 0 < away_then < len(stays) and min(stays) == 0
    # Half of 3600, as at any moment; the spread of a two-state process: 2 * 600 s correlation time.
    assert abs(np.mean(stays) - 1800) < 4 * np.std(stays) / np.sqrt(len(stays))


def test_a_team_that_is_ill_reacts_to_nothing():
    everybody = {"sick_day_chance": 1, "sick_week_chance": 1}
    then = ["phone down to 1 person", "overtime 1 hour"]

    agents = {"count": 3, "hours": MORNING, "overtime": True}
    assert len(reacting({"Agents": agents}, then, absence=everybody)) == 0


# Several reactions: one a stretch


def test_the_first_reaction_of_the_file_that_changes_a_stretch_has_it():
    both = ["everybody on mail", "everybody on the phone"]

    assert monday(reacting({"Sanne": MORNING}, both)) == [("09:00-12:00", 0, BOTH, MAIL)]
    assert monday(reacting({"Sanne": MORNING}, both[::-1])) == [("09:00-12:00", 0, BOTH, CALLS)]


def test_who_stays_on_the_phone_is_free_for_the_next_reaction():
    then = ["phone down to 1 person", "everybody on mail"]
    roster = reacting({"Sanne": MORNING, "Joris": MORNING}, then)

    assert [monday(roster, person)[0][1] for person in (0, 1)] == [1, 0]


def test_beside_others_overtime_has_the_last_quarter_of_a_shift():
    sanne = {"hours": MORNING, "overtime": True}
    roster = reacting({"Sanne": sanne}, ["everybody on mail", "overtime 1 hour"])

    assert monday(roster) == [("09:00-11:45", 0, BOTH, MAIL), ("11:45-12:00", 1, BOTH, BOTH)]
    assert stays_until(roster) == ["11:45-11:45", "12:00-13:00"]


@pytest.mark.parametrize(
    "then",
    [["phone down to 1 person"], ["phone down to 2 people", "overtime 2 hours"], ["everybody on mail"]],
)
def test_reactions_leave_the_time_at_the_desk_as_it_was(then):
    often = {"sick_day_chance": 0.1, "sick_week_chance": 0.1}
    asked = any("overtime" in one for one in then)
    people = {"Agents": {"count": 4, "hours": OFFICE, "overtime": asked}}
    calm = {"Agents": {"count": 4, "hours": OFFICE}}
    plain = duty(scenario_of(calm, at_work=0.7, absence=often))
    roster = reacting(people, then, at_work=0.7, absence=often)

    edges = np.unique(np.concatenate([plain.on, plain.off, roster.on, roster.off]))

    def there(of, person):  # at each of all edges
        mine = of.person == person
        came, went = (np.searchsorted(column[mine], edges, "right") for column in (of.on, of.off))
        return (came - went).tolist()

    assert [there(plain, person) for person in range(4)] == [there(roster, person) for person in range(4)]
