"""Do this week: what the advised line asks to be arranged, the earliest first."""

from sim.experiments.helping.helps import Ladder
from sim.report.projection.advice.measures import arranged
from sim.report.texts.language import Language


def do_first(ladder: Ladder, say: Language) -> str:
    """Number the actions of the advised line with their dates; say where they are not enough, or none."""
    actions = "   ".join(f"{number} {one.text}" for number, one in enumerate(arranged(ladder, say), start=1))
    if ladder.enough:
        return actions or say("do.nothing")
    if not actions:
        return say("do.nothing_helps")
    return say("do.none_keeps", least=ladder.rungs[ladder.advised].risk, actions=actions)
