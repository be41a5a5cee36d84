"""What a work order in a file does to a season, on the same customers with and without it."""

from collections import Counter

import numpy as np
import pytest

from sim.demand.work import CALL, FOLLOW_UP, LOST_CALL, MAIL
from sim.experiments.seasons.replicate import Played, played
from sim.operation.contract import BUSY, SERVED
from tests.experiments.shops import TINY, tiny

PHONE_SHOP = TINY.replace("phone_share = 0.2", "phone_share = 0.5")


def season(*lines: str, calls: tuple[str, ...] = (), replication: int = 0) -> Played:
    """A season of the tiny shop, half of whose customers call, with lines added to [work] and [calls]."""
    added = "\n".join(("[calls]", *calls, "[work]", *lines))
    return played(tiny(("[work]", added), text=PHONE_SHOP), 1, replication)


def spells_of(told: Played, *lines: int) -> list[tuple[int, int, int, int]]:
    """Spells at rows of some lines: (row, person, began, ended)."""
    log = told.happened
    mine = np.isin(told.work.line[log.spell_row], lines)
    columns = (log.spell_row, log.spell_person, log.spell_began, log.spell_ended)
    return list(zip(*(column[mine].tolist() for column in columns), strict=True))


@pytest.mark.parametrize("lines", [1, 2])
def test_no_more_callers_than_lines_ring_or_speak_and_one_more_hears_the_busy_signal(lines):
    told = season(calls=(f"lines = {lines}",))

    log, ringing = told.happened, np.isin(told.work.line, (CALL, LOST_CALL))
    on_line = ringing & (log.outcome != BUSY) & (log.left > log.came)
    edges = [(at, 1) for at in log.came[on_line]] + [(at, -1) for at in log.left[on_line]]
    taken = np.cumsum([step for _, step in sorted(edges)])
    assert taken.max() == lines
    assert (log.outcome[ringing] == BUSY).any()
    assert not (season().happened.outcome == BUSY).any()


def test_a_ringing_phone_costs_each_interrupted_mail_what_the_file_says():
    told = season("minutes_lost_by_interruption = 2")

    answered = {row for row in np.flatnonzero(told.happened.outcome == SERVED).tolist()}
    spent: Counter[int] = Counter()
    for row, _, began, ended in spells_of(told, MAIL, FOLLOW_UP):
        spent[row] += ended - began
    extra = [spent[row] - int(told.work.work[row]) for row in spent if row in answered]
    assert min(extra) == 0 and {one % 120 for one in extra} == {0} and max(extra) > 120
    calls_between = len([one for one in extra if one])
    assert calls_between > 20


def test_whoever_is_kept_free_picks_up_more_calls_and_answers_fewer_mails():
    plain, kept = (
        season("phone_interrupts_mail = false", *more) for more in ((), ("keep_free_for_calls = 1",))
    )

    def served(told: Played, line: int) -> int:
        return int(((told.work.line == line) & (told.happened.outcome == SERVED)).sum())

    assert served(kept, CALL) > 1.2 * served(plain, CALL)
    assert served(kept, MAIL) <= served(plain, MAIL)


def test_calls_go_to_who_takes_only_calls_before_all_rounders_are_asked():
    """Three people, of whom Piet takes calls and nothing else: whenever he is free, the call is his."""
    people = (
        'Mehmet = "mon-thu 09:00-17:00"',
        'Mehmet = "mon-thu 09:00-17:00"\nPiet = { hours = "mon-fri 09:00-17:00", mail = false }',
    )
    shares = []
    for first in ("false", "true"):
        added = f"[work]\nspecialists_first = {first}\nphone_interrupts_mail = false"
        told = played(tiny(("[work]", added), people, text=PHONE_SHOP), 1, 0)
        calls = spells_of(told, CALL)
        shares.append(sum(person == 2 for _, person, *_ in calls) / len(calls))
        if first == "true":
            free = _free_at(told, 2, [began for _, person, began, _ in calls if person != 2])
            assert not free.any()

    assert shares[1] > shares[0]


def _free_at(told: Played, person: int, instants: list[int]) -> np.ndarray:
    """Tell at which instants somebody is on duty since before and not at work."""
    roster, log = told.roster, told.happened
    at = np.array(instants)[:, None]
    mine, theirs = roster.person == person, log.spell_person == person
    on_duty = ((roster.on[mine] < at) & (at < roster.off[mine])).any(axis=1)
    at_work = ((log.spell_began[theirs] <= at) & (at <= log.spell_ended[theirs])).any(axis=1)
    return np.asarray(on_duty & ~at_work)


def test_nobody_begins_a_mail_in_the_last_minutes_of_a_shift():
    told = season("no_new_mail_before_end_minutes = 15")

    ends = [person.shifts[:, 1] for person in told.shop.staff]
    seen, to_go = set(), []
    for row, person, began, _ in spells_of(told, MAIL, FOLLOW_UP):
        if row not in seen:
            to_go.append(int(ends[person][np.searchsorted(ends[person], began, side="right")]) - began)
        seen.add(row)
    assert min(to_go) >= 15 * 60


def test_another_order_of_work_meets_the_same_customers():
    orders = [season(f'order = "{order}"') for order in ("oldest first", "newest first", "easiest first")]

    for name in ("comes", "line", "work", "patience", "then", "wait", "customer"):
        assert len({getattr(one.work, name).tobytes() for one in orders}) == 1, name
    assert len({one.happened.left.tobytes() for one in orders}) == 3
