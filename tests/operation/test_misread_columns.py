"""A column of the tables that one engine reads otherwise is seen by the comparison: every column, once."""

from dataclasses import fields, replace

import numpy as np
import pytest

from sim.deadline import NEVER
from sim.demand.work import FOREVER, NOBODY, Work
from sim.operation.contract import Curves, Reactions, Rules
from sim.staffing.roster import FINISH, HAND_OVER, KEEP, NO_REACTION, TO_HEAD, TO_TAIL, Roster

from .comparison import sees

LEFT_OUT = {
    Work: {"customer", "step"},  # for the log: no engine reads them
    Rules: {"curves", "reactions"},  # tables of their own
}


def nothing(table, column):
    return np.zeros_like(column)


def later(table, column):
    """Every second instant a tick later."""
    return np.where((column == NEVER) | (np.arange(len(column)) % 2 == 0), column, column + 1)


WORK = {
    "comes": later,
    "line": lambda work, line: np.where(line == line.max(), 0, line),
    "work": lambda work, ticks: np.maximum(ticks, 1),
    "patience": lambda work, ticks: np.where(ticks == FOREVER, FOREVER, ticks + 1),
    "key": nothing,
    "then": lambda work, follower: np.full_like(follower, NOBODY),
    "wait": nothing,
    "about": lambda work, row: np.full_like(row, NOBODY),
}
ROSTER = {
    "person": lambda roster, person: roster.people - 1 - person,
    "on": lambda roster, on: np.minimum(on + 1, roster.off - 1),
    "off": lambda roster, off: np.maximum(off - 1, roster.on + 1),
    "does": lambda roster, mask: mask | 1,
    "pace": lambda roster, pace: np.where(pace == 333, 334, pace),
    "asked": nothing,
    "stop": lambda roster, stop: (stop + 1) % 5,
    "reaction": lambda roster, reaction: np.full_like(reaction, NO_REACTION),
    "does_then": lambda roster, mask: roster.does,
    "off_then": lambda roster, off_then: roster.off,
    "home": lambda roster, home: roster.off,
}
RULES = {
    "rank": nothing,
    "late_rank": lambda rules, late_rank: rules.rank,
    "curve": nothing,
    "interrupts": nothing,
    "yields": nothing,
    "stops": nothing,
    "resume_cost": nothing,
    "guard": nothing,
    "reserve": nothing,
    "kept_for": lambda rules, mask: mask ^ 1,
    "trunk": lambda rules, trunk: np.where(trunk == NOBODY, NOBODY, 1 - trunk),
    "trunk_limit": lambda rules, limit: limit + 1,
    "offered": nothing,
    "hours": lambda rules, hours: np.maximum(hours - np.array([0, 1]), hours[:, :1]),
}
CURVES = {
    "first": lambda curves, first: first - (np.arange(len(first)) == len(first) - 2),
    "at": lambda curves, at: at + (at > at.min()),
    "value": nothing,
    "slope": lambda curves, slope: np.ones_like(slope),
}
REACTIONS = {
    "looks": lambda reactions, looks: looks[1:],
    "measure": lambda reactions, measure: 1 - measure,
    "lines": lambda reactions, mask: mask | 1,
    "clock": nothing,
    "above": lambda reactions, above: above + 1,
    "below": lambda reactions, below: reactions.above,
}
TABLES = {Work: WORK, Roster: ROSTER, Rules: RULES, Curves: CURVES, Reactions: REACTIONS}
MISREAD = [(table, name) for table, columns in TABLES.items() for name in columns]


def test_no_column_is_forgotten():
    for table, columns in TABLES.items():
        left_out = {field.name for field in fields(table)} - set(columns)
        assert left_out == LEFT_OUT.get(table, set())


@pytest.mark.parametrize(("table", "name"), MISREAD, ids=lambda part: getattr(part, "__name__", part))
def test_a_column_that_one_engine_misreads_is_seen(table, name):
    assert sees(misread=lambda shop: misreads(shop, table, name, TABLES[table][name]))


@pytest.mark.parametrize("stop", [FINISH, HAND_OVER, KEEP, TO_HEAD, TO_TAIL])
def test_every_way_to_stop_matters(stop):
    def another(roster, column):
        return np.where(column == stop, (stop + 1) % 5, column)

    assert sees(misread=lambda shop: misreads(shop, Roster, "stop", another))


def misreads(shop, table, name, misread):
    """Give a shop in which one column of a table is another."""
    called = table.__name__.lower()
    if table in (Curves, Reactions):
        inner = changed(getattr(shop.rules, called), name, misread)
        return shop._replace(rules=replace(shop.rules, **{called: inner}))
    return shop._replace(**{called: changed(getattr(shop, called), name, misread)})


def changed(table, name, misread):
    return replace(table, **{name: misread(table, getattr(table, name))})
