"""The page for the person who pays: one file without network or script, in plain words."""

import tomllib
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.metadata import version
from math import isfinite
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from sim.deadline import date_of, local_days
from sim.deadline.holidays import Holiday, holidays
from sim.experiments.confidence import Chance, Difference
from sim.experiments.doubts import FIGURES, Weight
from sim.experiments.estimate import WeekOfNorm
from sim.experiments.project import Projection
from sim.norms.edition import edition
from sim.report.projection.norm_words import NormTold, norms_told
from sim.report.projection.screen import (
    AT_RISK,
    BESIDES,
    COIN_TOSS,
    MOVED,
    PROBABLE,
    chances,
    cost,
    endless_staff,
    headline,
    oldest,
    other_norms,
    strikes,
)
from sim.report.projection.when import When, when_of
from sim.report.words import joined, percent, signed, week_code, week_name
from sim.scenario.days import ZONE
from sim.scenario.guesses import ALL_GUESSES

TEMPLATES = Path(__file__).parent / "templates"
WORDS = ((PROBABLE, "probable"), (COIN_TOSS, "a coin toss"), (AT_RISK, "at risk"))
TINTS = (0.05, 0.2, 0.4, 0.6, 0.8)  # the least chance of each


@dataclass(frozen=True)
class Cell:
    """A chance in a table: as text, as a tint from 0 to 5, in a word when it is a risk, and its interval."""

    text: str
    tint: int = 0
    word: str = ""
    interval: str = ""


@dataclass(frozen=True)
class Week:
    """A row of the first table."""

    label: str  # "W48", "2026-W48" in a season of two years
    name: str  # "Black Friday"
    days: str  # "23–29 Nov"
    questions: str
    late: str
    spread: str
    mail: Cell
    below: Cell
    strike: Cell
    phone: Cell
    oldest: str  # hours of the norm's clock that the longest wait of the week lasts
    oldest_spread: str
    marked: str  # of its questions
    endless: Cell  # the phone below its norm although staff is endless
    when: When


@dataclass(frozen=True)
class Other:
    """A week of one of the other norms."""

    score: str
    bad: str  # how many late items, cancelled items ...
    missed: Cell


@dataclass(frozen=True)
class Change:
    """What a guess does to a figure of a season."""

    text: str
    interval: str
    beyond_chance: bool


@dataclass(frozen=True)
class Guess:
    """A figure that nobody measured at this shop, and what it weighs."""

    words: str
    key: str  # "work.really_at_work"
    value: str
    origin: str
    changes: list[Change]  # a figure each


def page(projection: Projection, pictures: Mapping[str, str]) -> str:
    """Write the page; `pictures` are SVG texts by name: projected-scores and workload."""
    told, norms = norms_told(projection), edition(projection.shop.scenario.edition)
    return _template().render(
        file=projection.file,
        shop=projection.shop,
        settings=projection.settings,
        norms=norms,
        told=told,
        weeks=list(_weeks(projection, told)),
        span=_span(projection),
        headline=headline(projection),
        chances=chances(projection),
        strikes=strikes(projection),
        oldest=oldest(projection),
        other_norms=other_norms(projection),
        endless=endless_staff(projection),
        cost=cost(projection),
        guesses=[_guess(projection, weight) for weight in projection.weights],
        weighed_on=projection.weighed_on,
        moved=[MOVED[figure] for figure in FIGURES],
        others=[(one, [_other(one, row) for row in one.rows]) for one in told.values() if _is_other(one)],
        counted_bad=joined([f"{one.bad} ({one.norm})" for one in told.values() if one.bad]),
        silent=joined([one.title.lower() for one in told.values() if not one.judged]),
        holidays=_holidays(projection),
        versions={name: version(name) for name in ("normsim", "numpy", "matplotlib")},
        pictures={name: _inline(svg) for name, svg in pictures.items()},
    )


@cache
def _template() -> Template:
    loader = FileSystemLoader(TEMPLATES)
    writer = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    writer.trim_blocks = writer.lstrip_blocks = True
    return writer.get_template("report.html.j2")


def _inline(svg: str) -> str:
    """Turn a picture into an address that holds all of it: two of them in a page share no ids."""
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def _weeks(projection: Projection, told: Mapping[str, NormTold]) -> Iterator[Week]:
    mails = edition(projection.shop.scenario.edition).response.mail_at_late
    rows = zip(
        told["response"].rows,
        told["phone"].rows,
        projection.any_norm,
        projection.waits,
        projection.floor.phone_missed,
        when_of(projection.shop),
        strict=True,
    )
    for response, phone, anything, wait, floor, when in rows:
        low, median, high = response.bad
        soon, usual, long = wait.oldest_h
        yield Week(
            label=week_code(response.week, projection.shop.season.weeks),
            name=week_name(response.week),
            days=_days(date_of(response.week), date_of(response.week + 6)),
            questions=f"{response.n_mean:,.0f}",
            late=f"{median:,.0f}",
            spread=f"{low:,.0f}–{high:,.0f}",
            mail=_cell(response.mail) if mails else Cell("none"),
            below=_chance(response, "no questions"),
            strike=_cell(anything.strike),
            phone=_chance(phone, "no calls"),
            oldest=f"{usual:,.0f}",
            oldest_spread=f"{soon:,.0f}–{long:,.0f}",
            marked="–" if wait.marked_share is None else percent(wait.marked_share),
            endless=Cell("no calls") if phone.share is None else _cell(floor),
            when=when,
        )


def _cell(chance: Chance) -> Cell:
    share = chance.share
    word = next((word for least, word in WORDS if share >= least), "")
    return Cell(percent(share), sum(share >= least for least in TINTS), word, _interval(chance))


def _interval(chance: Chance) -> str:
    return f"{percent(chance.low).removesuffix('%')}–{percent(chance.high)}"


def _chance(row: WeekOfNorm, nothing: str) -> Cell:
    return Cell(nothing) if row.share is None else _cell(row.missed)


def _is_other(told: NormTold) -> bool:
    return told.judged and told.norm not in BESIDES


def _other(told: NormTold, row: WeekOfNorm) -> Other:
    """Tell of a norm's week: the medians of its score and of its bad ones, and the chance that it fails."""
    if row.share is None:
        return Other("–", "", Cell("no data"))
    return Other(told.written(row.share[2]), f"{row.bad[1]:,.0f}" if told.bad else "", _cell(row.missed))


def _guess(projection: Projection, weight: Weight) -> Guess:
    given: Any = tomllib.loads(projection.file.text)
    value: Any = projection.shop.scenario
    for name in weight.key.split("."):
        value = getattr(value, name)
        given = given.get(name) if isinstance(given, dict) else None
    return Guess(
        words=ALL_GUESSES[weight.key],
        key=weight.key,
        value=_written(value),
        origin="our value" if given is None else "your file",
        changes=[_change(getattr(weight, figure), figure in weight.moves) for figure in FIGURES],
    )


def _change(change: Difference, beyond_chance: bool) -> Change:
    if isfinite(change.low):
        return Change(signed(change.mean), f"{signed(change.low)} to {signed(change.high)}", beyond_chance)
    if not change.mean:
        return Change("0", "no season differs", False)
    return Change(signed(change.mean), "not known", False)


def _written(value: Any) -> str:
    if isinstance(value, dict):
        return f"{len(value)} peaks, as in the file below"
    if isinstance(value, tuple):
        return " – ".join(f"{one:g}" for one in value)
    return f"{value:g}"


def _holidays(projection: Projection) -> list[Holiday]:
    """List the holidays that the norm's clock left out, from the first week until the last is final."""
    season = projection.shop.season
    last = local_days(season.starts[-1:], ZONE)[0]
    return list(holidays(projection.shop.holidays, date_of(season.weeks[0]), date_of(last)))


def _span(projection: Projection) -> str:
    weeks = projection.shop.season.weeks
    first, last = date_of(weeks[0]), date_of(weeks[-1] + 6)
    return f"{first.day} {first:%B %Y} to {last.day} {last:%B %Y}"


def _days(first: date, last: date) -> str:
    start = f"{first.day}" if first.month == last.month else f"{first.day} {first:%b}"
    return f"{start}–{last.day} {last:%b}"
