"""Journeys of questions: asked, answered, replied to and answered again, on every way a case can take."""

from dataclasses import dataclass, replace

import numpy as np

from sim.deadline import NEVER
from sim.deadline.instants.wall import HOUR_S, MINUTE_S
from sim.demand.contacts import Arrivals
from sim.demand.draft import Draft
from sim.demand.marks import (
    ANSWER,
    ASKED,
    CAME_BACK,
    HAND_TO_BOL,
    NO_TOPIC,
    OUTSIDE_REPLY,
    RETURNED,
    ROTATED,
    SAID_AGAIN,
    SECOND_MAIL,
    SPECIAL,
    TAKEN_OVER,
)
from sim.demand.phone.attempts import dial
from sim.demand.phone.callers import Switchboard, callers
from sim.demand.questions.replies import SPREAD, replies
from sim.demand.thread import Thread, handling_s, language_shift, survey_marks
from sim.demand.work import CARE, FOLLOW_UP, FOREVER, MAIL
from sim.draws import lognormal
from sim.scenario.schema import Scenario
from sim.scenario.season import Season


@dataclass(frozen=True)
class Asked:
    """Questions of customers of a stream, as they come to the shop."""

    who: Arrivals
    customer: np.ndarray  # int64[n], in the draft
    at: np.ndarray  # int64[n], instant, or NEVER when another row sets the question off
    forwarded: np.ndarray  # bool[n], by the marketplace
    since: int = NEVER  # they are known to be open at this instant; NEVER: nothing is known of them
    topic: np.ndarray | None = None  # int64[n], a place in [topics] or NO_TOPIC; None: drawn


def question_journeys(scenario: Scenario, season: Season, who: Arrivals, forwarded: bool = False) -> Draft:
    """Draw the journeys of customers who write; `forwarded` by the marketplace, or on their own."""
    asked = Asked(who, np.arange(len(who.at)), who.at, np.full(len(who.at), forwarded))
    return journeys_of(Switchboard(scenario, season, Draft()), asked)


def journeys_of(board: Switchboard, asked: Asked) -> Draft:
    """Add questions to a draft, and what their customers do while nobody answers."""
    question = ask(board.scenario, board.draft, asked)
    _mails_again(question, asked.since)
    _calls_if_slow(board, question, asked.since)
    return board.draft


def ask(scenario: Scenario, draft: Draft, asked: Asked) -> Thread:
    """Add questions and all that their answers set off; return them as they began."""
    question = _question(scenario, draft, asked)
    replies(_special_care(_answered_again(_back_from_bol(question))))
    return question


def topics_of(scenario: Scenario, who: Arrivals) -> np.ndarray:
    """Draw what each customer asks about: int64[n], a place in [topics] or NO_TOPIC."""
    if not scenario.topics:
        return np.full(len(who.at), NO_TOPIC)
    ends = np.cumsum([topic.share for topic in scenario.topics.values()])
    place = np.searchsorted(ends, who.draw("topic"), side="right")
    return np.where(place < len(ends), place, NO_TOPIC)


def minutes_to_answer(scenario: Scenario, topic: np.ndarray) -> np.ndarray:
    """Say how long questions about topics (places in [topics], or NO_TOPIC) take on average: float64[n]."""
    usual = scenario.work.minutes_per_mail
    minutes = [topic.minutes or usual for topic in scenario.topics.values()]
    return np.asarray(np.array([*minutes, usual], np.float64)[topic])  # the last one is that of no topic


def _question(scenario: Scenario, draft: Draft, asked: Asked) -> Thread:
    """Add the rows that questions begin with."""
    contacts, who = scenario.contacts, asked.who
    topic = topics_of(scenario, who) if asked.topic is None else asked.topic
    noticed_s = _noticed_s(scenario, asked)
    handed = who.some("handed to bol", scenario.marketplace.handed_over_share)
    outside = who.some("answered outside", contacts.outside_reply_share)
    rows = draft.add(
        asked.customer,
        comes=np.where(asked.at == NEVER, NEVER, asked.at + noticed_s),
        line=MAIL + language_shift(scenario, who),
        work=handling_s(
            who.draw("handling", ASKED), minutes_to_answer(scenario, topic), scenario.work.mail_spread
        ),
        done=np.select([handed, outside], [HAND_TO_BOL, OUTSIDE_REPLY], ANSWER),
        noticed_s=noticed_s,
        topic=topic,
        **survey_marks(who, 0),
        **_as_it_is(_as_bol_sees_it(scenario, asked.forwarded, noticed_s), asked),
    )
    return Thread(scenario, draft, who, asked.customer, topic, rows, rows)


def _noticed_s(scenario: Scenario, asked: Asked) -> np.ndarray:
    """Draw how long the shop does not see that a question came: int64[n], 0 for most."""
    contacts = scenario.contacts
    late = asked.who.some("noticed late", contacts.noticed_late_share) & (asked.at != NEVER)
    if asked.since != NEVER or not late.any():
        return np.zeros(len(late), np.int64)
    delay = lognormal(asked.who.draw("noticed after"), contacts.noticed_late_after_hours * HOUR_S, SPREAD)
    return np.where(late, np.rint(delay), 0).astype(np.int64)


def _as_bol_sees_it(
    scenario: Scenario, forwarded: np.ndarray, noticed_s: np.ndarray | int
) -> dict[str, np.ndarray]:
    """Say when a question is replied to by itself, and when, since it was asked, the shop loses it again."""
    rules, automatic = scenario.marketplace, scenario.contacts.auto_reply_after_minutes
    takes_over, returns = (
        FOREVER if hours is None else round(hours * HOUR_S)
        for hours in (rules.takes_over_after_hours, rules.returns_after_hours)
    )
    patience = np.where(forwarded, returns, takes_over)
    return {
        "auto_reply_s": np.full(len(forwarded), NEVER if automatic is None else round(automatic * MINUTE_S)),
        "forwarded": forwarded,
        "patience": np.where(patience == FOREVER, FOREVER, np.maximum(patience - noticed_s, 0)),
        "gone": np.where(forwarded, RETURNED, TAKEN_OVER),
    }


def _as_it_is(seen: dict[str, np.ndarray], asked: Asked) -> dict[str, np.ndarray]:
    """Let no question be lost before the instant at which it is known to be open."""
    kept = seen["patience"] < asked.since - asked.who.at if asked.since != NEVER else False
    return seen | {"patience": np.where(kept, FOREVER, seen["patience"])}


def _back_from_bol(thread: Thread) -> Thread:
    """Let a share of the questions handed to the marketplace come back; the others end there."""
    rules, who = thread.scenario.marketplace, thread.who
    handed = who.some("handed to bol", rules.handed_over_share)
    if not handed.any():
        return thread
    back = handed & who.some("comes back", rules.comes_back_share)
    returning = thread.only(back)
    wait_s = lognormal(returning.who.draw("comes back after"), rules.comes_back_after_hours * HOUR_S, SPREAD)
    answered = returning.then(MAIL, wait_s, **_answer(returning, CAME_BACK))
    return thread.but(back, answered).only(~handed | back)


def _answered_again(thread: Thread) -> Thread:
    """Let a reply outside the account be repeated inside, where it stops the clock."""
    contacts = thread.scenario.contacts
    outside = thread.who.some("answered outside", contacts.outside_reply_share)
    outside &= thread.case == thread.last  # one that was handed over and came back is answered inside
    again = thread.only(outside)
    wait_s = contacts.outside_reply_repeated_after_hours * HOUR_S
    return thread.but(outside, again.then(FOLLOW_UP, wait_s, **_answer(again, SAID_AGAIN)))


def _special_care(thread: Thread) -> Thread:
    """Let a specialist go on with a share of a topic's questions; some of them rotate back to the line."""
    care, work = thread.scenario.special_care, thread.scenario.work
    if care is None:
        return thread
    special = thread.topic == list(thread.scenario.topics).index(care.topic)
    special &= thread.who.some("special care", care.share)
    cared = thread.only(special)
    seconds = handling_s(cared.who.draw("handling", SPECIAL), care.minutes, work.mail_spread)
    cared = cared.then(CARE, 0, why=SPECIAL, work=seconds)
    back = cared.who.some("rotates back", care.rotates_back_share)
    rotating = cared.only(back)
    cared = cared.but(back, rotating.then(FOLLOW_UP, 0, **_answer(rotating, ROTATED)))
    return thread.but(special, cared)


def _answer(thread: Thread, why: int) -> dict[str, np.ndarray | int]:
    """Draw how long a further answer of a question takes."""
    work = thread.scenario.work
    u = thread.who.draw("handling", why)
    return {"why": why, "work": handling_s(u, work.minutes_per_follow_up, work.mail_spread)}


def _mails_again(question: Thread, since: int) -> None:
    """Add the second mails of customers who are not answered for long.

    The second mail is a question of its own with its own clock. It does not come when the first was answered
    before, and both are answered together when one of them is.
    """
    asked = _while_open(question, question.scenario.contacts.mails_again_after_hours, since)
    asked = asked.only(mails_again(question.scenario, asked.who))
    ask_again(asked, slow_at(question.scenario, asked.who))


def mails_again(scenario: Scenario, who: Arrivals) -> np.ndarray:
    """Draw who writes a second time if nobody answers for long: bool[n]."""
    takes_over, contacts = scenario.marketplace.takes_over_after_hours, scenario.contacts
    if takes_over is not None and takes_over <= contacts.mails_again_after_hours:
        return np.zeros(len(who.at), np.bool_)
    return who.some("mails again", contacts.mails_again_share)


def slow_at(scenario: Scenario, who: Arrivals) -> np.ndarray:
    """Say when each does so: int64[n]."""
    return np.asarray(who.at + round(scenario.contacts.mails_again_after_hours * HOUR_S))


def ask_again(question: Thread, at: np.ndarray) -> None:
    """Add mails about questions that are open still, which come at some instants (int64[n])."""
    question.draft.add(
        question.customer,
        comes=at,
        line=MAIL + language_shift(question.scenario, question.who),
        **_answer(question, SECOND_MAIL),
        about=question.case,
        topic=question.topic,
        **survey_marks(question.who, 1),
        **_as_bol_sees_it(question.scenario, np.zeros(len(question.case), np.bool_), 0),
    )


def _calls_if_slow(board: Switchboard, question: Thread, since: int) -> None:
    """Add the calls of customers who are not answered for long: about the same question, not a new one."""
    contacts = board.scenario.contacts
    if not contacts.calls_if_slow_share:
        return
    asked = _while_open(question, contacts.calls_if_slow_after_hours, since)
    asked = asked.only(asked.who.some("calls if slow", contacts.calls_if_slow_share))
    at = asked.who.at + round(contacts.calls_if_slow_after_hours * HOUR_S)
    calling = callers(board.scenario, asked.who, asked.customer, at)
    dial(board, replace(calling, about=asked.case))


def _while_open(question: Thread, hours: float, since: int) -> Thread:
    """Keep the questions that the shop still has after some hours, if these end after an instant."""
    takes_over = question.scenario.marketplace.takes_over_after_hours
    if takes_over is not None and takes_over <= hours:
        return question.only(np.zeros(len(question.case), np.bool_))
    if since == NEVER:
        return question
    return question.only(question.who.at + round(hours * HOUR_S) >= since)
