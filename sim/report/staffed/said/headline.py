"""The first sentence: what a plan is for, what it costs, and how sure it is that nothing cheaper does."""

from sim.experiments.plans.targets import Target
from sim.experiments.search.advice import Advice
from sim.experiments.search.levers import pay_of
from sim.norms.editions.edition import edition
from sim.report.staffed.said.risks import out_of_reach_weeks
from sim.report.texts.language import Language
from sim.report.words import weeks_in_words


def headline(advice: Advice, say: Language) -> str:
    """Say what the plan is for and what it costs."""
    prices = {
        "wanted": _wanted(advice, say),
        "cost": advice.choices.cost(advice.best),
        "now": pay_of(advice.choices.file.scenario),
    }
    if not advice.keeps:
        return say("staffed.headline.none", **prices)
    changes = advice.best != advice.choices.nothing
    if beyond := out_of_reach_weeks(advice):
        weeks = weeks_in_words(beyond, advice.choices.file.scenario.weeks, say)
        closest = "staffed.headline.as_close" if changes else "staffed.headline.nothing_helps"
        told = say("staffed.headline.beyond", n=len(beyond), weeks=weeks, **prices)
        return f"{told} {say(closest, **prices)}"
    if not changes:
        return say("staffed.headline.nothing", **prices)
    if not prices["cost"]:
        return say("staffed.headline.free", **prices)
    return say("staffed.headline.cheapest" if advice.is_proven else "staffed.headline.so_far", **prices)


def _wanted(advice: Advice, say: Language) -> str:
    """Say what is to be kept, how surely, and where that is not asked of staff."""
    goal = advice.wanted.goal
    targets = say.joined([_target(advice, target, say) for target in goal.targets])
    spared = any(ask.spared for ask in advice.certificate.asks)
    where = say("staffed.wanted.where_staff_helps") if spared else ""
    return say(f"staffed.wanted.{goal.over}", targets=targets, risk=goal.risk, where=where)


def _target(advice: Advice, target: Target, say: Language) -> str:
    norms = edition(advice.choices.file.scenario.edition)
    level = float(getattr(norms, target).min_share) if target in ("response", "phone") else 0.0
    return say(f"staffed.target.{target}", level=level)
