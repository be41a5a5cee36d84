"""What helps: one row a measure, each adding to the one above, the advised line marked."""

from collections.abc import Iterator

from sim.experiments.helping.helps import Ladder, Rung
from sim.norms.editions.edition import edition
from sim.report.counted import counted_as
from sim.report.projection.advice.measures import added
from sim.report.texts.language import Language
from sim.report.words import cut

HEAD = "{:<47}{:>11}{:>7}{:>12}{:>14}{:>14}"
ROW = " {:<46}{:>11}{:>7}{:>12}{:>14}{:>14}"
MEASURE = 45  # letters that a row has for its measure


def helps(ladder: Ladder, say: Language) -> Iterator[str]:
    """Write the table."""
    shop = ladder.rungs[0].outcome.plan.shop
    level = float(edition(shop.scenario.edition).response.min_share)
    heads = [
        say("helps.cost"),
        say("helps.mails"),
        say("helps.weeks", level=level),
        say("helps.none_below", level=level),
        say("helps.oldest"),
    ]
    seasons = len(ladder.rungs[0].outcome.seasons.verdicts)
    yield HEAD.format(say("helps.head", n=seasons), *heads)
    for place, rung in enumerate(ladder.rungs):
        mark = say("helps.advice") if place == ladder.advised else ""
        said = cut(measure(rung, ladder, say), MEASURE)
        yield f"{ROW.format(said, *figures(rung, say))}  {mark}".rstrip()


def counted(ladder: Ladder, say: Language) -> str:
    """Say what the advised line is held to."""
    shop = ladder.rungs[0].outcome.plan.shop
    return counted_as(ladder.standard, shop.season.weeks, edition(shop.scenario.edition), say)


def measure(rung: Rung, ladder: Ladder, say: Language) -> str:
    """Say what a line adds; the first one is nothing."""
    if not rung.track:
        return say("helps.nothing")
    return f"+ {added(rung, ladder.rungs[0].outcome.plan.file.scenario.may_change, say)}"


def figures(rung: Rung, say: Language) -> tuple[str, ...]:
    """Write what a line comes to: cost, mails, weeks below the norm, no such week, longest wait."""
    outcome = rung.outcome
    return (
        say.euro(rung.extra_euro) if rung.track else "0",
        say.tenths(outcome.mean("mails")),
        say.tenths(outcome.mean("weeks_below")),
        say.percent(1 - outcome.chance("below").share),
        say("helps.hours", number=outcome.oldest_h[1]),
    )
