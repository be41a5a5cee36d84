"""How exact the chances of a run are, and whether they are as exact as was asked."""

from dataclasses import asdict

import numpy as np

from sim.experiments.estimates.confidence import chance
from sim.experiments.estimates.precision import Until, Watched, watched
from sim.experiments.project import Projection
from sim.report.texts.language import Language
from sim.report.words import week_number


def chances(projection: Projection, say: Language) -> str:
    """Say how exact a chance is that was counted in so many seasons."""
    settings = projection.settings
    n, looks = settings.replications, len(settings.looks)
    half, never = (chance(np.arange(n) < happened, looks) for happened in ((n + 1) // 2, 0))
    counting = say("chances.counted", seasons=say("words.seasons", n=n), never=never.high, **asdict(half))
    reached = [] if settings.until is None else [_reached(projection, settings.until, say)]
    ranges = len(projection.shop.scenario.uncertain)
    drawn = [say("chances.uncertain", n=ranges)] if ranges else []
    return "; ".join([counting, *reached, *drawn, say("chances.guessed")])


def _reached(projection: Projection, until: Until, say: Language) -> str:
    """Say whether every chance in the table is known as was asked, or which one least of all."""
    seen = list(watched(projection.weekly))
    short = [one for one in seen if not until.fits(one.chance)]
    if not short:
        return say("chances.reached", wanted=_wanted(until, say))
    widest = max(short, key=_width)
    not_yet = say(
        "chances.not_reached",
        n=len(short),
        of=len(seen),
        wanted=_wanted(until, say),
        most=until.most,
        week=week_number(widest.week, projection.shop.season.weeks),
        what=say(f"chances.{widest.what}"),
        low=widest.chance.low,
        high=widest.chance.high,
    )
    return not_yet + _would_take(until, widest, say)


def _wanted(until: Until, say: Language) -> str:
    width = [] if until.width is None else [say("chances.width", points=100 * until.width)]
    side = [] if until.risk is None else [say("chances.side", risk=100 * until.risk)]
    return say.joined(width + side)


def _would_take(until: Until, widest: Watched, say: Language) -> str:
    """Estimate how many seasons a width takes: a width shrinks with their root."""
    if until.width is None:
        return ""
    seasons = until.most * (_width(widest) / until.width) ** 2
    return say("chances.would_take", seasons=float(f"{seasons:.1g}"))


def _width(one: Watched) -> float:
    return one.chance.high - one.chance.low
