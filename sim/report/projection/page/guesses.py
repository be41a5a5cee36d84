"""The figures that nobody measured at the shop: whose value was used, and what ten per cent more changes."""

import tomllib
from dataclasses import dataclass
from math import isfinite
from typing import Any

from sim.experiments.doubts import FIGURES, Weight
from sim.experiments.estimates.confidence import Difference
from sim.experiments.project import Projection
from sim.report.texts.language import Language


@dataclass(frozen=True)
class Change:
    """What a guess does to a figure of a season."""

    text: str
    interval: str
    beyond_chance: bool


@dataclass(frozen=True)
class Guess:
    """A figure that nobody measured at this shop, and what it weighs."""

    words: str
    key: str  # "work.really_at_work"
    value: str
    origin: str
    changes: list[Change]  # a figure each


def guesses(projection: Projection, say: Language) -> list[Guess]:
    """Tell of every guess, the heaviest first."""
    return [_guess(projection, weight, say) for weight in projection.weights]


def _guess(projection: Projection, weight: Weight, say: Language) -> Guess:
    given: Any = tomllib.loads(projection.file.text)
    value: Any = projection.shop.scenario
    for name in weight.key.split("."):
        value = getattr(value, name)
        given = given.get(name) if isinstance(given, dict) else None
    return Guess(
        words=say(f"guesses.{weight.key}"),
        key=weight.key,
        value=_written(value, say),
        origin=say("page.guesses.our_value") if given is None else say("page.guesses.your_file"),
        changes=[_change(getattr(weight, figure), figure in weight.moves, say) for figure in FIGURES],
    )


def _change(change: Difference, beyond_chance: bool, say: Language) -> Change:
    if isfinite(change.low):
        interval = say.between(say.signed(change.low), say.signed(change.high))
        return Change(say.signed(change.mean), interval, beyond_chance)
    if not change.mean:
        return Change("0", say("page.guesses.no_season_differs"), False)
    return Change(say.signed(change.mean), say("words.not_known"), False)


def _written(value: Any, say: Language) -> str:
    if isinstance(value, dict):
        return say("page.guesses.peaks", n=len(value))
    if isinstance(value, tuple):
        return " – ".join(say.plain(one) for one in value)
    return say.plain(value)
