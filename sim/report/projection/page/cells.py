"""A chance as a cell of a table: in figures, in a tint and in a word, so that no reader needs the colour."""

from dataclasses import dataclass

from sim.experiments.estimates.confidence import Chance
from sim.experiments.estimates.estimate import WeekOfNorm
from sim.report.projection.remarks.outlook import AT_RISK, COIN_TOSS, PROBABLE
from sim.report.texts.language import Language

WORDS = ((PROBABLE, "probable"), (COIN_TOSS, "toss"), (AT_RISK, "risk"))  # by the last part of their names
TINTS = (0.05, 0.2, 0.4, 0.6, 0.8)  # the least chance of each


@dataclass(frozen=True)
class Cell:
    """A chance in a table: as text, as a tint from 0 to 5, in a word when it is a risk, and its interval."""

    text: str
    tint: int = 0
    word: str = ""
    interval: str = ""


def cell(chance: Chance, say: Language) -> Cell:
    """Write a chance."""
    share = chance.share
    word = next((say(f"page.{name}") for least, name in WORDS if share >= least), "")
    return Cell(say.percent(share), sum(share >= least for least in TINTS), word, _interval(chance, say))


def missed(row: WeekOfNorm, nothing: str, say: Language) -> Cell:
    """Write the chance that a norm is missed, or that there is nothing to judge."""
    return Cell(nothing) if row.share is None else cell(row.missed, say)


def _interval(chance: Chance, say: Language) -> str:
    return f"{say.percent(chance.low).removesuffix('%')}–{say.percent(chance.high)}"
