"""Replies: customers answer an answer, are answered and reply again."""

from itertools import count
from typing import Any

import numpy as np

from sim.deadline.instants.wall import HOUR_S
from sim.demand.contacts import Arrivals
from sim.demand.marks import ANSWER, NO_ANSWER, REPLY
from sim.demand.thread import Thread, handling_s
from sim.demand.work import FOLLOW_UP
from sim.draws import lognormal
from sim.scenario.schema import Scenario

SPREAD = 1.0  # sigma of the lognormal delay of what customers and the marketplace do; guess


def replies(thread: Thread, first: int = 0) -> None:
    """Let customers reply to an answer, be answered and reply again, until they have nothing more to say."""
    scenario = thread.scenario
    for number in count(first):
        thread = thread.only(replies_again(scenario, thread.who, number))
        if not len(thread.case):
            return
        said, thanks = reply(scenario, thread.who, number)
        thread = thread.then(FOLLOW_UP, reply_delay_s(scenario, thread.who, number), **said).only(~thanks)


def replies_again(scenario: Scenario, who: Arrivals, number: int) -> np.ndarray:
    """Draw who replies to the answer of a round: bool[n]; the first round is number 0."""
    contacts = scenario.contacts
    share = contacts.replies_again_share if number else contacts.follow_up_share
    return who.some("replies", share, *_of_round(number))


def reply_delay_s(scenario: Scenario, who: Arrivals, number: int) -> np.ndarray:
    """Draw how long after the answer each reply comes: float64[n]."""
    median_s = scenario.contacts.follow_up_after_hours * HOUR_S
    return lognormal(who.draw("reply delay", *_of_round(number)), median_s, SPREAD)


def reply(scenario: Scenario, who: Arrivals, number: int) -> tuple[dict[str, Any], np.ndarray]:
    """Draw the rows of replies, and which are mere thanks (bool[n]), that nobody answers."""
    contacts, work, which = scenario.contacts, scenario.work, _of_round(number)
    thanks = who.some("only thanks", contacts.thanks_share, *which)
    minutes = np.where(thanks, contacts.thanks_minutes, work.minutes_per_follow_up)
    seconds = handling_s(who.draw("handling", REPLY, *which), minutes, work.mail_spread)
    return {"why": REPLY, "work": seconds, "done": np.where(thanks, NO_ANSWER, ANSWER)}, thanks


def _of_round(number: int) -> tuple[int, ...]:
    return (number,) if number else ()
