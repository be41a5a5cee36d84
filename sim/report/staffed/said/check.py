"""The check: how the plan did with customers whom the search never met, and why nothing cheaper is enough."""

from collections.abc import Sequence
from dataclasses import dataclass

from sim.experiments.plans.goal import Ask, Standard
from sim.experiments.search.advice import Advice
from sim.experiments.search.judging.certificate import Checked
from sim.norms.editions.edition import edition
from sim.report.counted import counted_as
from sim.report.staffed.said.risks import asked, likeliest, risk
from sim.report.staffed.words import beside, short
from sim.report.texts.language import Language

NAMED = 4  # cheaper plans, on the screen


@dataclass(frozen=True)
class Cheaper:
    """A plan that costs less, what it has less and more, and why it is not the one advised."""

    beside: str
    euro: str
    fails: str
    risk: str  # "" where its seasons missed nothing


def what_counts(advice: Advice, say: Language) -> str:
    """Say what is counted as missed, and what is not asked of staff."""
    certificate, scenario = advice.certificate, advice.choices.file.scenario
    standard = Standard(advice.wanted.goal, certificate.asks, certificate.endless)
    return counted_as(standard, scenario.weeks, edition(scenario.edition), say)


def checked(advice: Advice, say: Language) -> str:
    """Say how the plan did with customers whom the search never met, and that all chances are theirs."""
    certificate, best = advice.certificate, advice.certificate.best
    first, last = certificate.seasons[0], certificate.seasons[-1]
    worst = risk(advice, best, likeliest(advice, best), say)
    said = [say("staffed.checked", n=len(certificate.seasons), first=first, last=last, worst=worst)]
    said += more_than_asked(advice, say)
    said.append(say("staffed.search_met", last=len(advice.most.load) - 1))
    if advice.refused:
        plans = [short(advice.choices, plan, say) for plan in advice.refused]
        said.append(say("staffed.refused", plans=say.joined(plans)))
    return "; ".join(said)


def more_than_asked(advice: Advice, say: Language) -> list[str]:
    """Name what the plan misses more often than asked, beyond luck; nothing where there is none."""
    asks = advice.certificate.asks
    named = [asked(advice, asks[one], say) for one in advice.certificate.best.surely_missed(asks)]
    return [say("staffed.more_than_asked", what=say.joined(named))] if named else []


def cheaper(advice: Advice, say: Language) -> str:
    """Say why the cheaper plans beside it fail, those that come closest first."""
    found = cheaper_plans(advice, say)
    said = [_sentence(one, say) for one in found[:NAMED]]
    if len(found) > NAMED:
        said.append(say("staffed.cheaper.more", number=len(found) - NAMED))
    return "; ".join(said)


def _sentence(one: Cheaper, say: Language) -> str:
    plan = {"plan": one.beside, "price": one.euro, "fails": one.fails}
    if not one.risk:
        return say("staffed.cheaper.misses_nothing", **plan)
    return say("staffed.cheaper.one", risk=one.risk, **plan)


def cheaper_plans(advice: Advice, say: Language) -> list[Cheaper]:
    """Tell of every cheaper plan that was checked beside it, those that come closest first."""
    asks = advice.certificate.asks
    by_margin = sorted(advice.certificate.neighbours, key=lambda one: _margin(one, asks))
    return [_cheaper(advice, one, say) for one in by_margin]


def _cheaper(advice: Advice, one: Checked, say: Language) -> Cheaper:
    return Cheaper(
        beside=beside(advice.choices, advice.best, one.plan, say),
        euro=say.euro(one.cost),
        fails=say(f"staffed.fails.{_why(advice, one)}"),
        risk=risk(advice, one, one.worst(advice.certificate.asks), say) if one.misses.any() else "",
    )


def _why(advice: Advice, one: Checked) -> str:
    """Tell how sure it is that a plan fails, as the texts name it."""
    asks = advice.certificate.asks
    if one.surely_missed(asks):
        return "surely"
    worst = one.worst(asks)
    if asks[worst].fails(int(one.misses[:, worst].sum()), len(one.misses)):
        return "perhaps_by_luck"
    return "in_the_search" if advice.is_proven else "unknown"


def _margin(one: Checked, asks: Sequence[Ask]) -> float:
    worst = one.worst(asks)
    return one.above(worst, asks[worst])
