"""What must hold in any run: nothing is lost, nobody works twice at once, and time adds up."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.deadline import NEVER
from sim.demand.journeys import customers
from sim.demand.work import CALL, FOREVER, IF_LEFT, IF_SERVED, NOBODY
from sim.draws import Streams
from sim.operation import kernel
from sim.operation.contract import CLOSED, LEFT, MOOT, SERVED, UNSEEN
from sim.operation.policy import PHONE, QUESTIONS, rules_of
from sim.scenario.read import read
from sim.scenario.season import season_of
from sim.staffing.duty import on_duty
from sim.staffing.people import plan
from sim.staffing.roster import FINISH

from .desk import Duty, mail, run
from .shops import Shop, random_shop

SEEDS = range(30)


@cache
def peak_season(path) -> Shop:
    scenario = read(path).scenario
    season, streams = season_of(scenario), Streams(2, 0)
    roster = on_duty(plan(scenario, season), scenario, season, streams, (PHONE, QUESTIONS))
    return Shop(customers(scenario, season, streams).work, roster, rules_of(scenario), season.until)


@pytest.fixture(scope="module", params=["peak season", *SEEDS])
def told(request):
    """A shop and what the kernel says of it."""
    if request.param == "peak season":
        shop = peak_season(request.config.rootpath / "scenarios" / "peak-season.toml")
    else:
        shop = random_shop(request.param)
    return shop, kernel.simulate(*shop)


def test_every_row_that_came_is_served_left_moot_or_open(told):
    (work, _, _, until), log = told
    came, done = log.came != NEVER, np.isin(log.outcome, (SERVED, LEFT, MOOT))

    assert ((log.outcome == UNSEEN) == ~came).all()
    assert ((log.left != NEVER) == done).all()
    assert (log.came[came] < until).all() and (log.left[done] >= log.came[done]).all()
    assert (came[(work.comes != NEVER) & (work.comes < until) & (work.about == NOBODY)]).all()
    worked = np.isin(np.arange(len(work)), log.spell_row)
    assert worked[log.outcome == SERVED].all() and not worked[log.outcome == UNSEEN].any()
    left = log.outcome == LEFT
    assert (log.left[left] == log.came[left] + work.patience[left]).all()


def test_rows_that_are_set_off_come_as_long_after_as_written(told):
    (work, *_), log = told
    for column, outcomes in ((IF_SERVED, (SERVED, MOOT)), (IF_LEFT, (LEFT,))):
        setter = np.flatnonzero(work.then[:, column] != NOBODY)
        follower = work.then[setter, column]
        came = log.came[follower] != NEVER

        assert np.isin(log.outcome[setter[came]], outcomes).all()
        assert (log.came[follower] == log.left[setter] + work.wait[setter, column])[came].all()


def test_nobody_works_two_things_at_once(told):
    _, log = told
    order = np.lexsort((np.arange(len(log.spell_row)), log.spell_person))
    same = np.diff(log.spell_person[order]) == 0

    assert (log.spell_began <= log.spell_ended).all()
    assert (log.spell_ended[order][:-1] <= log.spell_began[order][1:])[same].all()
    by_row = np.lexsort((np.arange(len(log.spell_row)), log.spell_row))
    same = np.diff(log.spell_row[by_row]) == 0
    assert (log.spell_ended[by_row][:-1] <= log.spell_began[by_row][1:])[same].all()


def stretch_of(roster, log):
    """Find the stretch in which each spell began; at an edge the one that ends there may still begin it."""
    key = roster.person.astype(np.float64) * 2**40 + roster.on
    return np.searchsorted(key, log.spell_person.astype(np.float64) * 2**40 + log.spell_began, "right") - 1


def test_nobody_works_off_duty_except_to_finish(told):
    (work, roster, rules, _), log = told
    stretch = stretch_of(roster, log)
    began, ended, off = log.spell_began, log.spell_ended, roster.off[stretch]

    assert (roster.person[stretch] == log.spell_person).all()
    assert (
        began <= off
    ).all()  # at the very instant of the end work may still begin: it ends before staff changes
    stops = rules.stops[work.line[log.spell_row]] & (roster.stop[stretch] != FINISH)
    assert (ended <= off)[stops & (began < off)].all()


def test_the_time_of_all_spells_is_the_work_of_the_rows(told):
    (work, roster, *_), log = told
    stretch, row = stretch_of(roster, log), log.spell_row
    before = (stretch > 0) & (
        roster.on[stretch] == log.spell_began
    )  # begun at an edge: perhaps by the one before
    paces = roster.pace[stretch], np.where(before, roster.pace[stretch - 1], roster.pace[stretch])
    length = log.spell_ended - log.spell_began
    done = [length * pace // 1000 for pace in paces]
    least, most = (np.bincount(row, pick(*done), len(work)) for pick in (np.minimum, np.maximum))

    served = log.outcome == SERVED
    spells = np.bincount(row, minlength=len(work))
    assert (most >= work.work)[served].all()
    assert (least <= work.work + 2 * spells)[served].all()  # a spell ends on a whole second
    assert (least <= work.work + 2 * spells).all()


def test_littles_law_holds_as_an_identity(told):
    """The area under the number in the shop is the sum of the times in it (Stidham 1974)."""
    (_, _, _, until), log = told
    came = log.came[log.came != NEVER]
    gone = np.where(log.left == NEVER, until, log.left)[log.came != NEVER]

    instants = np.unique(np.concatenate([came, gone, [until]]))
    number = np.searchsorted(np.sort(came), instants, "right") - np.searchsorted(
        np.sort(gone), instants, "right"
    )

    assert (number >= 0).all()
    assert (number[:-1] * np.diff(instants)).sum() == (gone - came).sum()


def test_only_the_best_of_a_line_leaves_its_queue(told):
    """When work on a row begins, no better row of its line waits; rows that may give up are left out."""
    (work, _, rules, until), log = told
    first = np.full(len(work), until)
    first[log.spell_row[::-1]] = log.spell_began[::-1]
    place = work.key + rules.slope[work.line] * log.came
    for line in range(len(rules.rank)):
        rows = np.flatnonzero((work.line == line) & (log.came != NEVER) & (work.patience == FOREVER))
        rows = rows[np.lexsort((rows, place[rows]))][:150]
        gone = np.where(log.left[rows] == NEVER, until, np.maximum(log.left[rows], 0))
        gone = np.minimum(gone, first[rows])
        overtaken = (
            (log.came[rows][:, None] < first[rows]) & (gone[:, None] > first[rows]) & (first[rows] < until)
        )
        assert not np.triu(overtaken, 1).any()


times = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 15)), min_size=1, max_size=25)


@pytest.mark.property
@settings(max_examples=60)
@given(times, st.integers(1, 4))
def test_one_more_person_makes_nobody_wait_longer(drawn, people):
    rows = [mail(comes, work) for comes, work in sorted(drawn)]

    def began(number):
        told = run("kernel", rows, [Duty(0, 5000, person=each) for each in range(number)])
        return np.array([began for _, _, began, _ in sorted(told.spells)])

    assert (began(people + 1) <= began(people)).all()


@pytest.mark.property
@settings(max_examples=60)
@given(times, st.integers(1, 4))
def test_first_come_first_served_is_the_recursion_of_kiefer_and_wolfowitz(drawn, people):
    rows = [mail(comes, work) for comes, work in sorted(drawn)]
    free, expected = [0] * people, []
    for row in rows:
        expected.append(max(row.comes, min(free)))
        free[free.index(min(free))] = expected[-1] + row.work

    told = run("kernel", rows, [Duty(0, 5000, person=each) for each in range(people)])

    assert [began for _, _, began, _ in sorted(told.spells)] == expected


@pytest.mark.property
@settings(max_examples=40)
@given(st.integers(0, 10_000), st.sampled_from([2, 7, 60]))
def test_another_unit_of_time_changes_nothing_else(seed, unit):
    work, roster, rules, until = random_shop(3 * seed + 2, rows=60)  # half an hour's grid
    roster.pace[:] = 1000

    def scaled(table, *names):
        columns = {name: getattr(table, name) for name in names}
        kept = {name: np.isin(column, (NEVER, FOREVER)) for name, column in columns.items()}
        return replace(
            table,
            **{
                name: np.where(kept[name], c, np.where(kept[name], 0, c) * unit)
                for name, c in columns.items()
            },
        )

    one = kernel.simulate(work, roster, rules, until)
    other = kernel.simulate(
        scaled(work, "comes", "work", "patience", "key", "wait"),
        scaled(roster, "on", "off"),
        rules,
        until * unit,
    )

    assert (one.outcome == other.outcome).all()
    assert (one.spell_person == other.spell_person).all() and (one.spell_row == other.spell_row).all()
    assert (one.spell_began * unit == other.spell_began).all()


def test_calls_of_the_peak_season_are_picked_up_or_lost_but_never_forgotten(pytestconfig):
    shop = peak_season(pytestconfig.rootpath / "scenarios" / "peak-season.toml")
    log = kernel.simulate(*shop)
    calls = shop.work.line == CALL

    assert set(log.outcome[calls]) <= {UNSEEN, SERVED, LEFT, CLOSED}
