"""Which hours are worth most, as the page of a run says it beside the heat map."""

from dataclasses import dataclass

from sim.experiments.drivers.hours import Hours
from sim.report.drivers.screen import block_told
from sim.report.texts.language import Language


@dataclass(frozen=True)
class HoursTold:
    """The blocks of hours that spare most for a euro, each in words; none stands out where there is none."""

    seasons: str
    best: tuple[str, ...]


def hours_told(hours: Hours, say: Language) -> HoursTold:
    """Tell of the best blocks."""
    best = tuple(block_told(block, say("why.answers"), say) for block in hours.best())
    return HoursTold(say("words.seasons", n=hours.seasons), best)
