"""Journeys of callers: attempts until somebody picks up, and what those do whom nobody answers."""

import numpy as np

from sim.deadline import NEVER
from sim.deadline.instants.wall import HOUR_S, MINUTE_S
from sim.demand.contacts import Arrivals
from sim.demand.draft import Draft
from sim.demand.phone.attempts import Attempt, dial
from sim.demand.phone.callers import Switchboard, callers
from sim.demand.questions.asked import Asked, ask
from sim.demand.questions.replies import SPREAD
from sim.demand.work import IF_BUSY, IF_CLOSED, IF_LEFT
from sim.draws import lognormal
from sim.scenario.schema import Scenario
from sim.scenario.season import Season


def call_journeys(scenario: Scenario, season: Season, who: Arrivals) -> Draft:
    """Draw the journeys of customers who call."""
    draft = Draft()
    calling = callers(scenario, who, np.arange(len(who.at)), who.at)
    attempts = dial(Switchboard(scenario, season, draft), calling)
    _write_instead(scenario, draft, who, attempts)
    _find_it_closed(scenario, draft, who, attempts)
    return draft


def _write_instead(scenario: Scenario, draft: Draft, who: Arrivals, attempts: list[Attempt]) -> None:
    """Let some of those who do not redial write a mail; who asked for a call back waits for it."""
    share, wait_s = scenario.calls.mails_instead_share, scenario.calls.mails_instead_after_minutes * MINUTE_S
    write = [~one.redials & one.callers.who.some("mails instead", share, one.number) for one in attempts]
    rows, customer = _marked(attempts, write)
    mails = _questions(scenario, draft, who.only(customer), customer)
    waits = ~np.concatenate([one.call_back[which] for one, which in zip(attempts, write, strict=True)])
    draft.follow(rows[waits], IF_LEFT, mails[waits], wait_s)
    draft.follow(rows, IF_BUSY, mails, wait_s)


def _find_it_closed(scenario: Scenario, draft: Draft, who: Arrivals, attempts: list[Attempt]) -> None:
    """Let callers write when the phone is not offered, or turn to the marketplace; the rest give up."""
    rules, bol = scenario.calls, scenario.marketplace
    some = rules.closed_to_mail_share + rules.closed_to_marketplace_share
    if not some:
        return
    drawn = [one.callers.who.draw("phone closed", one.number) for one in attempts]
    rows, customer = _marked(attempts, [u < rules.closed_to_mail_share for u in drawn])
    mails = _questions(scenario, draft, who.only(customer), customer)
    draft.follow(rows, IF_CLOSED, mails, rules.mails_instead_after_minutes * MINUTE_S)
    rows, customer = _marked(attempts, [(u >= rules.closed_to_mail_share) & (u < some) for u in drawn])
    unsolved = ~who.only(customer).some("solved by bol", bol.solves_share)
    rows, customer = rows[unsolved], customer[unsolved]
    theirs = who.only(customer)
    forwarded = _questions(scenario, draft, theirs, customer, forwarded=True)
    wait_s = lognormal(theirs.draw("forwarded after"), bol.forwards_after_hours * HOUR_S, SPREAD)
    draft.follow(rows, IF_CLOSED, forwarded, wait_s)


def _marked(attempts: list[Attempt], marks: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """List the marked attempts of all numbers: their rows and their customers."""
    pairs = list(zip(attempts, marks, strict=True))
    rows = np.concatenate([one.rows[which] for one, which in pairs])
    return rows, np.concatenate([one.callers.customer[which] for one, which in pairs])


def _questions(
    scenario: Scenario, draft: Draft, who: Arrivals, customer: np.ndarray, forwarded: bool = False
) -> np.ndarray:
    """Add the questions that callers write, and return their rows."""
    never, by_bol = np.full(len(customer), NEVER), np.full(len(customer), forwarded)
    return ask(scenario, draft, Asked(who, customer, never, by_bol)).case
