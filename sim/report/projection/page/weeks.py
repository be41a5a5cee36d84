"""The rows of the page's tables: a week each, with its questions, its chances and its waits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sim.deadline import date_of
from sim.experiments.project import Projection
from sim.norms.editions.edition import edition
from sim.report.projection.norm_words import NormTold
from sim.report.projection.page.cells import Cell, cell, missed
from sim.report.projection.remarks.outlook import BESIDES
from sim.report.projection.when import When, when_of
from sim.report.texts.language import Language
from sim.report.words import week_code, week_name


@dataclass(frozen=True)
class Week:
    """A week in the tables."""

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


def told_by_week(projection: Projection, told: Mapping[str, NormTold], say: Language) -> Iterator[Week]:
    """Tell of each week, in order."""
    mails = edition(projection.shop.scenario.edition).response.mail_at_late
    rows = zip(
        told["response"].rows,
        told["phone"].rows,
        projection.any_norm,
        projection.waits,
        projection.floor.phone_missed,
        when_of(projection.shop, say),
        strict=True,
    )
    no_calls = say("page.no_calls")
    for response, phone, anything, wait, floor, when in rows:
        (low, median, high), (soon, usual, long) = response.bad, wait.oldest_h
        yield Week(
            label=week_code(response.week, projection.shop.season.weeks),
            name=week_name(response.week, say),
            days=say.days(date_of(response.week), date_of(response.week + 6)),
            questions=say.number(response.n_mean),
            late=say.number(median),
            spread=f"{say.number(low)}–{say.number(high)}",
            mail=cell(response.mail, say) if mails else Cell(say("words.none")),
            below=missed(response, say("page.no_questions"), say),
            strike=cell(anything.strike, say),
            phone=missed(phone, no_calls, say),
            oldest=say.number(usual),
            oldest_spread=f"{say.number(soon)}–{say.number(long)}",
            marked="–" if wait.marked_share is None else say.percent(wait.marked_share),
            endless=Cell(no_calls) if phone.share is None else cell(floor, say),
            when=when,
        )


def others(told: Mapping[str, NormTold], say: Language) -> list[tuple[NormTold, list[Other]]]:
    """Tell of every other norm that was judged: its weeks, in order."""
    shown = [one for one in told.values() if one.judged and one.norm not in BESIDES]
    return [(one, list(_others(one, say))) for one in shown]


def _others(told: NormTold, say: Language) -> Iterator[Other]:
    """Tell of a norm's weeks: the medians of its score and of its bad ones, and the chance that it fails."""
    for row in told.rows:
        if row.share is None:
            yield Other("–", "", Cell(say("page.no_data")))
        else:
            bad = say.number(row.bad[1]) if told.bad else ""
            yield Other(told.written(row.share[2]), bad, cell(row.missed, say))
