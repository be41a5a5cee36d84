"""The advised plan on the page: what to arrange, what it costs, and every week before and after."""

from dataclasses import dataclass

from sim.experiments.helping.helps import Ladder
from sim.experiments.plans.targets import Target
from sim.experiments.project import Projection
from sim.experiments.seasons.shop import Shop
from sim.norms.editions.edition import Edition, edition
from sim.report.projection.advice.helps import counted, figures, measure
from sim.report.projection.advice.measures import arranged
from sim.report.projection.advice.unsolved import not_solved
from sim.report.projection.page.cells import BeforeAfter, Compared, before_after, head
from sim.report.projection.remarks.outlook import of_norm
from sim.report.texts.language import Language


@dataclass(frozen=True)
class Step:
    """A line of the ladder."""

    measure: str
    figures: tuple[str, ...]
    advised: bool


@dataclass(frozen=True)
class Advised:
    """The advised plan."""

    actions: list[str]
    extra: str  # euro
    enough: bool
    seasons: str
    steps: list[Step]
    weeks: BeforeAfter
    left: str
    counted: str  # as missed


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
        weeks=_weeks(ladder, say),
        left=not_solved(projection, ladder, say),
        counted=counted(ladder, say),
    )


def _weeks(ladder: Ladder, say: Language) -> BeforeAfter:
    """Put every week's chances side by side, of the same seasons."""
    now, then = ladder.rungs[0].outcome, ladder.rungs[ladder.advised].outcome
    shop, norms = now.plan.shop, edition(now.plan.shop.scenario.edition)
    columns = [Compared(head(one, norms, say), [now.weekly(one), then.weekly(one)]) for one in told_of(norms)]
    return before_after(columns, shop.season.weeks, len(then.seasons.verdicts), say)


def told_of(norms: Edition) -> tuple[Target, ...]:
    """List what is told of each week, the mail where an edition sends one."""
    return ("response", "mail", "phone") if norms.response.mail_at_late else ("response", "phone")


def shop_shown(projection: Projection, ladder: Ladder | None) -> Shop:
    """Return the shop under the advised plan; as it is where nobody advised one."""
    return projection.shop if ladder is None else ladder.rungs[ladder.advised].outcome.plan.shop


def week_shown(projection: Projection) -> int:
    """Return the Monday of the week with the highest risk, the busiest of equals."""
    return max(of_norm(projection, "response"), key=lambda row: (row.missed.share, row.n_mean)).week
