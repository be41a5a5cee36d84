"""What speaks for the advice and what it leaves: the check, cheaper plans, what is not asked, how sure."""

from collections.abc import Sequence

import numpy as np

from sim.deadline.instants.wall import HOUR_S
from sim.experiments.estimates.confidence import Chance, Difference, chance
from sim.experiments.helping.tracks import USUAL_ORDER
from sim.experiments.plans.goal import Ask, Standard, in_weeks
from sim.experiments.plans.targets import Target, missed
from sim.experiments.search.advice import Advice
from sim.experiments.search.judging.certificate import Checked
from sim.experiments.search.judging.choice import CARE, Chosen
from sim.experiments.search.levers import Choices, Plan
from sim.experiments.seasons.replicate import OFFERED_S, ON_DUTY_S, Counts
from sim.norms.editions.edition import edition
from sim.report.counted import counted_as, either
from sim.report.staffed.words import beside, short
from sim.report.texts.language import ENGLISH as SAY
from sim.report.words import counted, weeks_in_words

NAMED = 4  # cheaper plans
NAMES: dict[Target, str] = {"response": "answers", "phone": "phone", "mail": "mail", "strike": "strike"}


def what_counts(advice: Advice) -> str:
    """Say what is counted as missed, and what is not asked of staff."""
    certificate, scenario = advice.certificate, advice.choices.file.scenario
    standard = Standard(advice.wanted.goal, certificate.asks, certificate.endless)
    return counted_as(standard, scenario.weeks, edition(scenario.edition), SAY)


def checked(advice: Advice) -> str:
    """Say how the plan did with customers whom the search never met, and that all chances are theirs."""
    certificate, asks = advice.certificate, advice.certificate.asks
    first, last = certificate.seasons[0], certificate.seasons[-1]
    worst = certificate.best.worst(asks)
    seasons = counted(len(certificate.seasons), "season")
    said = (
        f"every chance here, with the range that is 95% sure, is of {seasons} of "
        f"other customers than those of the search (replications {first:,} to {last:,}): at worst "
        f"{_risk(advice, certificate.best, worst)}"
    )
    beyond = [_asked(advice, asks[one]) for one in certificate.best.surely_missed(asks)]
    if beyond:
        said += f"; MORE than asked, beyond luck, in {SAY.joined(beyond)}"
    said += (
        f"; normsim run meets the customers of the search (0 to {len(advice.most.load) - 1}), with other luck"
    )
    refused = [short(advice.choices, plan) for plan in advice.refused]
    return f"{said}; before it other customers refused {SAY.joined(refused)}" if refused else said


def _risk(advice: Advice, one: Checked, place: int) -> str:
    """Write the chance that something asked is missed under a plan, and what endless staff misses of it."""
    ask = advice.certificate.asks[place]
    floor = f", of which endless staff {SAY.percent(ask.floor)}" if ask.floor else ""
    return f"{_asked(advice, ask)} {_interval(one.risk_of(place, ask))}{floor}"


def cheaper(advice: Advice) -> str:
    """Say why the cheaper plans beside it fail, those that come closest first."""
    asks = advice.certificate.asks
    by_margin = sorted(advice.certificate.neighbours, key=lambda one: _margin(one, asks))
    said = [_neighbour(advice, one) for one in by_margin[:NAMED]]
    if len(by_margin) > NAMED:
        said.append(f"{len(by_margin) - NAMED} more in certificate.json")
    return "; ".join(said)


def _margin(one: Checked, asks: Sequence[Ask]) -> float:
    worst = one.worst(asks)
    return one.above(worst, asks[worst])


def _neighbour(advice: Advice, one: Checked) -> str:
    asks = advice.certificate.asks
    worst = one.worst(asks)
    named = f"{beside(advice.choices, advice.best, one.plan)} ({SAY.euro(one.cost)})"
    if one.surely_missed(asks):
        return f"{named} misses {_risk(advice, one, worst)}"
    if asks[worst].fails(int(one.misses[:, worst].sum()), len(one.misses)):
        return f"{named} misses {_risk(advice, one, worst)}, which luck alone may do"
    before = "failed in the search and here only comes close" if advice.is_proven else "may be enough"
    if not one.misses.any():
        return f"{named} {before}: these seasons miss nothing"
    return f"{named} {before}: {_risk(advice, one, worst)}"


def not_tried(advice: Advice) -> str:
    """Name what the search could not choose: an order of work that is not offered, measures that clash."""
    if advice.keeps and advice.best == advice.choices.nothing:
        return ""
    return "; ".join(filter(None, [_order_not_offered(advice), _measures_left_out(advice)]))


def _order_not_offered(advice: Advice) -> str:
    """Name the order of work that `normsim run` offers unasked."""
    choices = advice.choices
    if choices.file.scenario.may_change.order or USUAL_ORDER in choices.orders:
        return ""
    return (
        f"another order of work: normsim run tries {USUAL_ORDER} unasked, and may advise less; "
        f'order = ["{USUAL_ORDER}"] in [may_change] lets this search choose it, for {SAY.euro(0)}'
    )


def _measures_left_out(advice: Advice) -> str:
    names = advice.choices.left_out
    if not names:
        return ""
    why = "as they clash with another lever, or save money by themselves"
    return f"{SAY.joined(names)}, {why}; normsim compare --measures tries each alone"


def out_of_reach(advice: Advice) -> str:
    """Name what all that may change cannot bring, and how many hours are missing."""
    beyond = [ask for ask in advice.certificate.asks if ask.reached is not None]
    return "; ".join(
        f"{_asked(advice, ask)}: all that may change ({_everything(advice)}) leaves "
        f"{SAY.percent(ask.reached or 0)}{_short_hours(advice, ask)}"
        for ask in beyond
    )


def _everything(advice: Advice) -> str:
    return SAY.euro(advice.choices.cost(advice.choices.most))


def _short_hours(advice: Advice, ask: Ask) -> str:
    """Say how much more work comes than hours are staffed, in the seasons that miss it."""
    bad = in_weeks(ask, advice.most, ask.watched).any(axis=1)
    load = advice.most.load[bad][:, list(ask.weeks)].sum(axis=1) / HOUR_S
    lacking = float((load[:, OFFERED_S] - load[:, ON_DUTY_S]).mean()) if len(load) else 0.0
    return (
        f", {lacking:,.0f} hours of work more than people at the desk in those seasons"
        if lacking >= 1
        else ""
    )


def mail(advice: Advice) -> str:
    """Say what becomes of the mail where it is not a target, and what it would cost to keep it away too."""
    more = advice.with_mail
    if more is None:
        return ""
    risk = SAY.percent(advice.wanted.goal.risk)
    return f"still {_mail_left(advice)}; {_price_of_no_mail(more, risk)}"


def _price_of_no_mail(more: Advice, risk: str) -> str:
    plan, price = short(more.choices, more.best), SAY.euro(more.choices.cost(more.best))
    if any(ask.reached is not None for ask in more.certificate.asks):
        return f"{risk} is out of reach: {plan} for {price} leaves {_mail_left(more)}"
    if not more.keeps:
        everything = f"all that may change, {price}, leaves {_mail_left(more)}"
        return f"no plan was found that brings it to {risk}: {everything}"
    found = "" if more.is_proven else ", the cheapest found within the budget"
    return f"to bring it to {risk} costs {price}{found}: {plan}, which leaves {_mail_left(more)}"


def _mail_left(advice: Advice) -> str:
    """Write how often mails come under a plan: in the worst week, or in a season."""
    counts = advice.certificate.best.counts
    if advice.wanted.goal.over == "season":
        return f"{_interval(chance(np.asarray(missed(counts, 'mail').any(axis=1))))} of seasons"
    weeks = chances(counts, "mail")
    worst = max(range(len(weeks)), key=lambda place: weeks[place].share)
    return f"{_interval(weeks[worst])} in {_week_words(advice, [worst])}"


def how_sure(advice: Advice) -> str:
    """Say what the search proved, and by how many seasons."""
    made = f"{counted(advice.plans, 'plan')} in {counted(advice.spent, 'season')}"
    if advice.is_proven:
        seasons = counted(len(advice.most.load), "season")
        said = f"no cheaper plan keeps it in the {seasons} of the search; {made} were enough to see it"
    else:
        said = (
            f"NOT proven to be the cheapest: {_open_still(advice)}; the budget ended the search after {made}"
        )
        said += f", --budget {2 * advice.wanted.budget} goes on"
    return f"{said}; {_choice(advice.choices, advice.chosen)}" if advice.chosen else said


def _choice(choices: Choices, chosen: Chosen) -> str:
    """Say how sure it is that no other plan of the same price has fewer bad seasons."""
    within = SAY.percent(CARE.indifference)
    if chosen.choice.clear:
        return (
            f"of {len(chosen.plans)} plans at this price it has the fewest bad seasons, or at most {within} "
            f"more, at a chance of 95% (Kim and Nelson; {counted(chosen.seasons, 'other season')})"
        )
    others = [_no_better(choices, plan, behind) for plan, behind in chosen.open.items()]
    seasons = counted(chosen.seasons, "other season")
    return f"at this price, after {seasons} of each, the budget left open whether {SAY.joined(others)}"


def _no_better(choices: Choices, plan: Plan, behind: Difference | None) -> str:
    named = f"{short(choices, plan)} has fewer bad seasons"
    return named if behind is None else f"{named}, by {SAY.percent(max(behind.high, 0.0))} at most"


def _open_still(advice: Advice) -> str:
    """Say between which prices there may be a cheaper plan."""
    cost = advice.choices.cost(advice.best)
    if 0 < advice.bound < np.inf:
        return (
            f"a plan for {SAY.between(SAY.euro(advice.bound), SAY.euro(cost))} may be enough, none for less"
        )
    return f"any plan below {SAY.euro(cost)} may be enough"


def assumed(advice: Advice) -> str:
    """Say what the search rests on, and whether the simulated plans agree."""
    rises = advice.rises
    said = "more of a lever is never worse"
    if not rises.pairs:
        return said
    pairs = counted(rises.pairs, "pair")
    if not rises.worse:
        return f"{said}: so it was in all {pairs} of plans of which one has more"
    most = SAY.percent(rises.most)
    return f"{said}: in {rises.worse} of {pairs} of plans more missed up to {most} of seasons more"


def _asked(advice: Advice, ask: Ask) -> str:
    what = either([NAMES[target] for target in ask.watched], SAY)
    if len(ask.weeks) > 1 or advice.wanted.goal.over == "season":
        return f"{what} in the season"
    return f"{what} in {_week_words(advice, ask.weeks)}"


def weeks_of(advice: Advice) -> tuple[int, ...]:
    """Return the Mondays of the season."""
    return advice.choices.file.scenario.weeks


def _week_words(advice: Advice, places: Sequence[int]) -> str:
    weeks = weeks_of(advice)
    return weeks_in_words([weeks[place] for place in places], weeks, SAY)


def chances(counts: Counts, target: Target) -> list[Chance]:
    """Estimate how often each week misses a target."""
    return [chance(week) for week in missed(counts, target).T]


def cell(one: Chance) -> str:
    """Write a chance and its range for a table: "46% (39-53)"."""
    low, high = (SAY.percent(end).removesuffix("%") for end in (one.low, one.high))
    return f"{SAY.percent(one.share)} ({low}-{high})"


def _interval(one: Chance) -> str:
    return f"{SAY.percent(one.share)} ({SAY.between(SAY.percent(one.low), SAY.percent(one.high))})"
