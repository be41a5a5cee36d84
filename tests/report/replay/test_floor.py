"""The shop floor of a whole season: whoever is in the shop waits, is worked on or is held, and is so once."""

from collections import Counter

import numpy as np
import pytest

from sim.deadline import NEVER
from sim.demand.work import CALL, CARE, FOLLOW_UP, MAIL
from sim.experiments.seasons.replicate import Played, played
from sim.operation.contract import BUSY, CLOSED, OPEN
from sim.report.replay.floor import Floor, counted_kinds
from sim.report.texts.language import ENGLISH
from sim.staffing.roster import KEEP
from tests.experiments.shops import tiny
from tests.operation.desk import Duty, call, mail

from .shop import MINUTE_S, at, season

BUSY_SHOP = tiny(("phone_share = 0.2", "phone_share = 0.4"), ("[work]", "[calls]\nlines = 1\n[work]"))


@pytest.fixture(scope="module")
def floor() -> Floor:
    return Floor(played(BUSY_SHOP, 5, 0))


def moments(told: Played, number: int = 200) -> list[int]:
    """Instants on working days between nine and five, drawn with a fixed seed."""
    season, draws = told.shop.season, np.random.default_rng(2)
    monday = season.starts[7 : 7 + 14 : 7]
    day, second = draws.integers(0, 5, number), draws.integers(9 * 3600, 17 * 3600, number)
    return np.asarray(draws.choice(monday, number) + 86_400 * day + second).tolist()


def test_whoever_is_in_the_shop_waits_or_is_worked_on_or_is_held_by_one_person(floor):
    log, held = floor.played.happened, 0
    for instant in moments(floor.played):
        inside = (log.came != NEVER) & (log.came < instant) & ((log.left >= instant) | (log.outcome == OPEN))
        inside &= ~np.isin(log.outcome, (BUSY, CLOSED))
        waiting = floor.waiting(instant).tolist()
        in_hand = [spell.row for spell in floor.spells if spell.began < instant <= spell.ended]
        found = Counter(waiting + in_hand)
        assert max(found.values(), default=1) == 1 and set(found) <= set(np.flatnonzero(inside).tolist())
        rest = set(np.flatnonzero(inside).tolist()) - set(found)
        people = [next(s.person for s in reversed(floor.of_row[row]) if s.began < instant) for row in rest]
        assert len(set(people)) == len(people)  # nobody holds two
        held += len(rest)
    assert held > 10


def test_the_spells_told_are_those_of_the_engine(floor):
    log = floor.played.happened
    told = Counter()
    for spell in floor.spells:
        told[spell.row] += spell.ended - spell.began
    right = Counter()
    for row, began, ended in zip(
        log.spell_row.tolist(), log.spell_began.tolist(), log.spell_ended.tolist(), strict=True
    ):
        right[row] += ended - began
    assert told == right
    done = {spell.row for spell in floor.spells if spell.end == "done"}
    assert done == {spell.row for spell in floor.spells if log.left[spell.row] == spell.ended}


def test_work_in_hand_at_the_end_of_the_season_is_told_as_such():
    until = season([], []).shop.season.until

    spells = Floor(season([mail(until - 60, 3600)], [Duty(until - 100, until + 100)])).spells

    assert [(spell.ended, spell.end) for spell in spells] == [(until, "in hand")]


def test_a_spell_that_goes_on_over_a_cut_of_the_stretch_is_one():
    cut = [Duty(at(9, 0), at(9, 10), stop=KEEP), Duty(at(9, 10), at(17, 0))]

    [spell] = Floor(season([mail(at(9, 0), 30 * MINUTE_S)], cut)).spells

    assert (spell.began, spell.ended, spell.end) == (at(9, 0), at(9, 30), "done")


def test_an_interrupted_mail_is_held_until_its_person_goes_home_in_the_middle_of_the_call():
    """A mail of 16:50 is interrupted at 16:55 by a call that lasts beyond 17:00: from then on it waits."""
    rows = [mail(at(16, 50), 30 * MINUTE_S), call(at(16, 55), 20 * MINUTE_S)]

    floor = Floor(season(rows, [Duty(at(16, 0), at(17, 0))]))

    assert floor.waits_of(0)[0][0] == at(17, 0)


def test_work_is_counted_by_kind():
    assert counted_kinds([], ENGLISH) == ""
    assert counted_kinds([MAIL], ENGLISH) == "1 question"
    assert counted_kinds([FOLLOW_UP, MAIL, CALL, FOLLOW_UP], ENGLISH) == "1 call, 1 question and 2 replies"
    assert counted_kinds([CARE, CARE], ENGLISH) == "2 questions for a specialist"
