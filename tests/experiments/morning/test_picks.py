"""Rows that go first: what the engines make of their line, and what stays as it was."""

from dataclasses import replace

import numpy as np
import pytest

from sim.demand.work import KINDS, LINES, MAIL
from sim.draws import Streams
from sim.experiments.morning.picks import Desk, put_first
from sim.experiments.seasons.replicate import drawn, on_the_floor
from sim.operation.contract import SERVED
from sim.operation.rules.policy import QUESTION_ORDERS
from sim.operation.simulate import simulate
from tests.experiments.shops import tiny


def desk_of(order: str) -> tuple[Desk, object]:
    shop = tiny(("minutes_per_mail = 9", f'minutes_per_mail = 9\norder = "{order}"'))
    streams = Streams(3, 0)
    journeys, _ = drawn(shop, streams)
    return Desk(journeys.work, on_the_floor(shop, streams), shop.rules), shop


def picked(desk: Desk) -> np.ndarray:
    """Every tenth first answer."""
    return np.flatnonzero((desk.work.line % KINDS == MAIL) & (desk.work.step == 0))[::10]


@pytest.mark.parametrize("order", QUESTION_ORDERS)
def test_both_engines_make_the_same_of_rows_that_go_first(order):
    desk, shop = desk_of(order)
    first = put_first(desk, picked(desk), shop.scenario, shop.boundary)
    logs = [
        simulate(first.work, first.roster, first.rules, shop.season.until, engine)
        for engine in ("kernel", "reference")
    ]

    for name, column in vars(logs[0]).items():
        assert np.array_equal(column, getattr(logs[1], name)), name


@pytest.mark.parametrize("order", QUESTION_ORDERS)
def test_whoever_is_free_takes_what_goes_first_before_every_other_question(order):
    """No picked question that could be in time waited while a later one of the others was begun."""
    desk, shop = desk_of(order)
    rows = picked(desk)
    first = put_first(desk, rows, shop.scenario, shop.boundary)
    log = simulate(first.work, first.roster, first.rules, shop.season.until)
    began = np.full(len(first.work), -1)
    began[log.spell_row[::-1]] = log.spell_began[::-1]
    due = shop.scenario.judged.clock.due(log.came[rows])
    asked = np.flatnonzero((first.work.line % KINDS == MAIL) & (log.outcome == SERVED) & (began > 0))
    others = asked[~np.isin(asked, rows)]

    for row, limit in zip(rows.tolist(), due.tolist(), strict=True):
        until = min(began[row] if began[row] > 0 else limit, limit)
        passed = (began[others] > log.came[row]) & (began[others] < until)
        assert not passed.any()


def test_without_rows_that_go_first_nothing_changes():
    desk, shop = desk_of("oldest first")
    first = put_first(desk, np.zeros(0, np.int64), shop.scenario, shop.boundary)
    logs = [simulate(one.work, one.roster, one.rules, shop.season.until) for one in (desk, first)]

    assert len(first.rules.rank) == LINES + 2 and first.work.line.max() < LINES
    for name, column in vars(logs[0]).items():
        assert np.array_equal(column, getattr(logs[1], name)), name


def test_the_tables_given_are_left_as_they_were():
    desk, shop = desk_of("easiest first")
    before = replace(desk.work, line=desk.work.line.copy(), key=desk.work.key.copy())
    put_first(desk, picked(desk), shop.scenario, shop.boundary)

    assert np.array_equal(before.line, desk.work.line) and np.array_equal(before.key, desk.work.key)
