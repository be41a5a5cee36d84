"""The page of an advice, for the person who pays: the plan and its price first, then what speaks for it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.experiments.search.advice import Advice
from sim.experiments.seasons.shop import Shop
from sim.norms.editions.edition import edition
from sim.report.lines import bound
from sim.report.pages import inlined, sentence, template
from sim.report.projection.page.cells import BeforeAfter, Compared, before_after, head
from sim.report.projection.page.roster import week_roster
from sim.report.projection.page.rules import made_of, rules_told
from sim.report.staffed.behind import SEASONS, behind
from sim.report.staffed.roster import week_shown
from sim.report.staffed.said.check import beside_in, cheaper_plans, verdict, what_counts
from sim.report.staffed.said.headline import headline
from sim.report.staffed.said.left import beyond_reach, everything, mail, not_tried
from sim.report.staffed.said.risks import chances, likeliest, out_of_reach_weeks, risk
from sim.report.staffed.said.sure import assumed, how_sure
from sim.report.staffed.screen import compared, shown
from sim.report.staffed.words import parts, plan_file, volunteers
from sim.report.texts.language import Language
from sim.report.words import days, judged_by

TEMPLATES = Path(__file__).parent / "templates"


def page(advice: Advice, about: Mapping[str, Any], pictures: Mapping[str, str], say: Language) -> str:
    """Write the page; `about` is what the manifest says, `pictures` SVG texts: before-after, coverage."""
    file, best = advice.choices.file, advice.best
    shop, planned = (Shop(one.scenario, about["boundary"]) for one in (file, advice.choices.planned(best)))
    return template("staff.html.j2", TEMPLATES).render(
        say=say,
        file=file,
        norms=edition(shop.scenario.edition),
        made=_made(advice, shop, say),
        headline=bound(f"{headline(advice, say).rstrip(':.')}."),
        worst=_worst(advice, say),
        parts=[(text, say.euro(price)) for text, price in parts(advice.choices, best, say)],
        cost=say.euro(advice.choices.cost(best)),
        volunteers=say.joined(volunteers(advice)),
        counted=what_counts(advice, say),
        beyond=beyond_reach(advice, say),
        everything=everything(advice),
        behind=behind(advice, planned, about["options"]["seed"], say),
        behind_in=SEASONS,
        before_after=_weeks(advice, say),
        mail=mail(advice, say),
        roster=week_roster(planned, week_shown(advice, shop, planned), {one.name for one in shop.staff}, say),
        roster_why=_roster_why(advice, say),
        checked=_checked(advice, say),
        cheaper=cheaper_plans(advice, say),
        beside_in=beside_in(advice, say),
        sure=how_sure(advice, say),
        rests=assumed(advice, say),
        not_tried=not_tried(advice, say),
        rules=rules_told(shop, say),
        assumed=say("staffed.page.assumed"),
        how=_how(advice, shop, about, say),
        pictures={name: inlined(svg) for name, svg in pictures.items()},
    )


def _made(advice: Advice, shop: Shop, say: Language) -> str:
    return say(
        "staffed.page.made",
        span=days(shop.season.weeks, say),
        rules=judged_by(shop, say),
        checked=say("staffed.checked_in", n=len(advice.certificate.seasons)),
    )


def _worst(advice: Advice, say: Language) -> str:
    """Say what is missed most as it is, and with a plan that changes anything."""
    now, best = advice.certificate.now, advice.certificate.best
    before, after = (risk(advice, one, likeliest(advice, one), say) for one in (now, best))
    if now.plan == best.plan:
        return say("staffed.page.worst", now=before)
    return say("staffed.page.worst_then", now=before, then=after)


def _weeks(advice: Advice, say: Language) -> BeforeAfter:
    """Put every week's chances side by side, of the seasons of the check."""
    scenario, plans = advice.choices.file.scenario, compared(advice).values()
    columns = [
        Compared(head(one, edition(scenario.edition), say), [chances(plan, one) for plan in plans])
        for one in shown(advice)
    ]
    return before_after(columns, scenario.weeks, len(advice.certificate.seasons), say)


def _roster_why(advice: Advice, say: Language) -> str:
    """Say why the roster of this week is shown, see `week_shown`."""
    if out_of_reach_weeks(advice):
        return say("staffed.page.roster_beyond")
    changes = advice.best != advice.choices.nothing
    return say("staffed.page.roster" if changes else "page.roster.why")


def _checked(advice: Advice, say: Language) -> str:
    """Say how the plan did with customers whom the search never met."""
    best = advice.certificate.best
    seasons = say("words.seasons", n=len(advice.certificate.seasons))
    said = say(
        "staffed.page.checked", seasons=seasons, worst=risk(advice, best, likeliest(advice, best), say)
    )
    return f"{said} {sentence(verdict(advice, say))}"


def _how(advice: Advice, shop: Shop, about: Mapping[str, Any], say: Language) -> str:
    """Say from what the figures were made, and which files are beside the page."""
    made = made_of(shop, say("words.seasons", n=advice.spent), about["options"]["seed"], say)
    return f"{made} {say('staffed.page.files', plan=plan_file(about['scenario']))}"
