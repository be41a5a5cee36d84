"""A law that nothing can break says nothing: each is broken by a log or a shop that is a little wrong."""

from dataclasses import replace

import numpy as np
import pytest

from sim.operation.contract import BUSY, CLOSED, MOOT, SERVED, UNSEEN
from sim.operation.kernel import engine as kernel
from sim.staffing.roster import Roster

from . import laws
from .shops import Shop, random_shop

SHOPS = 20


def log_says(column, change):
    """Another entry in a column of the log, where it makes sense."""
    return lambda shop, log: (shop, replace(log, **{column: change(log, getattr(log, column))}))


def shop_says(table, column, change):
    """Another column of a table than the one that the engine was given."""

    def told(shop, log):
        changed = replace(getattr(shop, table), **{column: change(getattr(getattr(shop, table), column))})
        return shop._replace(**{table: changed}), log

    return told


def where(outcomes, value):
    return lambda log, column: np.where(np.isin(log.outcome, outcomes), value, column)


def later(outcomes, ticks):
    return lambda log, column: column + ticks * np.isin(log.outcome, outcomes)


def one_more_who_does_nothing(shop, log):
    span = int(shop.roster.on.min(initial=0)), shop.until
    alone = (np.array([value]) for value in (shop.roster.people, *span, -1, 1000, 0, 0))
    columns = zip(vars(shop.roster).values(), vars(Roster.steady(*alone)).values(), strict=True)
    return shop._replace(roster=Roster(*(np.append(*both) for both in columns))), log


def newest_first(shop, log):
    return shop._replace(work=replace(shop.work, key=-3 * log.came)), log


BROKEN = {
    laws.who_came_is_served_left_busy_closed_moot_or_open: log_says("outcome", where([SERVED], UNSEEN)),
    laws.who_comes_by_themselves_comes_then_unless_answered_before: log_says("came", later([SERVED], 1)),
    laws.who_is_set_off_comes_as_long_after_as_written: shop_says("work", "wait", lambda wait: wait + 1),
    laws.nobody_asks_again_what_was_answered: log_says("left", later([SERVED], -(10**6))),
    laws.who_waits_with_another_is_answered_with_it_and_only_then: log_says("left", later([MOOT], 1)),
    laws.only_who_was_taken_in_is_worked_on: log_says("outcome", where([CLOSED], SERVED)),
    laws.nobody_waits_longer_than_their_patience: shop_says("work", "patience", lambda ticks: ticks // 2),
    laws.who_is_refused_goes_at_once: log_says("left", later([BUSY], 1)),
    laws.a_line_is_offered_in_its_hours_only: shop_says("rules", "hours", lambda hours: hours + 1),
    laws.a_trunk_never_holds_more_than_its_limit_and_is_busy_only_then: shop_says(
        "rules", "trunk_limit", lambda limit: limit - 1
    ),
    laws.nobody_works_two_things_at_once_and_nothing_is_worked_on_twice: log_says(
        "spell_began", lambda log, began: began - 1
    ),
    laws.nobody_works_off_duty_except_to_finish: shop_says("roster", "off_then", lambda off: off - 1),
    laws.nobody_begins_what_they_do_not_do: shop_says("roster", "does", np.zeros_like),
    laws.spells_are_as_long_as_the_work: shop_says("work", "work", lambda ticks: ticks + 1000),
    laws.nobody_idles_while_work_waits_that_they_may_begin: one_more_who_does_nothing,
    laws.only_the_best_of_a_line_leaves_its_queue: newest_first,
    laws.the_area_under_the_number_in_a_line_is_the_sum_of_the_times_in_it: log_says(
        "left", later([SERVED], -1000)
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def shops() -> list[tuple[Shop, kernel.EngineLog]]:
    drawn = [random_shop(seed) for seed in range(SHOPS)]
    return [(shop, kernel.simulate(*shop)) for shop in drawn]


def test_every_law_is_broken_here():
    assert BROKEN.keys() == set(laws.LAWS)


@pytest.mark.parametrize("law", laws.LAWS, ids=lambda law: law.__name__)
def test_a_law_can_be_broken(law, shops):
    with pytest.raises(AssertionError):
        for shop, log in shops:
            law(*BROKEN[law](shop, log))
