"""What a figure rests on, and why another cannot be told, in words."""

from sim.calibrate.fitted import Fact, Value
from sim.report.texts.language import ENGLISH, Language


def in_words(fact: Fact, say: Language) -> str:
    """Say a fact."""
    return say(f"fit.fact.{fact.name}", **{name: _said(name, value, say) for name, value in fact.values})


def in_english(fact: Fact) -> str:
    """Say a fact as files do, whatever the language of the screen."""
    return in_words(fact, ENGLISH)


def _said(name: str, value: Value, say: Language) -> Value:
    if isinstance(value, Fact):
        return in_words(value, say)
    return say(f"fit.what.{value}") if name == "what" else value
