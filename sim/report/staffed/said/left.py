"""What an advice leaves: what nobody tried, what is out of reach, and what becomes of the mail."""

from dataclasses import dataclass

import numpy as np

from sim.deadline.instants.wall import HOUR_S
from sim.experiments.estimates.confidence import chance
from sim.experiments.helping.tracks import USUAL_ORDER
from sim.experiments.plans.goal import Ask, in_weeks
from sim.experiments.plans.targets import missed
from sim.experiments.search.advice import Advice
from sim.experiments.seasons.replicate import OFFERED_S, ON_DUTY_S
from sim.report.staffed.said.risks import asked, chances, interval
from sim.report.staffed.said.risks import in_weeks as said_of_weeks
from sim.report.staffed.words import order_in_words, short
from sim.report.texts.language import Language


def not_tried(advice: Advice, say: Language) -> str:
    """Name what the search could not choose: an order of work that is not offered, measures that clash."""
    if advice.keeps and advice.best == advice.choices.nothing:
        return ""
    return "; ".join(filter(None, [_order_not_offered(advice, say), _measures_left_out(advice, say)]))


def _order_not_offered(advice: Advice, say: Language) -> str:
    """Name the order of work that `normsim run` offers unasked."""
    choices = advice.choices
    if choices.file.scenario.may_change.order or USUAL_ORDER in choices.orders:
        return ""
    return say(
        "staffed.not_tried.order", order=order_in_words(USUAL_ORDER, say), key=f'order = ["{USUAL_ORDER}"]'
    )


def _measures_left_out(advice: Advice, say: Language) -> str:
    names = advice.choices.left_out
    return say("staffed.not_tried.measures", names=say.joined(names)) if names else ""


@dataclass(frozen=True)
class Beyond:
    """Something asked that all that may change cannot bring."""

    what: str
    left: str  # the share of seasons that still miss it
    hours: float  # more of work than of people at the desk, in the seasons that miss it


def beyond_reach(advice: Advice, say: Language) -> list[Beyond]:
    """List what all that may change cannot bring, and how many hours are missing."""
    return [
        Beyond(asked(advice, ask, say), say.percent(ask.reached), _hours_short(advice, ask))
        for ask in advice.certificate.asks
        if ask.reached is not None
    ]


def out_of_reach(advice: Advice, say: Language) -> str:
    """Say in one line what all that may change cannot bring."""
    found = beyond_reach(advice, say)
    if not found:
        return ""
    named = [
        f"{one.what} {one.left}" + (say("staffed.beyond.short", hours=one.hours) if one.hours >= 1 else "")
        for one in found
    ]
    said = say("staffed.beyond.said", everything=everything(advice), named=", ".join(named))
    return f"{said}; {say('staffed.beyond.hours')}" if any(one.hours >= 1 for one in found) else said


def everything(advice: Advice) -> float:
    """Return what all that may change costs in euro."""
    return advice.choices.cost(advice.choices.most)


def _hours_short(advice: Advice, ask: Ask) -> float:
    bad = in_weeks(ask, advice.most, ask.watched).any(axis=1)
    load = advice.most.load[bad][:, list(ask.weeks)].sum(axis=1) / HOUR_S
    return float((load[:, OFFERED_S] - load[:, ON_DUTY_S]).mean()) if len(load) else 0.0


def mail(advice: Advice, say: Language) -> str:
    """Say what becomes of the mail where it is not a target, and what it would cost to keep it away too."""
    more = advice.with_mail
    if more is None:
        return ""
    cost = _price_of_no_mail(more, advice.wanted.goal.risk, say)
    return say("staffed.mail.still", left=_mail_left(advice, say), cost=cost)


def _price_of_no_mail(more: Advice, risk: float, say: Language) -> str:
    told = {
        "plan": short(more.choices, more.best, say),
        "price": more.choices.cost(more.best),
        "left": _mail_left(more, say),
        "risk": risk,
    }
    if any(ask.reached is not None for ask in more.certificate.asks):
        return say("staffed.mail.out_of_reach", **told)
    if not more.keeps:
        return say("staffed.mail.no_plan", **told)
    return say("staffed.mail.costs" if more.is_proven else "staffed.mail.costs_so_far", **told)


def _mail_left(advice: Advice, say: Language) -> str:
    """Write how often mails come under a plan: in the worst week, or in a season."""
    best = advice.certificate.best
    if advice.wanted.goal.over == "season":
        a_season = chance(np.asarray(missed(best.counts, "mail").any(axis=1)), best.together)
        return say("staffed.mail.of_seasons", chance=interval(a_season, say))
    weeks = chances(best, "mail")
    worst = max(range(len(weeks)), key=lambda place: weeks[place].share)
    return said_of_weeks(interval(weeks[worst], say), advice, [worst], say)
