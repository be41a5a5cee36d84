"""Chances as cells of a table, and every week's before and after a plan.

A cell says a chance in figures, in a tint and in a word, so that no reader needs the colour.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sim.experiments.estimates.confidence import Chance
from sim.experiments.estimates.estimate import WeekOfNorm
from sim.experiments.plans.targets import Target
from sim.norms.editions.edition import Edition
from sim.report.projection.remarks.outlook import AT_RISK, COIN_TOSS, PROBABLE
from sim.report.texts.language import Language
from sim.report.words import week_code, week_name

WORDS = ((PROBABLE, "probable"), (COIN_TOSS, "toss"), (AT_RISK, "risk"))  # by the last part of their names
TINTS = (0.05, 0.2, 0.4, 0.6, 0.8)  # the least chance of each


@dataclass(frozen=True)
class Cell:
    """A chance in a table: as text, as a tint from 0 to 5, in a word when it is a risk, and its interval."""

    text: str
    tint: int = 0
    word: str = ""
    interval: str = ""


@dataclass(frozen=True)
class Compared:
    """A target: how its chances are headed, and those of each week, as it is and maybe under a plan."""

    head: str
    plans: Sequence[Sequence[Chance]]


@dataclass(frozen=True)
class Before:
    """A week as it is, and maybe under a plan."""

    label: str
    name: str
    cells: tuple[Cell, ...]  # of each target in turn


@dataclass(frozen=True)
class BeforeAfter:
    """Every week as it is, and maybe under a plan."""

    caption: str
    heads: list[str]
    plans: list[str]  # under each head
    weeks: list[Before]


def before_after(
    targets: Sequence[Compared], season: Sequence[int], seasons: int, say: Language
) -> BeforeAfter:
    """Put the chances of each week of a season, given by its Mondays, side by side."""
    weeks = [
        Before(
            week_code(monday, season),
            week_name(monday, say),
            tuple(cell(plan[place], say) for one in targets for plan in one.plans),
        )
        for place, monday in enumerate(season)
    ]
    both = len(targets[0].plans) > 1
    caption = say(
        "page.plan.before_after" if both else "page.plan.before", seasons=say("words.seasons", n=seasons)
    )
    plans = [say("page.plan.now"), *([say("page.plan.then")] if both else [])]
    return BeforeAfter(caption, [one.head for one in targets], plans, weeks)


def head(target: Target, norms: Edition, say: Language) -> str:
    """Head the chances that a target is missed: "Answers below 90%"."""
    match target:
        case "response" | "phone":
            level = 100 * float(getattr(norms, target).min_share)
            failing = say("norms.below", level=f"{say.plain(round(level, 1))}%")
            return say("page.weeks.answers" if target == "response" else "page.phone", failing=failing)
        case "mail":
            return say("page.weeks.mail")
        case "strike":
            return say("page.strikes.chance")


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
