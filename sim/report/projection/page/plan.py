"""The advised plan on the page: what to arrange, what it costs, and every week before and after."""

from collections.abc import Iterator
from dataclasses import dataclass

from sim.experiments.helping.helps import Ladder
from sim.experiments.project import Projection
from sim.experiments.seasons.shop import Shop
from sim.norms.editions.edition import edition
from sim.report.projection.advice.helps import figures, measure
from sim.report.projection.advice.measures import arranged
from sim.report.projection.advice.unsolved import not_solved
from sim.report.projection.page.cells import Cell, cell
from sim.report.projection.remarks.outlook import of_norm
from sim.report.texts.language import Language
from sim.report.words import week_code, week_name


@dataclass(frozen=True)
class Step:
    """A line of the ladder."""

    measure: str
    figures: tuple[str, ...]
    advised: bool


@dataclass(frozen=True)
class Before:
    """A week as it is and under the advised plan."""

    label: str
    name: str
    pairs: tuple[tuple[Cell, Cell], ...]  # answers, mail where the edition has one, phone


@dataclass(frozen=True)
class Advised:
    """The advised plan."""

    actions: list[str]
    extra: str  # euro
    enough: bool
    seasons: str
    steps: list[Step]
    weeks: list[Before]
    left: str


def advised(projection: Projection, ladder: Ladder, say: Language) -> Advised:
    """Tell of the plan that a ladder advises."""
    best = ladder.rungs[ladder.advised]
    return Advised(
        actions=[one.text for one in arranged(ladder, say)],
        extra=say.euro(best.extra_euro),
        enough=ladder.enough,
        seasons=say("words.seasons", n=len(best.outcome.seasons.verdicts)),
        steps=[
            Step(measure(rung, ladder, say), figures(rung, say), place == ladder.advised)
            for place, rung in enumerate(ladder.rungs)
        ],
        weeks=list(_weeks(ladder, say)),
        left=not_solved(projection, ladder, say),
    )


def _weeks(ladder: Ladder, say: Language) -> Iterator[Before]:
    """Put every week's chances side by side, of the same seasons."""
    now, then = ladder.rungs[0].outcome, ladder.rungs[ladder.advised].outcome
    shop = now.plan.shop
    mails = edition(shop.scenario.edition).response.mail_at_late
    targets = ("response", "mail", "phone") if mails else ("response", "phone")
    columns = [list(zip(now.weekly(one), then.weekly(one), strict=True)) for one in targets]  # type: ignore[arg-type]
    for monday, *pairs in zip(shop.season.weeks, *columns, strict=True):
        yield Before(
            week_code(monday, shop.season.weeks),
            week_name(monday, say),
            tuple((cell(before, say), cell(after, say)) for before, after in pairs),
        )


def shop_shown(projection: Projection, ladder: Ladder | None) -> Shop:
    """Return the shop under the advised plan; as it is where nobody advised one."""
    return projection.shop if ladder is None else ladder.rungs[ladder.advised].outcome.plan.shop


def week_shown(projection: Projection) -> int:
    """Return the Monday of the week with the highest risk, the busiest of equals."""
    return max(of_norm(projection, "response"), key=lambda row: (row.missed.share, row.n_mean)).week
