"""What is left over as a season begins: questions that are open, and replies to what was answered before."""

from collections.abc import Sequence

import numpy as np

from sim.demand.contacts import Arrivals
from sim.demand.draft import Draft
from sim.demand.marks import NO_TOPIC
from sim.demand.phone.callers import Switchboard
from sim.demand.questions.asked import Asked, ask_again, journeys_of, mails_again, slow_at, topics_of
from sim.demand.questions.replies import replies, replies_again, reply, reply_delay_s
from sim.demand.thread import Thread, language_shift
from sim.demand.work import FOLLOW_UP
from sim.draws import Streams
from sim.scenario.beside.start import NOT_SAID, Start
from sim.scenario.schema import Scenario
from sim.scenario.season import Season

FEW = 20  # questions of which one is the second mail: customers do not write to the minute


def open_journeys(scenario: Scenario, season: Season, start: Start, streams: Streams) -> Draft:
    """Draw the journeys of questions that are open as a season begins; what came before is not drawn.

    The i-th customer of the draft is the one of the i-th open question. Questions about one order are a mail
    and what its customer wrote while nobody answered: all are answered together.
    """
    at = np.array(start.arrived_at, np.int64)
    who = Arrivals("open", streams, at, np.arange(len(at)))
    again = with_second_mails(scenario, start, who)
    topic = _topics_said(scenario, start.topics, topics_of(scenario, who))
    forwarded, first = np.array(start.forwarded, np.bool_), np.flatnonzero(again < 0)
    board = Switchboard(scenario, season, Draft())
    asked = Asked(who.only(first), first, at[first], forwarded[first], start.since, topic[first])
    draft = journeys_of(board, asked)  # the i-th question of `first` is its i-th row
    later = np.flatnonzero(again >= 0)
    about = np.searchsorted(first, again[later])
    ask_again(Thread(scenario, draft, who.only(later), later, topic[later], about, about), at[later])
    return draft


def with_second_mails(scenario: Scenario, start: Start, who: Arrivals) -> np.ndarray:
    """Find the first mail of the customer of each open question: int64[n], a place; negative: it is that one.

    Where the log names no order, who has waited long enough wrote again by chance, as `mails_again` draws it:
    one of the next few questions since then that may be the second mail is taken for it.
    """
    again, slow = np.array(start.again, np.int64), slow_at(scenario, who)
    twice = (again == NOT_SAID) & mails_again(scenario, who)
    if not twice.any():
        return again
    topics, own = np.unique(start.topics, return_inverse=True)[1], ~np.array(start.forwarded, np.bool_)
    next_one, u = np.maximum(np.searchsorted(who.at, slow), np.arange(len(slow)) + 1), who.draw("second mail")
    for place in np.flatnonzero(twice).tolist():
        since = next_one[place]
        may_be = own[since:] & (again[since:] == NOT_SAID) & (topics[since:] == topics[place])
        few = since + np.flatnonzero(may_be)[:FEW]
        if again[place] == NOT_SAID and len(few):
            again[few[int(u[place] * len(few))]] = place
    return again


def reply_journeys(scenario: Scenario, season: Season, start: Start, streams: Streams) -> Draft:
    """Draw the replies to answers given before a season: those that wait, and those that come in it.

    How many customers replied before and were answered is not known, and changes nothing.
    """
    waiting = np.array(start.replied_at, np.int64)
    answered = np.array(start.answered_at, np.int64)
    who = Arrivals("answered", streams, answered, np.arange(len(answered)))
    who = who.only(replies_again(scenario, who, 0))
    who = who.later(np.rint(reply_delay_s(scenario, who, 0)).astype(np.int64))
    who = who.only(who.at >= start.since)
    draft = Draft()
    for one in (Arrivals("reply", streams, waiting, np.arange(len(waiting))), who):
        _reply_threads(scenario, draft, one)
    return draft


def _reply_threads(scenario: Scenario, draft: Draft, who: Arrivals) -> None:
    """Add replies that come by themselves, each to a question of before, and what follows them."""
    customer = draft.people + np.arange(len(who.at))
    line = FOLLOW_UP + language_shift(scenario, who)
    said, thanks = reply(scenario, who, 0)
    rows = draft.add(customer, comes=who.at, line=line, **said)
    thread = Thread(scenario, draft, who, customer, np.full(len(rows), NO_TOPIC), rows, rows)
    replies(thread.only(~thanks), first=1)


def _topics_said(scenario: Scenario, names: Sequence[str], drawn: np.ndarray) -> np.ndarray:
    """Find topics by name, int64[n]: what a log leaves open is drawn, what the scenario lacks is none."""
    places = {name: place for place, name in enumerate(scenario.topics)}
    said = np.array([places.get(name, NO_TOPIC) for name in names], np.int64)
    return np.where(np.array([name == "" for name in names], np.bool_), drawn, said)
