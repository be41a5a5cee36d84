"""Not solved: the risks that the advised line leaves, and why."""

from collections.abc import Iterator

from sim.experiments.helping.helps import Ladder
from sim.experiments.plans.targets import Target
from sim.experiments.project import Projection
from sim.norms.editions.edition import edition
from sim.report.projection.remarks.endless import lost
from sim.report.projection.remarks.outlook import of_norm
from sim.report.texts.language import Language
from sim.report.words import weeks_with_chances


def not_solved(projection: Projection, ladder: Ladder, say: Language) -> str:
    """Say which weeks stay at risk under the advised line, and what keeps them there."""
    said = [*_answers(ladder, say), *_phone(projection, ladder, say)]
    if not ladder.enough:
        said.append(
            say("unsolved.not_enough", risk=ladder.goal.risk, least=ladder.rungs[ladder.advised].risk)
        )
    return "; ".join(said) or say("unsolved.nothing", share=ladder.goal.risk)


def _answers(ladder: Ladder, say: Language) -> Iterator[str]:
    """Name the weeks in which answers, and the mail for late ones, stay at risk."""
    norm = edition(ladder.rungs[0].outcome.plan.shop.scenario.edition).response
    if weeks := _weeks(ladder, "response", say):
        yield say("unsolved.response", level=float(norm.min_share), weeks=weeks)
    if norm.mail_at_late and (weeks := _weeks(ladder, "mail", say)):
        yield say("unsolved.mail", number=norm.mail_at_late, weeks=weeks)


def _weeks(ladder: Ladder, target: Target, say: Language) -> str:
    outcome = ladder.rungs[ladder.advised].outcome
    mondays = outcome.plan.shop.season.weeks
    chances = {
        monday: one.share
        for monday, one in zip(mondays, outcome.weekly(target), strict=True)
        if one.share > ladder.goal.risk
    }
    return weeks_with_chances(chances, mondays, say) if chances else ""


def _phone(projection: Projection, ladder: Ladder, say: Language) -> Iterator[str]:
    """Say how often the phone still fails, why, and how much of it even endless staff would leave."""
    if all(row.no_data == 1 for row in of_norm(projection, "phone")):
        return
    left = [one.share for one in ladder.rungs[ladder.advised].outcome.weekly("phone")]
    floor = [one.share for one in projection.floor.phone_missed]
    level = float(edition(projection.shop.scenario.edition).phone.min_share)
    yield say(
        "unsolved.phone",
        level=level,
        left=say.between(say.percent(min(left)), say.percent(max(left))),
        why=lost(projection, say),
        floor=say.between(say.percent(min(floor)), say.percent(max(floor))),
    )
