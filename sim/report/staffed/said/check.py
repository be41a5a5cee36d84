"""The check: how the plan did with customers whom the search never met, and why nothing cheaper is enough."""

from collections.abc import Sequence
from dataclasses import dataclass

from sim.experiments.plans.goal import Ask, Standard
from sim.experiments.search.advice import Advice
from sim.experiments.search.adviser import LONGEST
from sim.experiments.search.judging.certificate import Checked
from sim.norms.editions.edition import edition
from sim.report.counted import counted_as
from sim.report.staffed.said.risks import asked, interval, likeliest, risk
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
    said.append(verdict(advice, say))
    said.append(say("staffed.search_met", last=len(advice.most.load) - 1))
    if advice.refused:
        plans = [short(advice.choices, plan, say) for plan in advice.refused]
        said.append(say("staffed.refused", plans=say.joined(plans)))
    return "; ".join(said)


def verdict(advice: Advice, say: Language) -> str:
    """Say whether it is clear that the plan keeps what is asked, and if not, what ended the check."""
    asks, best = advice.certificate.asks, advice.certificate.best
    if missed := best.surely_missed(asks):
        return say(
            "staffed.more_than_asked", what=say.joined([asked(advice, asks[one], say) for one in missed])
        )
    if doubtful := best.doubtful(asks):
        return _not_clear(advice, doubtful, say)
    return say("staffed.kept")


def _not_clear(advice: Advice, doubtful: Sequence[int], say: Language) -> str:
    """Name what may be missed more often than asked: the likeliest, and how many others."""
    certificate, best = advice.certificate, advice.certificate.best
    place = max(doubtful, key=lambda one: best.above(one, certificate.asks[one]))
    ask = certificate.asks[place]
    most = ask.floor + ask.allowed  # more than the risk where staff cannot bring it lower
    told = {"what": asked(advice, ask, say), "chance": interval(best.risk_of(place), say), "most": most}
    bound = "in_reach" if say.asked(most) != say.asked(ask.risk) else "asked"
    others = [say("staffed.so_may", n=len(doubtful) - 1)] if len(doubtful) > 1 else []
    return "".join([say(f"staffed.not_clear.{bound}", **told), *others, f"; {_end(advice, say)}"])


def _end(advice: Advice, say: Language) -> str:
    """Say what ended a check that was not clear, and what goes on."""
    seasons = len(advice.certificate.seasons)
    if 2 * seasons > LONGEST:
        return say("staffed.end.longest", n=seasons, most=LONGEST)
    if advice.keeps and not advice.is_proven:
        return say("staffed.end.search")
    return say("staffed.end.budget", budget=f"{2 * advice.wanted.budget}")


def cheaper(advice: Advice, say: Language) -> str:
    """Say why the cheaper plans beside it fail, those that come closest first."""
    found = cheaper_plans(advice, say)
    said = [_sentence(one, say) for one in found[:NAMED]]
    if len(found) > NAMED:
        said.append(say("staffed.cheaper.more", number=len(found) - NAMED))
    return "; ".join([*said, *beside_in(advice, say)])


def beside_in(advice: Advice, say: Language) -> list[str]:
    """Say which seasons the cheaper plans met, if there were more."""
    certificate = advice.certificate
    met = {len(one.misses) for one in certificate.neighbours} - {len(certificate.seasons)}
    return [say("staffed.cheaper.first", n=number) for number in met]


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
