"""The page as a whole: one file without network or script, in plain words."""

from collections.abc import Mapping
from typing import Any

from sim.experiments.doubts import FIGURES
from sim.experiments.project import Projection
from sim.norms.editions.edition import edition
from sim.report.called.words import checked
from sim.report.pages import SHARED, inlined, template
from sim.report.projection.beside import NOTHING, Beside
from sim.report.projection.norm_words import NormTold, norms_told
from sim.report.projection.page.guesses import guesses
from sim.report.projection.page.hours import hours_told
from sim.report.projection.page.plan import advised, shop_shown, week_shown
from sim.report.projection.page.roster import week_roster
from sim.report.projection.page.rules import made_of, rules_told
from sim.report.projection.page.weeks import others, told_by_week
from sim.report.projection.remarks.certainty import chances
from sim.report.projection.remarks.cost import cost
from sim.report.projection.remarks.endless import endless_staff
from sim.report.projection.remarks.oldest import oldest
from sim.report.projection.remarks.outlook import headline, other_norms
from sim.report.projection.remarks.strikes import strikes
from sim.report.projection.remarks.trust import unchecked
from sim.report.texts.language import Language
from sim.report.words import days, judged_by


def page(projection: Projection, pictures: Mapping[str, str], say: Language, beside: Beside = NOTHING) -> str:
    """Write the page; `pictures` are SVG texts by name: projected-scores, workload, coverage, hours.

    With a ladder the plan that it advises comes first, and what it does to every week; with a past, how
    predictions of it did.
    """
    ladder, past = beside.ladder, beside.past
    told, norms = norms_told(projection, say), edition(projection.shop.scenario.edition)
    plan = None if ladder is None else advised(projection, ladder, say)
    return template("report.html.j2", SHARED).render(
        say=say,
        file=projection.file,
        shop=projection.shop,
        norms=norms,
        told=told,
        seasons=say("words.seasons", n=projection.settings.replications),
        weeks=list(told_by_week(projection, told, say)),
        span=days(projection.shop.season.weeks, say),
        **_remarks(projection, say),
        checked="" if past is None else checked(past, say),
        learned=projection.shop.scenario.learned and unchecked(projection, say),
        roster=week_roster(
            shop_shown(projection, ladder),
            week_shown(projection),
            {one.name for one in projection.shop.staff},
            say,
        ),
        roster_why=say("page.roster.why" if plan is None or not plan.actions else "page.roster.why_advised"),
        plan=plan,
        hours=None if beside.hours is None else hours_told(beside.hours, say),
        guesses=guesses(projection, say),
        weighed_on=say("words.seasons", n=projection.weighed_on),
        moved=[say(f"moved.{figure}") for figure in FIGURES],
        others=others(told, say),
        silent=say.joined([one.title.lower() for one in told.values() if not one.judged]),
        rules=rules_told(projection.shop, say),
        judged_by=judged_by(projection.shop, say),
        assumed=say("page.assumed.why"),
        how=_how(projection, told, say),
        pictures={name: inlined(svg) for name, svg in pictures.items()},
    )


def _remarks(projection: Projection, say: Language) -> dict[str, Any]:
    """Say on the page what the first screen says."""
    remarks = (headline, chances, strikes, oldest, other_norms, endless_staff, cost)
    return {remark.__name__: remark(projection, say) for remark in remarks}


def _how(projection: Projection, told: Mapping[str, NormTold], say: Language) -> str:
    """Say from what the figures of the page were made, and where all of them are."""
    settings = projection.settings
    bad = say.joined([f"{one.bad} ({one.norm})" for one in told.values() if one.bad])
    seasons = say("words.seasons", n=settings.replications)
    made = made_of(projection.shop, seasons, settings.seed, say, settings.engine)
    return f"{made} {say('page.how.files', bad=bad)}"
