"""The tables that the engines are given refuse every broken promise, and say which."""

from dataclasses import fields, replace

import numpy as np
import pytest

from sim.deadline import NEVER
from sim.demand.work import CALL, NOBODY, Work
from sim.operation.contract import ORDERS, Reactions, Rules
from sim.operation.simulate import simulate
from sim.staffing.roster import Roster

from .desk import Duty, Row, mail, per_line, reaction, roster_of, rules_of, work_of

DAY = Duty(10, 20)


def refuses(match, rows=(), duties=(), **rules):
    """The door does not let these tables in."""
    with pytest.raises(ValueError, match=match):
        simulate(work_of(list(rows)), roster_of(list(duties)), rules_of(**rules), 100)


@pytest.mark.parametrize("name", [field.name for field in fields(Work) if field.name != "comes"])
def test_columns_of_work_are_of_one_length(name):
    work = work_of([mail(0, 1), mail(1, 1)])
    shorter = replace(work, **{name: getattr(work, name)[:1]})

    with pytest.raises(ValueError, match=f"{name} has 1 entries; must have 2"):
        shorter.check()


@pytest.mark.parametrize("name", ["work", "patience", "wait"])
def test_durations_of_work_are_not_negative(name):
    given = {"work": 1} | {name: (0, 0, -1) if name == "wait" else -1}

    refuses(f"{name} must not be negative; got -1", [mail(0, **given)])


@pytest.mark.parametrize(
    "rows",
    [
        [mail(0, 1, then=(2,)), mail(0, 1, then=(2,)), mail(NEVER, 1)],  # by two rows
        [mail(0, 1, then=(1,)), mail(5, 1)],  # and by itself
    ],
)
def test_a_row_is_set_off_once_and_then_does_not_come_by_itself(rows):
    refuses("set off by one row at most and then not come by itself", rows)


def test_one_row_may_set_off_another_under_every_outcome():
    work_of([mail(0, 1, then=(1, 1, 1, 1)), mail(NEVER, 1)]).check()


@pytest.mark.parametrize("duty", [Duty(10, 10), Duty(10, 9)])
def test_a_stretch_ends_after_it_begins(duty):
    refuses("a stretch must end after it begins", duties=[duty])


def test_a_stretch_ends_no_sooner_in_a_reaction():
    roster = roster_of([DAY])

    with pytest.raises(ValueError, match="a stretch must end after it begins"):
        replace(roster, off_then=np.array([19])).check()


@pytest.mark.parametrize("pace", [0, -1])
def test_a_pace_is_above_nothing(pace):
    refuses(f"pace must be above 0 thousandths; got {pace}", duties=[Duty(10, 20, pace=pace)])


@pytest.mark.parametrize("duty", [Duty(19, 30), Duty(10, 30)])
def test_stretches_of_a_person_do_not_overlap(duty):
    refuses("stretches must be in order and not overlap; person 0 at", duties=[DAY, duty])


def test_stretches_of_a_person_do_not_overlap_with_overtime_either():
    refuses("person 0 at 24", duties=[Duty(10, 20, off_then=25), Duty(24, 30)])


def test_stretches_may_touch_and_those_of_two_people_overlap():
    roster_of([DAY, Duty(20, 30), Duty(15, 25, person=1)]).check()


def test_stretches_stand_in_order():
    roster = roster_of([DAY, Duty(15, 25, person=1)])
    turned = Roster(**{name: column[::-1] for name, column in vars(roster).items()})

    with pytest.raises(ValueError, match="must be in order"):
        turned.check()


def test_a_line_does_not_both_interrupt_and_yield():
    calls = per_line({CALL: True}, False)

    refuses("must not both interrupt and yield", interrupts=True, yields=calls)


@pytest.mark.parametrize("name", ["resume_cost", "guard", "reserve"])
def test_limits_and_durations_of_lines_are_not_negative(name):
    refuses(f"{name} must not be negative; got -1", **{name: per_line({CALL: -1})})


def test_no_trunk_holds_fewer_than_none():
    refuses("trunk_limit must not be negative; got -1", trunk_limit=np.array([-1]))


@pytest.mark.parametrize("hours", [[(20, 10)], [(10, 20), (19, 30)], [(20, 30), (0, 10)]])
def test_hours_are_in_order(hours):
    refuses("hours and looks must be in order", hours=np.array(hours))


@pytest.mark.parametrize("looks", [[10, 10], [10, 9]])
def test_the_desk_looks_once_an_instant_and_in_order(looks):
    refuses("hours and looks must be in order", reactions=reaction(looks, above=1))


def test_a_reaction_ends_no_higher_than_it_begins():
    refuses("end at or below the measure above which it begins", reactions=reaction([], above=1, below=2))


@pytest.mark.parametrize("lines", [1, 12])
def test_rules_without_any_and_stretches_that_nothing_changes_keep_their_promises(lines):
    Rules.first_come(lines).check()
    steady = Roster.steady(*(np.array([value]) for value in (0, 10, 20, 1, 1000, 0, 0)))
    steady.check()

    assert steady.off_then == steady.off and steady.does_then == steady.does and steady.reaction == NOBODY


def test_the_rules_of_a_desk_have_no_reactions():
    assert all(len(getattr(rules_of().reactions, field.name)) == 0 for field in fields(Reactions))


# The compiled loop does not look where it reads: a number that names nothing must not get there


@pytest.mark.parametrize("row", [1, -2])
def test_rows_name_rows_of_their_table(row):
    refuses("then must name one of the 1 rows, or nobody", [mail(0, 1, then=(row,))])
    refuses("about must name one of the 1 rows, or nobody", [mail(0, 1, about=row)])


@pytest.mark.parametrize("line", [-1, 12])
def test_rows_are_of_a_line(line):
    refuses("must be of one of the 12 lines", [Row(0, line, 1)])


def test_stretches_name_people_ways_to_stop_and_reactions():
    refuses("people must count from 0", duties=[Duty(10, 20, person=-1)])
    refuses("ways to stop from 0 to 4", duties=[Duty(10, 20, stop=5)])
    refuses("must name one of 0 reactions, or none; got 0", duties=[Duty(10, 20, reaction=0)])


@pytest.mark.parametrize(
    ("name", "values"), [("curve", {CALL: 3}), ("trunk", {CALL: 0}), ("trunk", {CALL: -2})]
)
def test_lines_name_curves_and_trunks(name, values):
    refuses(f"{name} must be from", **{name: per_line(values, 0 if name == "curve" else NOBODY)})


@pytest.mark.parametrize("more", [{"clock": 3}, {"clock": -1}, {"measure": 2}])
def test_reactions_name_clocks_and_measures(more):
    refuses("must be from 0 to", reactions=reaction([], above=1, **more))


@pytest.mark.parametrize("first", [[0, 1, 2], [0, 1, 1, 3], [1, 2, 3], [0, 1, 2, 4]])
def test_every_curve_has_a_piece_and_every_piece_a_curve(first):
    refuses("every curve must have a piece", curves=replace(ORDERS, first=np.array(first)))
