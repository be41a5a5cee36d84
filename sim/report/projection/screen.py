"""The first screen: what the ops lead must see without scrolling, in plain words.

It bears no hour at which it was made: the same run must give the same bytes.
"""

from collections.abc import Iterator

from sim.calibrate.called.envelope import Envelope
from sim.experiments.estimates.estimate import WeekOfNorm
from sim.experiments.helping.helps import Ladder
from sim.experiments.project import Projection
from sim.norms.editions.edition import Edition, edition
from sim.report.lines import remark, wrapped
from sim.report.projection.advice.first import do_first
from sim.report.projection.advice.helps import counted, helps
from sim.report.projection.advice.unsolved import not_solved
from sim.report.projection.remarks.certainty import chances
from sim.report.projection.remarks.cost import cost
from sim.report.projection.remarks.endless import endless_staff
from sim.report.projection.remarks.few_calls import few_calls
from sim.report.projection.remarks.oldest import oldest
from sim.report.projection.remarks.outlook import AT_RISK, COIN_TOSS, PROBABLE, headline, of_norm, other_norms
from sim.report.projection.remarks.strikes import strikes
from sim.report.projection.remarks.trust import trust
from sim.report.projection.when import When, when_of
from sim.report.texts.language import Language
from sim.report.words import judged_by, span, week_name, week_number

MARKS = ((PROBABLE, "<<<"), (COIN_TOSS, "<<"), (AT_RISK, "<"))
ROW = " {:<21}{:>9}{:>23}{:>11}{:>11} {:<3}{:>10}  {}"
REMARKS = {  # by the last part of its name in the catalogue
    "few_calls": few_calls,
    "other_norms": other_norms,
    "strikes": strikes,
    "oldest": oldest,
    "endless_staff": endless_staff,
    "cost": cost,
    "chances": chances,
}


def screen(
    projection: Projection, say: Language, ladder: Ladder | None = None, past: Envelope | None = None
) -> str:
    """Say all of it: headline, weeks with three risks, what helps, what stays, how far to trust it.

    Without a ladder nothing may be changed, or nobody asked; then there is nothing to do and to leave undone.
    Without a past nothing was compared with the shop's own.
    """
    lines = [*wrapped(title(projection, say)), *wrapped(headline(projection, say)), *_table(projection, say)]
    lines += helps(ladder, say) if ladder is not None else []
    for name, text in _remarks(projection, ladder, say):
        if text:
            lines += remark(say(f"remark.{name}"), text)
    lines += remark(say("remark.trust"), trust(projection, say, past))
    return "\n".join(lines)


def _remarks(projection: Projection, ladder: Ladder | None, say: Language) -> Iterator[tuple[str, str]]:
    """Give every remark with the last part of its name."""
    if ladder is not None:
        yield "do_first", do_first(ladder, say)
        yield "not_solved", not_solved(projection, ladder, say)
        yield "counted", counted(ladder, say)
    for name, said in REMARKS.items():
        yield name, said(projection, say)


def title(projection: Projection, say: Language) -> str:
    """Say which shop, weeks, edition, holidays, and how many seasons."""
    shop = projection.shop
    boundary = say(f"boundary.{shop.boundary}")
    rules = say("title.rules", rules=judged_by(shop, say), boundary=boundary)
    simulated = say("title.simulated", n=projection.settings.replications)
    return f"{projection.file.name}, {span(shop.season.weeks, say)}      {rules} · {simulated}"


def _table(projection: Projection, say: Language) -> Iterator[str]:
    norms = edition(projection.shop.scenario.edition)
    yield from (ROW.format(*cells).rstrip() for cells in zip(*_heads(norms, say), strict=True))
    response, phone = of_norm(projection, "response"), of_norm(projection, "phone")
    for row in zip(response, phone, when_of(projection.shop, say), strict=True):
        yield _row(projection, *row, say).rstrip()


def _heads(norms: Edition, say: Language) -> Iterator[tuple[str, str]]:
    """Head each column in two lines."""
    mails = norms.response.mail_at_late
    below, phone_below = (float(norm.min_share) for norm in (norms.response, norms.phone))
    heads = (
        ("", say("table.week")),
        ("", say("table.questions")),
        (say("table.late"), say("table.median")),
        (say("table.many_late", number=mails) if mails else "", say("table.mail")),
        (say("table.answers"), say("table.below", level=below)),
        ("", ""),
        (say("table.phone"), say("table.below", level=phone_below)),
        ("", say("table.when")),
    )
    return iter(heads)


def _row(projection: Projection, response: WeekOfNorm, phone: WeekOfNorm, when: When, say: Language) -> str:
    low, median, high = (say.number(late) for late in response.bad)
    mails = edition(projection.shop.scenario.edition).response.mail_at_late
    week = week_number(response.week, projection.shop.season.weeks)
    return ROW.format(
        f"{week} {week_name(response.week, say)}".strip(),
        say.number(response.n_mean),
        f"{median} ({low}-{high})",
        say.percent(response.mail.share) if mails else say("words.none"),
        say("words.none") if response.no_data == 1 else say.percent(response.missed.share),
        next((mark for least, mark in MARKS if response.missed.share >= least), ""),
        say("table.no_calls") if phone.no_data == 1 else say.percent(phone.missed.share),
        f"{when.decided}, {when.final}",
    )
