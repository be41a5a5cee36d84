"""A desk with everything switched on, laid out as rows: twenty people, every day nine to five.

Calls in phone hours on twelve lines, redials after busy and unanswered ones; questions around the clock with
replies and second mails, still in time first; calls interrupt questions at a cost, one person stays free for
calls, no new question five minutes before the end; lunch keeps work in hand, the evening hands it over; when
the oldest question is older than six working hours, four people leave the phone and stay an hour longer.
"""

from dataclasses import replace

import numpy as np

from sim.deadline import NEVER
from sim.demand.work import (
    CALL,
    FOLLOW_UP,
    FOREVER,
    IF_BUSY,
    IF_LEFT,
    IF_SERVED,
    LINES,
    MAIL,
    NOBODY,
    OUTCOMES,
    Work,
    join,
)
from sim.operation.contract import OLDEST, OLDEST_FIRST, Curves, Reactions, Rules
from sim.staffing.roster import HAND_OVER, KEEP, NO_REACTION, Roster

DAY_S, OPENS_S, LUNCH_S, BACK_S, CLOSES_S = 86_400, 32_400, 46_800, 48_600, 61_200
OPEN_S = CLOSES_S - OPENS_S
PEOPLE, REACTING, MAILERS, CUSTOMERS_A_DAY = 20, 4, 5, 1_300
CALLS, QUESTIONS = 1 << CALL, 1 << MAIL | 1 << FOLLOW_UP
WORKED, DUE = 3, 4  # curves behind the three orders


def tables(customers: int, seed: int = 1) -> tuple[Work, Roster, Rules, int]:
    """Everything that both engines are given, for about so many customers."""
    rng = np.random.default_rng(seed)
    days = max(1, customers // CUSTOMERS_A_DAY)
    mails = customers * 7 // 10
    work = join([questions(rng, mails, days), calls(rng, customers - mails, days)])
    return work, roster(days + 5), rules(days + 5), (days + 5) * DAY_S


def questions(rng: np.random.Generator, customers: int, days: int) -> Work:
    """The question, a reply to its answer, a second mail when it is slow."""
    asks = rng.random((customers, 3)) < (1, 0.3, 0.25)
    row = np.where(asks, np.cumsum(asks).reshape(asks.shape) - 1, NOBODY)
    comes, then, about = nothing(asks)
    comes[:, 0] = np.sort(rng.integers(0, days * DAY_S, customers))
    comes[:, 2] = comes[:, 0] + 26 * 3600
    then[:, 0, IF_SERVED], about[:, 2] = row[:, 1], row[:, 0]
    return table(rng, asks, comes, np.array([MAIL, FOLLOW_UP, MAIL]), then, about, FOREVER)


def calls(rng: np.random.Generator, customers: int, days: int) -> Work:
    """Three attempts at most, each after the one before found nobody or every line taken."""
    asks = np.logical_and.accumulate(rng.random((customers, 3)) < (1, 0.44, 0.44), axis=1)
    row = np.where(asks, np.cumsum(asks).reshape(asks.shape) - 1, NOBODY)
    comes, then, about = nothing(asks)
    within = OPENS_S + rng.integers(0, OPEN_S, customers)
    comes[:, 0] = np.sort(rng.integers(0, days, customers) * DAY_S + within)
    for outcome in (IF_LEFT, IF_BUSY):
        then[:, :2, outcome] = row[:, 1:]
    return table(rng, asks, comes, np.full(3, CALL), then, about, 120)


def nothing(asks: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows that do not come, set nothing off and are about nothing."""
    return np.full(asks.shape, NEVER), np.full((*asks.shape, OUTCOMES), NOBODY), np.full(asks.shape, NOBODY)


def table(rng, asks, comes, line, then, about, patience) -> Work:
    """Flatten [customer, step] to the rows that are asked."""
    n, shape = int(asks.sum()), asks.shape
    minutes = rng.exponential(5, n)
    return Work(
        comes=comes[asks],
        line=np.broadcast_to(line, shape)[asks],
        work=(60 * minutes).astype(np.int64) + 1,
        patience=patience_of(rng, patience, n),
        key=np.zeros(n, np.int64),
        then=then[asks],
        wait=rng.exponential(1800, (n, OUTCOMES)).astype(np.int64),
        about=about[asks],
        customer=np.repeat(np.arange(len(asks)), 3).reshape(shape)[asks],
        step=np.tile(np.arange(3), (len(asks), 1))[asks],
    )


def patience_of(rng: np.random.Generator, mean_s: int, rows: int) -> np.ndarray:
    return np.full(rows, FOREVER) if mean_s == FOREVER else rng.exponential(mean_s, rows).astype(np.int64)


def roster(days: int) -> Roster:
    """Mornings and afternoons of everybody, by person and day."""
    person = np.repeat(np.arange(PEOPLE), 2 * days)
    morning = np.tile([True, False], PEOPLE * days)
    day_s = np.tile(np.repeat(np.arange(days), 2), PEOPLE) * DAY_S
    off = day_s + np.where(morning, LUNCH_S, CLOSES_S)
    reacts = person < REACTING
    same = np.ones(len(person), np.int64)
    return Roster(
        person=person,
        on=day_s + np.where(morning, OPENS_S, BACK_S),
        off=off,
        does=np.where(person >= PEOPLE - MAILERS, QUESTIONS, CALLS | QUESTIONS),
        pace=1000 + 20 * (person % 5 - 2),
        asked=np.where(person >= PEOPLE - MAILERS, 1, 0),
        stop=np.where(morning, KEEP, HAND_OVER),
        reaction=np.where(reacts, 0, NO_REACTION),
        does_then=QUESTIONS * same,
        off_then=off + np.where(reacts & ~morning, 3600, 0),
    )


def rules(days: int) -> Rules:
    lines = np.arange(LINES)
    opens = np.arange(days) * DAY_S + OPENS_S
    hours = np.column_stack([opens, opens + OPEN_S])
    rank = np.select([lines == CALL, lines == FOLLOW_UP], [0, 2], 1)
    of_questions = (lines == MAIL) | (lines == FOLLOW_UP)
    return replace(
        Rules.first_come(LINES),
        rank=rank,
        late_rank=np.where(of_questions, 3, rank),
        curve=np.where(of_questions, DUE, OLDEST_FIRST),
        interrupts=lines == CALL,
        yields=of_questions,
        stops=of_questions,
        resume_cost=30 * of_questions,
        guard=300 * of_questions,
        reserve=of_questions.astype(np.int64),
        kept_for=CALLS,
        trunk=np.where(lines == CALL, 0, NOBODY),
        trunk_limit=np.array([12]),
        offered=lines == CALL,
        hours=hours,
        curves=clocks(hours),
        reactions=Reactions(
            looks=(opens[:, None] + np.arange(900, OPEN_S, 900)).ravel(),
            measure=np.array([OLDEST]),
            lines=np.array([QUESTIONS]),
            clock=np.array([WORKED]),
            above=np.array([6 * 3600]),
            below=np.array([4 * 3600]),
        ),
    )


def clocks(hours: np.ndarray) -> Curves:
    """The three orders, the time worked, and the deadline: with eight-hour days it is one open day later."""
    days, edges = len(hours), hours.ravel()
    worked = np.repeat(np.arange(days + 1), 2)[1:-1] * OPEN_S
    runs = np.tile([1, 0], days)
    before = np.concatenate([[OPENS_S + OPEN_S], edges[2:], edges[-2:] + DAY_S])[: len(edges)]
    due = np.where(runs == 1, edges + DAY_S, before + OPEN_S)
    return Curves(
        first=np.array([0, 1, 2, 3, 3 + len(edges), 3 + 2 * len(edges)]),
        at=np.concatenate([np.zeros(3, np.int64), edges, edges]),
        value=np.concatenate([np.zeros(3, np.int64), worked, due]),
        slope=np.concatenate([[1, -1, 0], runs, runs]),
    )
