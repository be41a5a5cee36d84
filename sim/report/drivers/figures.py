"""Figures of a scenario as people say them: their names, and values with their units."""

from sim.report.texts.language import Language
from sim.scenario.fits.guesses import ALL_GUESSES

NAMED = {"contacts.questions_per_week": "why.figure.questions", "season_factor": "why.figure.season"}
TIMES = ("peaks", "season_factor")
SHARES = ("_share", "_chance", "really_at_work")
UNITS = {"minutes": "why.unit.minutes", "hours": "why.unit.hours", "s": "why.unit.seconds"}  # a word of a key


def figure_name(key: str, say: Language) -> str:
    """Name a figure in plain words; one that has none goes by its key in the file."""
    if key in NAMED:
        return say(NAMED[key])
    return say(f"guesses.{key}") if key in ALL_GUESSES else key


def value_text(key: str, value: float, say: Language) -> str:
    """Write a value of a figure with its unit: "1.68 times", "84%", "6.5 min"."""
    unit = _unit(key)
    bare = _bare(key, value, say)
    return bare if unit is None else say(unit, value=bare)


def range_text(key: str, low: float, high: float, say: Language) -> str:
    """Write two values with their unit: "1.68 to 2.02 times", "76% to 92%", "5.9 to 7.2 min"."""
    unit = _unit(key)
    bare = say.between(_bare(key, low, say), _bare(key, high, say))
    return bare if unit is None else say(unit, value=bare)


def _bare(key: str, value: float, say: Language) -> str:
    if key in TIMES:
        return say.number(value, 2)
    return f"{say.few(100 * value)}%" if key.endswith(SHARES) else say.few(value)


def _unit(key: str) -> str | None:
    """Find the text of a figure's unit; shares and plain numbers have none."""
    if key in TIMES:
        return "why.unit.times"
    if key.endswith(SHARES):
        return None
    return next((UNITS[word] for word in key.rpartition(".")[2].split("_") if word in UNITS), None)
