"""The page as a whole: one file without network or script, in plain words."""

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from sim.deadline import date_of
from sim.experiments.doubts import FIGURES
from sim.experiments.project import Projection
from sim.norms.editions.edition import edition
from sim.report.called.words import checked
from sim.report.pages import SHARED, inlined, template
from sim.report.projection.beside import NOTHING, Beside
from sim.report.projection.norm_words import norms_told
from sim.report.projection.page.guesses import guesses
from sim.report.projection.page.hours import hours_told
from sim.report.projection.page.plan import advised, shop_shown, week_shown
from sim.report.projection.page.roster import week_roster
from sim.report.projection.page.rules import edition_said, holidays_left_out
from sim.report.projection.page.weeks import others, told_by_week
from sim.report.projection.remarks.certainty import chances
from sim.report.projection.remarks.cost import cost
from sim.report.projection.remarks.endless import endless_staff
from sim.report.projection.remarks.oldest import oldest
from sim.report.projection.remarks.outlook import headline, other_norms
from sim.report.projection.remarks.strikes import strikes
from sim.report.texts.language import Language

MADE_WITH = ("normsim", "numpy", "matplotlib")


def page(projection: Projection, pictures: Mapping[str, str], say: Language, beside: Beside = NOTHING) -> str:
    """Write the page; `pictures` are SVG texts by name: projected-scores, workload, coverage, hours.

    With a ladder the plan that it advises comes first, and what it does to every week; with a past, how
    predictions of it did.
    """
    ladder, past = beside.ladder, beside.past
    told, norms = norms_told(projection, say), edition(projection.shop.scenario.edition)
    return template("report.html.j2", SHARED).render(
        say=say,
        file=projection.file,
        shop=projection.shop,
        settings=projection.settings,
        norms=norms,
        told=told,
        seasons=say("words.seasons", n=projection.settings.replications),
        boundary=say(f"boundary.{projection.shop.boundary}"),
        weeks=list(told_by_week(projection, told, say)),
        span=_span(projection, say),
        **_remarks(projection, say),
        checked="" if past is None else checked(past, say),
        roster=week_roster(
            shop_shown(projection, ladder),
            week_shown(projection),
            {one.name for one in projection.shop.staff},
            say,
        ),
        plan=None if ladder is None else advised(projection, ladder, say),
        hours=None if beside.hours is None else hours_told(beside.hours, say),
        guesses=guesses(projection, say),
        weighed_on=say("words.seasons", n=projection.weighed_on),
        moved=[say(f"moved.{figure}") for figure in FIGURES],
        others=others(told, say),
        counted_bad=say.joined([f"{one.bad} ({one.norm})" for one in told.values() if one.bad]),
        silent=say.joined([one.title.lower() for one in told.values() if not one.judged]),
        edition_said=edition_said(norms, told["response"], say),
        holidays=holidays_left_out(projection, say),
        versions=", ".join(f"{name} {version(name)}" for name in MADE_WITH),
        pictures={name: inlined(svg) for name, svg in pictures.items()},
    )


def _remarks(projection: Projection, say: Language) -> dict[str, Any]:
    """Say on the page what the first screen says."""
    remarks = (headline, chances, strikes, oldest, other_norms, endless_staff, cost)
    return {remark.__name__: remark(projection, say) for remark in remarks}


def _span(projection: Projection, say: Language) -> str:
    weeks = projection.shop.season.weeks
    return say(
        "page.days", first=say.full_date(date_of(weeks[0])), last=say.full_date(date_of(weeks[-1] + 6))
    )
