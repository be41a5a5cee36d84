"""By which rules the page judges: the edition's response norm, and the holidays that its clock leaves out."""

import re

from sim.deadline import date_of, local_days
from sim.deadline.holidays import Holiday, holidays
from sim.experiments.project import Projection
from sim.norms.editions.edition import Edition
from sim.report.projection.norm_words import NormTold
from sim.report.texts.language import Language
from sim.scenario.values.days import ZONE


def edition_said(norms: Edition, response: NormTold, say: Language) -> str:
    """Say what the edition asks of answers, and where that is written."""
    share = response.written(response.level or 0.0)
    return say(
        "page.rules.edition",
        name=norms.name,
        sources=norms.said_in,
        share=share,
        allowed=_allowed(norms, say),
    )


def _allowed(norms: Edition, say: Language) -> str:
    norm = norms.response
    if norm.clock == "working_hours":
        return say("page.rules.working_hours", number=norm.hours, window=str(norm.window))
    if not norm.excludes:
        return say("page.rules.hours", number=norm.hours)
    excluded = say.joined([say(f"page.excluded.{one.lower()}") for one in norm.excludes])
    return say("page.rules.hours_without", number=norm.hours, excluded=excluded)


def holidays_left_out(projection: Projection, say: Language) -> list[str]:
    """List the holidays that the norm's clock leaves out, from the first week until the last is final."""
    season = projection.shop.season
    first, last = date_of(season.weeks[0]), date_of(int(local_days(season.starts[-1:], ZONE)[0]))
    return [
        f"{say.day(one.day)} {one.day.year}, {_name(one, say)} ({', '.join(one.countries)})"
        for one in holidays(projection.shop.holidays, first, last)
    ]


def _name(holiday: Holiday, say: Language) -> str:
    """Name a holiday; the list has English names and, in brackets, Dutch ones."""
    return say.joined(re.findall(r"\(([^)]+)\)", holiday.name)) if say.code == "nl" else holiday.name
