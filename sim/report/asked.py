"""One change of a scenario, told in a sentence and a small table."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

import numpy as np

from sim.experiments.compare import Comparison, Event, Figure, Outcome
from sim.experiments.confidence import Difference
from sim.report.comparison.figures import euro, few, percent, rough, signed
from sim.report.lines import wrapped
from sim.report.texts.language import ENGLISH
from sim.report.words import span

ROW = " {:<36}{:>12}{:>12}{:>34}"
FIGURES: dict[Figure, str] = {
    "late": "late answers",
    "mails": "warning mails for late answers",
    "weeks_below": "weeks with answers below their norm",
    "phone_weeks_below": "weeks with the phone below its norm",
    "strikes": "strikes",
}
TOLD: tuple[Figure, ...] = ("late", "weeks_below", "phone_weeks_below", "strikes")
EVENTS: dict[Event, str] = {"no_bad_week": "chance of no bad week"}
POWER_Z = 1.96 + 0.84  # of an interval of 95% that leaves out 0 in 80% of experiments
MOST_SEASONS = 100_000


@dataclass(frozen=True)
class Question:
    """What was asked: the changes as typed, and what the file says now."""

    changes: tuple[str, ...]
    now: tuple[str, ...]


def answer(question: Question, comparison: Comparison) -> str:
    """Say what the change does to a season of the same customers."""
    base, after = comparison.outcomes
    seasons = len(base.seasons.verdicts)
    asked = ", ".join(
        f"{change} (now {now})" for change, now in zip(question.changes, question.now, strict=True)
    )
    weeks = span(base.plan.shop.season.weeks, ENGLISH)
    head = f"{base.plan.file.name}, {weeks}, with {asked}: {seasons} seasons"
    lines = [
        *wrapped(head),
        *wrapped(_sentence(comparison, after, seasons)),
        *_table(comparison, after),
    ]
    return "\n".join(line.rstrip() for line in lines)


def _sentence(comparison: Comparison, after: Outcome, seasons: int) -> str:
    """Say what changes beyond chance; if nothing does, how many seasons would tell."""
    price = comparison.extra_euro(after)
    cost = (
        f"costs {euro(price)} more"
        if price >= 1
        else f"saves {euro(-price)}"
        if price <= -1
        else "costs the same"
    )
    surely = [said for figure in TOLD if (said := _sure(comparison, after, figure))]
    if surely:
        return f"It {cost} and brings {ENGLISH.joined(surely)} a season."
    return f"It {cost}. {_unsure(comparison, after, seasons)}"


def _sure(comparison: Comparison, after: Outcome, figure: Figure) -> str:
    """Say how much more or fewer of a figure there is; "" where that may be chance."""
    by = comparison.change(after, figure).by
    if not by.beyond_chance:
        return ""
    low, high = sorted((abs(by.low), abs(by.high)))
    more = "more" if by.mean > 0 else "fewer"
    return f"{rough(abs(by.mean))} {more} {FIGURES[figure]} ({rough(low)} to {rough(high)})"


def _unsure(comparison: Comparison, after: Outcome, seasons: int) -> str:
    by = comparison.change(after, "late").by
    if not by.mean:
        return f"In these {seasons} seasons it changes no number of late answers."
    told = f"The {signed(by.mean)} late answers a season ({_interval(by)}) may be chance"
    needed = seasons_needed(after.figures["late"] - comparison.base.figures["late"])
    if needed > MOST_SEASONS:
        return f"{told}; if it is real, it is too small to matter."
    return f"{told}; if it is real, some {needed:,} seasons would tell: --replications {needed}"


def seasons_needed(added: np.ndarray) -> int:
    """Estimate how many pairs of seasons would tell such a difference from none, with a chance of 80%."""
    needed = ceil((POWER_Z * added.std(ddof=1) / added.mean()) ** 2)
    return int(float(f"{needed:.2g}"))


def _interval(by: Difference) -> str:
    if not np.isfinite(by.low) or not (by.low or by.high):
        return "no season differs" if not by.mean else "range unknown"
    return f"{signed(by.low)} to {signed(by.high)}"


def _table(comparison: Comparison, after: Outcome) -> Iterator[str]:
    base = comparison.base
    yield ROW.format("a season, on average", "as it is", "changed", "difference, 95% sure of the range")
    more = comparison.extra_euro(after)
    sign = "+" if more >= 0.5 else ""
    yield ROW.format("cost", euro(base.euro), euro(after.euro), f"{sign}{euro(more)}")
    for figure, words in FIGURES.items():
        by = comparison.change(after, figure).by
        yield ROW.format(
            words, few(base.mean(figure)), few(after.mean(figure)), f"{signed(by.mean)} ({_interval(by)})"
        )
    for event, words in EVENTS.items():
        by = comparison.change_of_chance(after, event).by
        shares = (percent(one.chance(event).share) for one in (base, after))
        yield ROW.format(words, *shares, _points(by))
    hours = (f"{few(one.oldest_h[1])} h" for one in (base, after))
    yield ROW.format("oldest question, in the median season", *hours, "")


def _points(by: Difference) -> str:
    whole = Difference(100 * by.mean, 100 * by.low, 100 * by.high)
    return f"{signed(whole.mean)} points ({_interval(whole)})"
