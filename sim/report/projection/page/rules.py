"""By which rules a page judges, the edition's response norm and whose holidays, and how it was made."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version

from sim.deadline import date_of, local_days
from sim.deadline.holidays import Holiday, holidays
from sim.deadline.weekly import read_weekly
from sim.experiments.seasons.shop import Shop
from sim.norms.editions.clock import HOLIDAYS_OUT
from sim.norms.editions.edition import Edition, edition
from sim.operation.simulate import Engine
from sim.report.texts.language import Language
from sim.scenario.values.days import ZONE

MADE_WITH = ("normsim", "numpy", "matplotlib")


@dataclass(frozen=True)
class RulesTold:
    """The rules of a shop: what its edition asks of answers, what the boundary means, whose holidays."""

    edition: str
    boundary: str
    list: str  # of holidays
    holidays: tuple[str, ...]
    hours: str  # of a working hour: those of the edition, or of another trade


def rules_told(shop: Shop, say: Language) -> RulesTold:
    """Tell of the rules by which a shop is judged."""
    norms, hours = edition(shop.scenario.edition), shop.scenario.judged.hours
    return RulesTold(
        edition=_edition(norms, hours, say),
        boundary=say("page.rules.close" if shop.boundary == "close" else "page.rules.next_open"),
        list=shop.holidays,
        holidays=tuple(_left_out(shop, say)),
        hours=say.weekly(read_weekly(hours or norms.phone.window.removesuffix(HOLIDAYS_OUT))),
    )


def made_of(shop: Shop, seasons: str, seed: int, say: Language, engine: Engine = "kernel") -> str:
    """Say from what the figures of a page were made: so many seasons, which customers, what programs."""
    return say(
        "page.how.said",
        seasons=seasons,
        seed=str(seed),
        engine=engine,
        boundary=say(f"boundary.{shop.boundary}"),
        versions=", ".join(f"{name} {version(name)}" for name in MADE_WITH),
    )


def _edition(norms: Edition, hours: str, say: Language) -> str:
    """Say what an edition asks of answers, and where that is written."""
    return say(
        "page.rules.edition",
        name=norms.name,
        sources=norms.said_in,
        share=f"{say.plain(round(100 * float(norms.response.min_share), 1))}%",
        allowed=_allowed(norms, hours, say),
    )


def _allowed(norms: Edition, hours: str, say: Language) -> str:
    """Say how long an answer may take; `hours` are those of another trade, "" for the edition's."""
    norm = norms.response
    if norm.clock == "working_hours":
        counted = say.weekly(read_weekly(hours or norm.window.removesuffix(HOLIDAYS_OUT)))
        return say("page.rules.working_hours", number=norm.hours, hours=counted)
    if hours:
        return say("page.rules.hours_of_days", number=norm.hours, hours=say.weekly(read_weekly(hours)))
    if not norm.excludes:
        return say("page.rules.hours", number=norm.hours)
    excluded = say.joined([say(f"page.excluded.{one.lower()}") for one in norm.excludes])
    return say("page.rules.hours_without", number=norm.hours, excluded=excluded)


def _left_out(shop: Shop, say: Language) -> Iterator[str]:
    """List the holidays that the norm's clock leaves out, from the first week until the last is final."""
    season = shop.season
    first, last = date_of(season.weeks[0]), date_of(int(local_days(season.starts[-1:], ZONE)[0]))
    for one in holidays(shop.holidays, first, last):
        yield f"{say.day(one.day)} {one.day.year}, {_name(one, say)} ({', '.join(one.countries)})"


def _name(holiday: Holiday, say: Language) -> str:
    """Name a holiday; the list has English names and, in brackets, Dutch ones."""
    return say.joined(re.findall(r"\(([^)]+)\)", holiday.name)) if say.code == "nl" else holiday.name
