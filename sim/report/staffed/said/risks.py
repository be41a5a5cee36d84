"""Chances of an advice in words: of a week, with its range, and of what is asked."""

from collections.abc import Sequence

from sim.experiments.estimates.confidence import Chance, chance
from sim.experiments.plans.goal import Ask
from sim.experiments.plans.targets import Target, missed
from sim.experiments.search.advice import Advice
from sim.experiments.search.judging.certificate import Checked
from sim.report.counted import either
from sim.report.texts.language import Language
from sim.report.words import weeks_in_words


def chances(one: Checked, target: Target) -> list[Chance]:
    """Estimate how often each week misses a target under a plan."""
    return [chance(week, one.together) for week in missed(one.counts, target).T]


def cell(one: Chance, say: Language) -> str:
    """Write a chance and its range for a table: "46% (39-53)"."""
    low, high = (say.percent(end).removesuffix("%") for end in (one.low, one.high))
    return f"{say.percent(one.share)} ({low}-{high})"


def interval(one: Chance, say: Language) -> str:
    """Write a chance and its range for a sentence: "46% (39% to 53%)"."""
    return f"{say.percent(one.share)} ({say.between(say.percent(one.low), say.percent(one.high))})"


def risk(advice: Advice, one: Checked, place: int, say: Language) -> str:
    """Write the chance that something asked is missed under a plan, counted beside endless staff."""
    ask = advice.certificate.asks[place]
    told = {"what": asked(advice, ask, say), "chance": interval(one.risk_of(place), say)}
    floor = float(one.floor[:, place].mean())
    text = "risk_and_floor" if floor else "risk_of_spared" if ask.spared else "risk"
    return say(f"staffed.{text}", floor=floor, **told)


def likeliest(advice: Advice, one: Checked) -> int:
    """Return the place of what is missed in most seasons under a plan."""
    return max(range(len(advice.certificate.asks)), key=lambda place: one.risk_of(place).share)


def out_of_reach_weeks(advice: Advice) -> list[int]:
    """List the weeks, by Monday, in which nothing that may change is enough."""
    weeks, asks = advice.choices.file.scenario.weeks, advice.certificate.asks
    return [weeks[place] for ask in asks if ask.reached is not None for place in ask.weeks]


def asked(advice: Advice, ask: Ask, say: Language) -> str:
    """Name what is asked: "answers or phone in week 50"."""
    what = either([say(f"staffed.asked.{target}") for target in ask.watched], say)
    if len(ask.weeks) > 1 or advice.wanted.goal.over == "season":
        return say("staffed.asked.season", what=what)
    return in_weeks(what, advice, ask.weeks, say)


def in_weeks(what: str, advice: Advice, places: Sequence[int], say: Language) -> str:
    """Say in which weeks of the season something happens."""
    weeks = advice.choices.file.scenario.weeks
    return say("counted.where", what=what, weeks=weeks_in_words([weeks[one] for one in places], weeks, say))
