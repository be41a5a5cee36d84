"""How sure an advice is: what the search proved, by how many seasons, and what it rests on."""

import numpy as np

from sim.experiments.estimates.confidence import Difference
from sim.experiments.search.advice import Advice
from sim.experiments.search.judging.choice import CARE, Chosen
from sim.experiments.search.levers import Choices
from sim.report.staffed.said.risks import out_of_reach_weeks
from sim.report.staffed.words import short
from sim.report.texts.language import Language


def how_sure(advice: Advice, say: Language) -> str:
    """Say what the search proved, and by how many seasons."""
    made = say(
        "staffed.sure.made",
        plans=say("staffed.sure.plans", n=advice.plans),
        seasons=say("words.seasons", n=advice.spent),
    )
    said = _proven(advice, made, say) if advice.is_proven else _not_proven(advice, made, say)
    return f"{said}; {_choice(advice.choices, advice.chosen, say)}" if advice.chosen else said


def _choice(choices: Choices, chosen: Chosen, say: Language) -> str:
    """Say how sure it is that no other plan of the same price has fewer bad seasons."""
    seasons = say("words.seasons", n=chosen.seasons)
    if chosen.choice.clear:
        told = {"plans": len(chosen.plans), "within": CARE.indifference}
        return say("staffed.sure.clear", seasons=seasons, **told)
    others = [_fewer(short(choices, plan, say), behind, say) for plan, behind in chosen.open.items()]
    return say("staffed.sure.open", seasons=seasons, others=say.joined(others))


def _fewer(plan: str, behind: Difference | None, say: Language) -> str:
    """Say that a plan may have fewer bad seasons, and how many at most."""
    if behind is None:
        return say("staffed.sure.unseen", plan=plan)
    return say("staffed.sure.behind", plan=plan, most=max(behind.high, 0.0))


def _proven(advice: Advice, made: str, say: Language) -> str:
    seasons = say("words.seasons", n=len(advice.most.load))
    closest = bool(out_of_reach_weeks(advice))
    return say("staffed.sure.closest" if closest else "staffed.sure.proven", seasons=seasons, made=made)


def _not_proven(advice: Advice, made: str, say: Language) -> str:
    """Say so, and between which prices there may be a cheaper plan."""
    told = {"cost": advice.choices.cost(advice.best), "made": made, "budget": f"{2 * advice.wanted.budget}"}
    if 0 < advice.bound < np.inf:
        return say("staffed.sure.between", bound=advice.bound, **told)
    return say("staffed.sure.any_below", **told)


def assumed(advice: Advice, say: Language) -> str:
    """Say what the search rests on, and whether the simulated plans agree."""
    rises = advice.rises
    if not rises.pairs:
        return say("staffed.assumed.untested")
    if not rises.worse:
        return say("staffed.assumed.held", outcomes=rises.outcomes)
    return say("staffed.assumed.broken", outcomes=rises.outcomes, worse=rises.worse)
