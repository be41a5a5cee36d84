"""The oldest question of each week and the ones marked as open for long, on a calendar counted by hand."""

from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from sim.deadline import NEVER
from sim.demand.work import CALL, FOLLOW_UP, MAIL
from sim.experiments.seasons.replicate import season_counts, season_log, stack
from sim.experiments.seasons.waiting import ASKED, OLDEST_S, PHONE_CASE, WARNED, waiting
from sim.norms import EventLog
from sim.norms.editions.edition import NORMS
from sim.norms.log import Cases
from sim.operation.contract import LEFT, NONE, OPEN, SERVED, UNSEEN, EngineLog
from tests.experiments.shops import tiny
from tests.operation.desk import Row, work_of

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
HOUR_S = 3600
SHOP = tiny()  # weeks 48 and 49 of 2026: from Monday 23 November and from Monday 30 November
RESPONSE, TOTAL = NORMS.index("response"), 3


def at(day: int, hour: int, minute: int = 0) -> int:
    """An instant of November 2026; beyond the 30th, of December."""
    month, day = (11, day) if day <= 30 else (12, day - 30)
    return int(datetime(2026, month, day, hour, minute, tzinfo=AMSTERDAM).timestamp())


def waits(*rows: tuple[int, int, int, int], cases: Cases | None = None) -> np.ndarray:
    """Rows of (line, came, left, outcome) and the cases that the log has."""
    lines, came, left, outcome = (np.array(column, np.int64) for column in zip(*rows, strict=True))
    work = work_of([Row(NEVER, line, 0) for line in lines.tolist()])
    happened = EngineLog(came, left, outcome, NONE, NONE, NONE, NONE)
    clock = SHOP.scenario.judged.clock
    return waiting(SHOP.season, clock, work, happened, EventLog(cases=cases or Cases()))


def oldest_h(*rows: tuple[int, int, int, int]) -> list[float]:
    return (waits(*rows)[:, OLDEST_S] / HOUR_S).tolist()


def test_the_longest_wait_of_a_week_is_seen_as_it_ends():
    assert oldest_h((MAIL, at(23, 10), at(23, 14), SERVED), (MAIL, at(24, 9), at(24, 16), SERVED)) == [7, 0]


def test_a_wait_runs_by_the_clock_of_the_norm():
    """From Friday 16:00 to Monday 11:00: one working hour before the weekend, two after it."""
    assert oldest_h((MAIL, at(27, 16), at(30, 11), SERVED)) == [1, 3]


def test_a_question_that_nobody_answers_grows_older_from_week_to_week():
    assert oldest_h((MAIL, at(25, 9), NEVER, OPEN)) == [24, 64]


def test_answers_to_replies_wait_too_and_calls_do_not():
    assert oldest_h((CALL, at(23, 9), at(23, 17), LEFT), (FOLLOW_UP, at(23, 9), at(23, 12), SERVED)) == [3, 0]


def test_what_never_came_and_what_came_later_has_not_waited():
    assert oldest_h((MAIL, NEVER, NEVER, UNSEEN), (MAIL, at(37, 9), at(37, 17), SERVED)) == [0, 0]


def test_questions_are_marked_after_six_of_their_eight_hours():
    """Marked from 15:00 on: the answer of 15:00 came before, that of 15:00:01 after; one is still open."""
    answered = [at(23, 15), at(23, 15) + 1, NEVER, at(23, 16)]
    cases = Cases(
        arrived_at=np.full(4, at(23, 9)),
        answered_at=np.array(answered),
        channel=np.array(["mail", "mail", "mail", "phone"]),
    )

    told = waits((MAIL, at(23, 9), at(23, 15), SERVED), cases=cases)

    assert told[:, [WARNED, ASKED]].tolist() == [[2, 3], [0, 0]]


@pytest.mark.parametrize("engine", ["kernel", "reference"])
def test_a_season_counts_its_waits_from_its_own_log(engine):
    counts, cases = season_counts(SHOP, 3, 0, engine), season_log(SHOP, 3, 0, engine).cases

    assert counts.waiting[:, ASKED].tolist() == counts.verdicts[:, RESPONSE, TOTAL].tolist()
    clock = SHOP.scenario.judged.clock
    begin, end = SHOP.season.week_edges[:2].tolist()
    answered = (cases.answered_at >= begin) & (cases.answered_at < end) & (cases.channel != PHONE_CASE)
    longest = clock.hours.elapsed(cases.arrived_at[answered], cases.answered_at[answered]).max()
    assert counts.waiting[0, OLDEST_S] >= longest  # answers to replies may wait longer


def test_letting_the_late_ones_rot_shows():
    """Too much to do: newest first answers more questions in time, and its oldest one waits for ever."""
    orders = {
        order: tiny(("[work]", f'[work]\norder = "{order}"')) for order in ("oldest first", "newest first")
    }
    seasons = {
        name: stack(season_counts(shop, 1, one) for one in range(4)).waiting for name, shop in orders.items()
    }

    oldest, newest = (seasons[name][..., OLDEST_S].mean() for name in orders)
    assert newest > 2 * oldest
