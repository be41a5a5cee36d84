"""How sure an advice is: what the search proved, by how many seasons, and what it rests on."""

import numpy as np

from sim.experiments.search.advice import Advice
from sim.report.texts.language import Language


def how_sure(advice: Advice, say: Language) -> str:
    """Say what the search proved, and by how many seasons."""
    made = say(
        "staffed.sure.made",
        plans=say("staffed.sure.plans", n=advice.plans),
        seasons=say("words.seasons", n=advice.spent),
    )
    said = _proven(advice, made, say) if advice.is_proven else _not_proven(advice, made, say)
    if advice.chosen is None:
        return said
    chosen = "staffed.sure.clearly" if advice.chosen.clear else "staffed.sure.not_clearly"
    return f"{said}; {say(chosen)}"


def _proven(advice: Advice, made: str, say: Language) -> str:
    return say("staffed.sure.proven", seasons=say("words.seasons", n=len(advice.most.load)), made=made)


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
        return say("staffed.assumed.held", n=rises.pairs)
    return say("staffed.assumed.broken", n=rises.pairs, worse=rises.worse, most=rises.most)
