"""What must hold in any run: each law asserts it of a shop and what an engine says of it."""

from typing import NamedTuple

import numpy as np

from sim.deadline import NEVER
from sim.demand.work import FOREVER, IF_BUSY, IF_CLOSED, IF_LEFT, IF_SERVED, NOBODY
from sim.operation.contract import BUSY, CLOSED, LEFT, MOOT, OPEN, SERVED, UNSEEN, Curves, EngineLog
from sim.staffing.roster import FINISH, NO_REACTION, Roster

from .shops import Shop

SETTERS = {IF_SERVED: (SERVED, MOOT), IF_LEFT: (LEFT,), IF_BUSY: (BUSY,), IF_CLOSED: (CLOSED,)}

# Nothing is lost


def who_came_is_served_left_busy_closed_moot_or_open(shop: Shop, log: EngineLog) -> None:
    came = log.came != NEVER
    ended = np.isin(log.outcome, (SERVED, LEFT, BUSY, CLOSED, MOOT))

    assert (came == (ended | (log.outcome == OPEN))).all() and (~came == (log.outcome == UNSEEN)).all()
    assert ((log.left != NEVER) == ended).all()
    assert (log.left[ended] >= log.came[ended]).all() and (log.came[came] < shop.until).all()


def who_comes_by_themselves_comes_then_unless_answered_before(shop: Shop, log: EngineLog) -> None:
    by_themselves = (shop.work.comes != NEVER) & (shop.work.comes < shop.until)
    came = log.came != NEVER

    assert (log.came == shop.work.comes)[by_themselves & came].all()
    assert answered_before(shop, log, shop.work.comes)[by_themselves & ~came].all()


def who_is_set_off_comes_as_long_after_as_written(shop: Shop, log: EngineLog) -> None:
    then, comes = shop.work.then, np.full(len(shop.work), NEVER)
    for column, outcomes in SETTERS.items():
        sets_off = np.isin(log.outcome, outcomes) & (then[:, column] != NOBODY)
        comes[then[sets_off, column]] = (log.left + shop.work.wait[:, column])[sets_off]
    set_off, due = shop.work.comes == NEVER, (comes != NEVER) & (comes < shop.until)
    came = log.came != NEVER

    assert not (set_off & came & ~due).any()
    assert (log.came == comes)[set_off & came].all()
    assert answered_before(shop, log, comes)[set_off & due & ~came].all()


def answered_before(shop: Shop, log: EngineLog, at: np.ndarray) -> np.ndarray:
    """Tell of each row whether the row it asks about again was answered at an instant or before."""
    about = shop.work.about
    answered = np.isin(log.outcome[about], (SERVED, MOOT)) & (log.left[about] <= at)
    return (about != NOBODY) & answered


def nobody_asks_again_what_was_answered(shop: Shop, log: EngineLog) -> None:
    """In one instant the answer may come after: work that takes no time."""
    about = np.flatnonzero(shop.work.about != NOBODY)
    asked = shop.work.about[about]
    answered = np.isin(log.outcome[asked], (SERVED, MOOT))

    assert not (answered & (log.came[about] > log.left[asked])).any()


def who_waits_with_another_is_answered_with_it_and_only_then(shop: Shop, log: EngineLog) -> None:
    """Rows that nobody ever worked on, and the rows that they ask about or that ask about them."""
    again = np.flatnonzero(shop.work.about != NOBODY)
    for one, other in ((again, shop.work.about[again]), (shop.work.about[again], again)):
        untouched = (log.came[one] != NEVER) & ~np.isin(one, log.spell_row)
        there = untouched & (log.came[one] < log.left[other]) & (log.outcome[other] == SERVED)
        still = (log.left[one] > log.left[other]) | (log.outcome[one] == OPEN)
        assert (log.outcome[one] == MOOT)[there & still].all()
    moot = np.flatnonzero(log.outcome == MOOT)
    together = log.left[again] == log.left[shop.work.about[again]]
    assert np.isin(moot, np.append(again[together], shop.work.about[again[together]])).all()


def only_who_was_taken_in_is_worked_on(shop: Shop, log: EngineLog) -> None:
    spells = np.bincount(log.spell_row, minlength=len(shop.work))

    assert (spells[log.outcome == SERVED] > 0).all()
    assert not spells[np.isin(log.outcome, (UNSEEN, BUSY, CLOSED))].any()


def nobody_waits_longer_than_their_patience(shop: Shop, log: EngineLog) -> None:
    """Who left had used it up; who was worked on in between may have been held besides, which costs none."""
    patience, left = shop.work.patience, log.outcome == LEFT
    in_hand = np.bincount(log.spell_row, log.spell_ended - log.spell_began, len(shop.work))
    outside = np.where(left, log.left - log.came - in_hand, 0)
    spells = np.bincount(log.spell_row, minlength=len(shop.work))
    began = first_begun(shop, log)
    worked = began < FOREVER

    assert (outside == patience)[left & (spells == 0)].all() and (outside >= patience)[left].all()
    assert (began - log.came <= patience)[worked].all()


# Who is refused


def who_is_refused_goes_at_once(shop: Shop, log: EngineLog) -> None:
    refused = np.isin(log.outcome, (BUSY, CLOSED))

    assert (log.left == log.came)[refused].all()


def a_line_is_offered_in_its_hours_only(shop: Shop, log: EngineLog) -> None:
    begins, ends = shop.rules.hours.T[:, :, None]
    is_open = ((begins <= log.came) & (log.came < ends)).any(axis=0)
    offered = shop.rules.offered[shop.work.line]
    came = log.came != NEVER

    assert ((log.outcome == CLOSED) == (offered & ~is_open))[came].all()


def a_trunk_never_holds_more_than_its_limit_and_is_busy_only_then(shop: Shop, log: EngineLog) -> None:
    taken_in = (log.came != NEVER) & ~np.isin(log.outcome, (BUSY, CLOSED))
    trunk_of = shop.rules.trunk[shop.work.line]
    gone = np.where(log.left == NEVER, shop.until, log.left)

    assert not ((log.outcome == BUSY) & (trunk_of == NOBODY)).any()
    for trunk, limit in enumerate(shop.rules.trunk_limit):
        mine = trunk_of == trunk
        came, went = np.sort(log.came[mine & taken_in]), np.sort(gone[mine & taken_in])
        instants = np.unique(came)
        busy = log.came[mine & (log.outcome == BUSY)]
        assert (
            np.searchsorted(came, instants, "right") - np.searchsorted(went, instants, "right") <= limit
        ).all()
        assert (np.searchsorted(came, busy, "right") - np.searchsorted(went, busy, "left") >= limit).all()


# People


def nobody_works_two_things_at_once_and_nothing_is_worked_on_twice(shop: Shop, log: EngineLog) -> None:
    assert (log.spell_began <= log.spell_ended).all()
    for who in (log.spell_person, log.spell_row):
        order = np.lexsort((np.arange(len(who)), who))
        same = np.diff(who[order]) == 0
        assert (log.spell_ended[order][:-1] <= log.spell_began[order][1:])[same].all()


class Stretches(NamedTuple):
    """The stretch in which each spell began, and the one that ended there, if both meet at that instant."""

    began_in: np.ndarray
    or_in: np.ndarray


def stretches_of(roster: Roster, log: EngineLog) -> Stretches:
    shift = roster.on.min(initial=0)  # instants from 0 on, so that (person, instant) is one number
    key = roster.person * 2**40 + roster.on - shift
    last = np.searchsorted(key, log.spell_person * 2**40 + log.spell_began - shift, "right") - 1
    before = np.maximum(last - 1, 0)
    meets = (roster.on[last] == log.spell_began) & (roster.person[before] == log.spell_person)
    meets &= roster.off_then[before] >= log.spell_began
    return Stretches(last, np.where(meets, before, last))


def latest_end(roster: Roster) -> np.ndarray:
    return np.where(roster.reaction == NO_REACTION, roster.off, roster.off_then)


def nobody_works_off_duty_except_to_finish(shop: Shop, log: EngineLog) -> None:
    """At the very instant of the end work may still begin: work ends before staff changes."""
    roster, line = shop.roster, shop.work.line[log.spell_row]
    stretch, end = stretches_of(roster, log).began_in, latest_end(roster)
    puts_down = shop.rules.stops[line] & (roster.stop[stretch] != FINISH)
    on_its_way = log.spell_began < roster.off[stretch]

    assert (roster.person[stretch] == log.spell_person).all()
    assert (log.spell_began <= end[stretch]).all()
    assert (log.spell_ended <= end[stretch])[puts_down & on_its_way].all()


def nobody_begins_what_they_do_not_do(shop: Shop, log: EngineLog) -> None:
    """Work that one had before one may take up again in any stretch."""
    roster, line = shop.roster, shop.work.line[log.spell_row]
    masks = np.where(roster.reaction == NO_REACTION, roster.does, roster.does | roster.does_then)
    may = [masks[stretch] >> line & 1 for stretch in stretches_of(roster, log)]
    pair = log.spell_row * 2**20 + log.spell_person
    first = np.zeros(len(pair), bool)
    first[np.unique(pair, return_index=True)[1]] = True

    assert (may[0] | may[1])[first].all()


def spells_are_as_long_as_the_work(shop: Shop, log: EngineLog) -> None:
    """At the pace of their stretches, with what interruptions cost; a spell ends on a whole second."""
    length, row, work = log.spell_ended - log.spell_began, log.spell_row, shop.work.work
    done = [length * shop.roster.pace[stretch] // 1000 for stretch in stretches_of(shop.roster, log)]
    least, most = (np.bincount(row, pick(*done), len(work)) for pick in (np.minimum, np.maximum))
    spells = np.bincount(row, minlength=len(work))
    at_most = work + 2 * spells + shop.rules.resume_cost[shop.work.line] * np.maximum(spells - 1, 0)

    assert (most >= work)[log.outcome == SERVED].all()
    assert (least <= at_most).all()


def nobody_idles_while_work_waits_that_they_may_begin(shop: Shop, log: EngineLog) -> None:
    """Where nothing holds them back: no guard, no reserve, no reaction."""
    rules, roster = shop.rules, shop.roster
    began = first_begun(shop, log)
    gone = np.where(log.left == NEVER, shop.until, log.left)
    free_line = (rules.guard == 0) & (rules.reserve == 0)
    waited = (log.came != NEVER) & free_line[shop.work.line] & (np.minimum(began, gone) > log.came)
    since, until, line = log.came[waited], np.minimum(began, gone)[waited], shop.work.line[waited]
    for stretch in np.flatnonzero(roster.reaction == NO_REACTION):
        mine = (roster.does[stretch] >> line & 1).astype(bool)
        for idle_since, idle_until in idle(shop, log, stretch):
            assert not (mine & (np.maximum(since, idle_since) < np.minimum(until, idle_until))).any()


def idle(shop: Shop, log: EngineLog, stretch: int) -> np.ndarray:
    """The intervals of a stretch in which its person has empty hands, int64[k, 2]."""
    on, off = shop.roster.on[stretch], min(shop.roster.off[stretch], shop.until)
    mine = log.spell_person == shop.roster.person[stretch]
    mine &= (log.spell_ended > on) & (log.spell_began < off)
    begins, ends = np.append(on, log.spell_ended[mine]), np.append(log.spell_began[mine], off)
    return np.column_stack([begins, ends])[begins < ends]


def first_begun(shop: Shop, log: EngineLog) -> np.ndarray:
    """When work on each row began first, or FOREVER."""
    began = np.full(len(shop.work), FOREVER)
    began[log.spell_row[::-1]] = log.spell_began[::-1]
    return began


# Queues


def only_the_best_of_a_line_leaves_its_queue(shop: Shop, log: EngineLog) -> None:
    """No better row of its line waits when work on one begins first.

    Rows that may give up are left out, and lines in which rows turn late.
    """
    work, rules = shop.work, shop.rules
    began = np.minimum(first_begun(shop, log), shop.until)
    gone = np.minimum(began, np.where(log.left == NEVER, shop.until, log.left))
    for line in np.flatnonzero(rules.rank == rules.late_rank):
        rows = np.flatnonzero((work.line == line) & (log.came != NEVER) & (work.patience == FOREVER))
        rows = rows[~np.isin(log.outcome[rows], (BUSY, CLOSED))]
        place = work.key[rows] + read_curve(rules.curves, rules.curve[line], log.came[rows])
        rows = rows[np.lexsort((rows, place))][:150]
        waits = (log.came[rows][:, None] < began[rows]) & (gone[rows][:, None] > began[rows])
        assert not np.triu(waits & (began[rows] < shop.until), 1).any()


def read_curve(curves: Curves, curve: int, at: np.ndarray) -> np.ndarray:
    """Read a curve at some instants, the last piece that has begun."""
    mine = slice(*curves.first[curve : curve + 2])
    begun = (curves.at[mine][:, None] <= at).sum(axis=0) - 1
    piece = curves.first[curve] + np.maximum(begun, 0)
    return curves.value[piece] + curves.slope[piece] * (at - curves.at[piece])


def the_area_under_the_number_in_a_line_is_the_sum_of_the_times_in_it(shop: Shop, log: EngineLog) -> None:
    """Little's law as an identity (Stidham 1974), line by line."""
    gone = np.where(log.left == NEVER, shop.until, log.left)
    for line in range(len(shop.rules.rank)):
        mine = (shop.work.line == line) & (log.came != NEVER)
        came, went = np.sort(log.came[mine]), np.sort(gone[mine])
        instants = np.unique(np.concatenate([came, went]))
        number = np.searchsorted(came, instants, "right") - np.searchsorted(went, instants, "right")
        assert (number >= 0).all() and not number[-1:].any()
        assert (number[:-1] * np.diff(instants)).sum() == (went - came).sum()


LAWS = (
    who_came_is_served_left_busy_closed_moot_or_open,
    who_comes_by_themselves_comes_then_unless_answered_before,
    who_is_set_off_comes_as_long_after_as_written,
    nobody_asks_again_what_was_answered,
    who_waits_with_another_is_answered_with_it_and_only_then,
    only_who_was_taken_in_is_worked_on,
    nobody_waits_longer_than_their_patience,
    who_is_refused_goes_at_once,
    a_line_is_offered_in_its_hours_only,
    a_trunk_never_holds_more_than_its_limit_and_is_busy_only_then,
    nobody_works_two_things_at_once_and_nothing_is_worked_on_twice,
    nobody_works_off_duty_except_to_finish,
    nobody_begins_what_they_do_not_do,
    spells_are_as_long_as_the_work,
    nobody_idles_while_work_waits_that_they_may_begin,
    only_the_best_of_a_line_leaves_its_queue,
    the_area_under_the_number_in_a_line_is_the_sum_of_the_times_in_it,
)
