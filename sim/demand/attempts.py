"""Attempts of callers: each redial is a call attempt of its own, as the norm counts."""

from dataclasses import dataclass, replace

import numpy as np

from sim.deadline import NEVER
from sim.demand.contacts import Arrivals
from sim.demand.draft import ITSELF, Draft
from sim.demand.marks import HANGS_UP, TO_VOICEMAIL
from sim.demand.thread import MINUTE_S, handling_s, language_shift, survey_marks
from sim.demand.work import CALL, CALL_BACK, IF_BUSY, IF_LEFT, LOST_CALL, NOBODY
from sim.draws import lognormal
from sim.scenario.schema import Scenario

REDIAL_SPREAD = 0.8  # sigma of the lognormal delay of a redial; guess
HANGS_UP_AT_ONCE_S = 10


@dataclass(frozen=True)
class Callers:
    """Customers of a stream who call, and what each says of its call, whichever attempt succeeds."""

    who: Arrivals
    customer: np.ndarray  # int64[n], in the draft
    comes: np.ndarray  # int64[n], instant, or NEVER when another row sets the attempt off
    shift: np.ndarray  # int64[n], of the lines of the customer's language
    work: np.ndarray  # int64[n], seconds
    survey: np.ndarray  # float64[n, 2]
    about: np.ndarray  # int64[n], the question that they call about, or NOBODY

    def only(self, which: np.ndarray) -> "Callers":
        """Keep the marked callers (bool[n])."""
        kept = {name: column[which] for name, column in vars(self).items() if name != "who"}
        return Callers(self.who.only(which), **kept)

    @property
    def columns(self) -> dict[str, np.ndarray]:
        """What the rows of a draft share."""
        case = np.where(self.about == NOBODY, ITSELF, self.about)
        return {"work": self.work, "survey": self.survey, "about": self.about, "case": case}


@dataclass(frozen=True)
class Attempt:
    """The attempt of one number of all who make so many."""

    number: int  # from 0
    callers: Callers
    rows: np.ndarray  # int64[n], in the draft
    redials: np.ndarray  # bool[n], unless somebody picks up
    call_back: np.ndarray  # bool[n], asks for a call back when voicemail takes over


def callers(scenario: Scenario, who: Arrivals, customer: np.ndarray, comes: np.ndarray) -> Callers:
    """Draw what customers who call say."""
    work, rules = scenario.work, scenario.calls
    talk_s = handling_s(who.draw("handling"), work.minutes_per_call, work.call_spread)
    short = who.some("short call", rules.short_calls_share)
    return Callers(
        who=who,
        customer=customer,
        comes=comes,
        shift=language_shift(scenario, who),
        work=np.where(short, round(rules.short_calls_s), talk_s),
        survey=survey_marks(who, 0),
        about=np.full(len(comes), NOBODY),
    )


def dial(scenario: Scenario, draft: Draft, calling: Callers) -> list[Attempt]:
    """Add the attempts of callers, each set off by the one before when nobody picks up.

    A chain ends where its caller gives up, however long it is. The desk refuses attempts outside the hours
    of the phone and those that find all lines taken.
    """
    attempts = [_attempt(scenario, draft, calling, 0)]
    while attempts[-1].redials.any():
        again = attempts[-1].callers.only(attempts[-1].redials)
        again = replace(again, comes=np.full(len(again.comes), NEVER))
        attempts.append(_attempt(scenario, draft, again, len(attempts)))
        _set_off(scenario, draft, attempts[-2], attempts[-1])
    return attempts


def _attempt(scenario: Scenario, draft: Draft, calling: Callers, number: int) -> Attempt:
    """Add one attempt of each caller: does it hang up at once, how long does it wait, does it redial."""
    rules, who = scenario.calls, calling.who
    rings = scenario.work.rings_before_voicemail_s
    at_once = who.draw("hangs up at once", number) < rules.hangs_up_at_once_share
    u = who.draw("patience", number)
    weibull = rules.patience_scale_s * (-np.log1p(-u)) ** (1 / rules.patience_shape)
    patience = np.rint(np.minimum(np.where(at_once, u * HANGS_UP_AT_ONCE_S, weibull), rings)).astype(np.int64)
    voicemail = ~at_once & (patience == round(rings))
    rows = draft.add(
        calling.customer,
        comes=calling.comes,
        line=np.where(at_once, LOST_CALL, CALL) + calling.shift,
        patience=patience,
        gone=np.where(voicemail, TO_VOICEMAIL, HANGS_UP),
        **calling.columns,
    )
    call_back = voicemail & who.some("asks for a call back", rules.call_back_share, number)
    redials = who.draw("redials", number) < rules.redial_share
    attempt = Attempt(number, calling, rows, redials, call_back)
    _called_back(draft, attempt)
    return attempt


def _called_back(draft: Draft, attempt: Attempt) -> None:
    """Add a call to each customer who left word on the voicemail."""
    asking = attempt.callers.only(attempt.call_back)
    rows = draft.add(asking.customer, line=CALL_BACK + asking.shift, **asking.columns)
    draft.follow(attempt.rows[attempt.call_back], IF_LEFT, rows, 0)


def _set_off(scenario: Scenario, draft: Draft, before: Attempt, redial: Attempt) -> None:
    """Let failed attempts set off the next; who was promised a call back waits for it."""
    u = redial.callers.who.draw("redial delay", before.number)
    pause_s = lognormal(u, scenario.calls.redial_after_minutes * MINUTE_S, REDIAL_SPREAD)
    rows, waits = before.rows[before.redials], ~before.call_back[before.redials]
    draft.follow(rows[waits], IF_LEFT, redial.rows[waits], pause_s[waits])
    draft.follow(rows, IF_BUSY, redial.rows, pause_s)
