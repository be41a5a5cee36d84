"""Do this week: what the advised line asks to be arranged, the earliest first."""

from sim.experiments.helping.helps import Ladder
from sim.report.projection.advice.measures import arranged
from sim.report.texts.language import Language


def do_first(ladder: Ladder, say: Language) -> str:
    """Number the actions of the advised line with their dates; or say that there is nothing to arrange."""
    actions = arranged(ladder, say)
    if not actions:
        return say("do.nothing") if ladder.enough else say("do.nothing_helps")
    return "   ".join(f"{number} {one.text}" for number, one in enumerate(actions, start=1))
