"""A desk with everything switched on, laid out as rows: twenty people, every day nine to five.

Calls in phone hours on twelve lines, redials after busy and unanswered ones; questions around the clock with
replies and second mails, still in time first; calls interrupt questions at a cost, one person stays free for
calls, no new question five minutes before the end; lunch keeps work in hand, the evening hands it over; when
the oldest question is older than six working hours, four people leave the phone and stay an hour longer.
"""

from dataclasses import replace

import numpy as np

from sim.demand.draft import Draft, finished
from sim.demand.work import CALL, FOLLOW_UP, IF_BUSY, IF_LEFT, IF_SERVED, LINES, MAIL, NOBODY, Work
from sim.operation.contract import OLDEST, OLDEST_FIRST, Curves, Reactions, Rules
from sim.staffing.roster import HAND_OVER, KEEP, NO_REACTION, Roster

DAY_S, OPENS_S, LUNCH_S, BACK_S, CLOSES_S = 86_400, 32_400, 46_800, 48_600, 61_200
OPEN_S = CLOSES_S - OPENS_S
PEOPLE, REACTING, MAILERS, CUSTOMERS_A_DAY = 20, 4, 5, 1_300
CALLS, QUESTIONS = 1 << CALL, 1 << MAIL | 1 << FOLLOW_UP
WORKED, DUE = 3, 4  # curves behind the three orders


def tables(customers: int, seed: int = 1) -> tuple[Work, Roster, Rules, int]:
    """Everything that both engines are given, for so many customers."""
    rng, draft = np.random.default_rng(seed), Draft()
    days, mails = max(1, customers // CUSTOMERS_A_DAY), customers * 7 // 10
    questions(draft, rng, np.arange(mails), days)
    calls(draft, rng, np.arange(mails, customers), days)
    return finished([draft]).work, roster(days + 5), rules(days + 5), (days + 5) * DAY_S


def questions(draft: Draft, rng: np.random.Generator, customers: np.ndarray, days: int) -> None:
    """The question, a reply to its answer, a second mail when it is slow."""
    n = len(customers)
    comes = np.sort(rng.integers(0, days * DAY_S, n))
    replies, again = np.flatnonzero(rng.random(n) < 0.3), np.flatnonzero(rng.random(n) < 0.25)
    first = draft.add(customers, comes=comes, line=MAIL, work=handling(rng, n))
    second = draft.add(customers[replies], line=FOLLOW_UP, work=handling(rng, len(replies)))
    draft.follow(first[replies], IF_SERVED, second, rng.exponential(DAY_S, len(replies)))
    slow = {"comes": comes[again] + 26 * 3600, "about": first[again]}
    draft.add(customers[again], line=MAIL, work=handling(rng, len(again)), **slow)


def calls(draft: Draft, rng: np.random.Generator, customers: np.ndarray, days: int) -> None:
    """Three attempts at most, each after the one before found nobody or every line taken."""
    n = len(customers)
    comes = np.sort(rng.integers(0, days, n) * DAY_S + OPENS_S + rng.integers(0, OPEN_S, n))
    rows = attempt(draft, rng, customers, comes=comes)
    for _ in range(2):
        more = np.flatnonzero(rng.random(len(customers)) < 0.44)
        customers, before, pause = customers[more], rows[more], rng.exponential(1800, len(more))
        rows = attempt(draft, rng, customers)
        for outcome in (IF_LEFT, IF_BUSY):
            draft.follow(before, outcome, rows, pause)


def attempt(draft: Draft, rng: np.random.Generator, customers: np.ndarray, **more: np.ndarray) -> np.ndarray:
    n = len(customers)
    patience = rng.exponential(120, n).astype(np.int64)
    return draft.add(customers, line=CALL, work=handling(rng, n), patience=patience, **more)


def handling(rng: np.random.Generator, rows: int) -> np.ndarray:
    """Five minutes on average."""
    return rng.exponential(300, rows).astype(np.int64) + 1


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
        home=off,
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
        reactions=reactions(opens),
    )


def reactions(opens: np.ndarray) -> Reactions:
    """The oldest question above six working hours, until it is below four; a look every quarter hour."""
    return Reactions(
        looks=(opens[:, None] + np.arange(900, OPEN_S, 900)).ravel(),
        measure=np.array([OLDEST]),
        lines=np.array([QUESTIONS]),
        clock=np.array([WORKED]),
        above=np.array([6 * 3600]),
        below=np.array([4 * 3600]),
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
