"""Attempts of callers: each redial is a call attempt of its own, as the norm counts.

When an attempt is made, if it is, is known beforehand: its caller redials at an instant of their own, however
the attempt before failed, and the hours in which the phone is offered are known.
"""

from dataclasses import dataclass, replace

import numpy as np

from sim.deadline import NEVER
from sim.deadline.instants.wall import MINUTE_S
from sim.demand.contacts import within
from sim.demand.draft import Draft
from sim.demand.marks import HANGS_UP, TAKES_SLOT, TO_VOICEMAIL
from sim.demand.phone.call_backs import Promised, call_back
from sim.demand.phone.callers import Callers, Switchboard
from sim.demand.work import CALL, FOREVER, IF_BUSY, IF_CLOSED, IF_LEFT, LOST_CALL
from sim.draws import lognormal
from sim.scenario.schema import Scenario

REDIAL_SPREAD = 0.8  # sigma of the lognormal delay of a redial; guess
HANGS_UP_AT_ONCE_S = 10


@dataclass(frozen=True)
class Attempt:
    """The attempt of one number of all who make so many."""

    number: int  # from 0
    callers: Callers
    rows: np.ndarray  # int64[n], in the draft
    gives_up_at: np.ndarray  # int64[n], the instant, unless somebody picks up before
    redials: np.ndarray  # bool[n], unless somebody picks up
    reopens_at: np.ndarray  # int64[n], when the phone opens for who found it closed and redials, or FOREVER
    call_back: np.ndarray  # bool[n], asks for a call back on the voicemail, or takes a slot while waiting

    @property
    def again(self) -> np.ndarray:
        """Mark the callers of whom one more attempt may come: bool[n]."""
        return np.asarray(self.redials | (self.reopens_at != FOREVER))


def dial(board: Switchboard, calling: Callers) -> list[Attempt]:
    """Add the attempts of callers, each set off by the one before when nobody picks up.

    A chain ends where its caller gives up, however long it is. The desk refuses attempts outside the hours
    of the phone and those that find all lines taken.
    """
    attempts = [_attempt(board, calling, 0, calling.at)]
    while attempts[-1].again.any():
        before = attempts[-1]
        failed_at = np.where(before.reopens_at != FOREVER, before.reopens_at, before.gives_up_at)
        at = failed_at + _pause_s(board.scenario, before)
        again = replace(before.callers, at=at).only(before.again)
        attempts.append(_attempt(board, again, len(attempts), np.full(len(again.at), NEVER)))
        _set_off(board.draft, before, attempts[-1])
    return attempts


def _pause_s(scenario: Scenario, before: Attempt) -> np.ndarray:
    """Draw how long after a failed attempt, or the opening of the phone, the next one comes: int64[n]."""
    u = before.callers.who.draw("redial delay", before.number)
    pause_s = lognormal(u, scenario.calls.redial_after_minutes * MINUTE_S, REDIAL_SPREAD)
    return np.asarray(np.rint(pause_s).astype(np.int64))


def _attempt(board: Switchboard, calling: Callers, number: int, comes: np.ndarray) -> Attempt:
    """Add one attempt of each caller: does it hang up at once, how long does it wait, what then."""
    rules, who = board.scenario.calls, calling.who
    at_once = who.draw("hangs up at once", number) < rules.hangs_up_at_once_share
    never_waits = who.some("hangs up at a queue", rules.hangs_up_at_a_queue_share, number)
    asks = who.some("asks for a call back", rules.call_back_share, number) & ~at_once & ~never_waits
    patience, gone = _waits(board.scenario, who.draw("patience", number), (at_once, never_waits), asks)
    rows = board.draft.add(
        calling.customer,
        comes=comes,
        line=np.where(at_once, LOST_CALL, CALL) + calling.shift,
        patience=patience,
        gone=gone,
        **calling.columns,
    )
    gives_up_at, call_back_after = calling.at + patience, asks & (gone != HANGS_UP)
    choice = who.draw("chooses a slot", number)
    call_back(board, Promised(calling, rows, gives_up_at, choice).only(call_back_after))
    return Attempt(
        number=number,
        callers=calling,
        rows=rows,
        gives_up_at=gives_up_at,
        redials=who.draw("redials", number) < rules.redial_share,
        reopens_at=_reopens_at(board, calling, number),
        call_back=call_back_after,
    )


def _waits(
    scenario: Scenario, u: np.ndarray, hurries: tuple[np.ndarray, np.ndarray], asks: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Turn uniform draws into how long each caller waits and what ends it: int64[n] each, see `marks`.

    Who `hurries` hangs up at once whoever is free, or has no patience at all: somebody is free at the instant
    of the call, or it ends. Who `asks` for a call back takes a slot as soon as it is offered.
    """
    at_once, never_waits = hurries
    rules, rings = scenario.calls, scenario.work.rings_before_voicemail_s
    weibull = rules.patience_scale_s * (-np.log1p(-u)) ** (1 / rules.patience_shape)
    own_s = np.where(at_once, u * HANGS_UP_AT_ONCE_S, np.where(never_waits, 0.0, weibull))
    patience = np.rint(np.minimum(own_s, rings)).astype(np.int64)
    gone = np.where(~at_once & ~never_waits & (patience == round(rings)), TO_VOICEMAIL, HANGS_UP)
    slots = rules.call_back_slots
    if slots is None or slots.offered_after_s is None:
        return patience, gone
    offered_s = round(slots.offered_after_s)
    takes = asks & (patience > offered_s)
    return np.where(takes, offered_s, patience), np.where(takes, TAKES_SLOT, gone)


def _reopens_at(board: Switchboard, calling: Callers, number: int) -> np.ndarray:
    """Say when the phone opens again for callers of a closed one who then redial: int64[n], or FOREVER."""
    rules, offered = board.scenario.calls, board.season.offered
    if not rules.closed_redial_share:
        return np.full(len(calling.at), FOREVER)
    others = rules.closed_to_mail_share + rules.closed_to_marketplace_share
    u = calling.who.draw("phone closed", number)
    redials = (u >= others) & (u < others + rules.closed_redial_share) & ~within(calling.at, offered)
    opens = np.append(offered[:, 0], FOREVER)[np.searchsorted(offered[:, 0], calling.at)]
    return np.where(redials, opens, FOREVER)


def _set_off(draft: Draft, before: Attempt, redial: Attempt) -> None:
    """Let failed attempts set off the next; who was promised a call back waits for it."""
    at, next_at, next_row = before.callers.at, np.full(len(before.rows), FOREVER), before.rows.copy()
    next_at[before.again], next_row[before.again] = redial.callers.at, redial.rows
    for outcome, which, failed_at in (
        (IF_LEFT, before.redials & ~before.call_back, before.gives_up_at),
        (IF_BUSY, before.redials, at),
        (IF_CLOSED, before.reopens_at != FOREVER, at),
    ):
        draft.follow(before.rows[which], outcome, next_row[which], (next_at - failed_at)[which])
