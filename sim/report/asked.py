"""One change of a scenario, told in a sentence and a small table."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

import numpy as np

from sim.experiments.estimates.confidence import Difference
from sim.experiments.plans.compare import Comparison, Event, Figure, Outcome
from sim.report.lines import remark, wrapped
from sim.report.texts.language import Language
from sim.report.words import span

ROW = " {:<36} {:>11} {:>11} {:>33}"
FIGURES: tuple[Figure, ...] = (
    "late",
    "mails",
    "weeks_below",
    "missed_calls",
    "phone_weeks_below",
    "strikes",
)
TOLD: tuple[Figure, ...] = ("late", "weeks_below", "missed_calls", "phone_weeks_below", "strikes")
EVENTS: tuple[Event, ...] = ("no_bad_week",)
POWER_Z = 1.96 + 0.84  # of an interval of 95% that leaves out 0 in 80% of experiments
MOST_SEASONS = 100_000


@dataclass(frozen=True)
class Question:
    """What was asked: the changes as typed, and what the file says now; None: nothing."""

    changes: tuple[str, ...]
    now: tuple[str | None, ...]


def answer(question: Question, comparison: Comparison, say: Language) -> str:
    """Say what the change does to a season of the same customers."""
    base, after = comparison.outcomes
    lines = [
        *wrapped(_head(question, base, say)),
        *wrapped(_sentence(comparison, after, say)),
        *_table(comparison, after, say),
    ]
    if not comparison.one_clock:
        lines += remark(say("remark.oldest"), say("compare.clocks"))
    return "\n".join(line.rstrip() for line in lines)


def _head(question: Question, base: Outcome, say: Language) -> str:
    asked = (
        say("ask.change", change=change, now=say("ask.not_in_file") if now is None else now)
        for change, now in zip(question.changes, question.now, strict=True)
    )
    return say(
        "ask.head",
        file=base.plan.file.name,
        weeks=span(base.plan.shop.season.weeks, say),
        changes=", ".join(asked),
        seasons=say("words.seasons", n=len(base.seasons.verdicts)),
    )


def _sentence(comparison: Comparison, after: Outcome, say: Language) -> str:
    """Say what changes beyond chance; if nothing does, how many seasons would tell."""
    price = comparison.extra_euro(after)
    told = "ask.dearer" if price >= 1 else "ask.cheaper" if price <= -1 else "ask.as_dear"
    cost = say(told, price=abs(price))
    surely = [said for figure in TOLD if (said := _sure(comparison, after, figure, say))]
    if surely:
        return say("ask.sure", cost=cost, changes=say.joined(surely))
    return say("ask.not_sure", cost=cost, why=_unsure(comparison, after, say))


def _sure(comparison: Comparison, after: Outcome, figure: Figure, say: Language) -> str:
    """Say how much more or fewer of a figure there is; "" where that may be chance."""
    by = comparison.change(after, figure).by
    if not by.beyond_chance:
        return ""
    low, high = sorted((abs(by.low), abs(by.high)))
    told = "ask.more" if by.mean > 0 else "ask.fewer"
    return say(told, mean=abs(by.mean), what=say(f"figure.{figure}"), low=low, high=high)


def _unsure(comparison: Comparison, after: Outcome, say: Language) -> str:
    by = comparison.change(after, "late").by
    if not by.mean:
        return say("ask.none", seasons=len(after.seasons.verdicts))
    interval = _interval(by, say)
    needed = seasons_needed(after.figures["late"] - comparison.base.figures["late"])
    if needed > MOST_SEASONS:
        return say("ask.too_small", change=by.mean, interval=interval)
    return say("ask.chance", change=by.mean, interval=interval, needed=needed, typed=str(needed))


def seasons_needed(added: np.ndarray) -> int:
    """Estimate how many pairs of seasons would tell such a difference from none, with a chance of 80%."""
    needed = ceil((POWER_Z * added.std(ddof=1) / added.mean()) ** 2)
    return int(float(f"{needed:.2g}"))


def _interval(by: Difference, say: Language) -> str:
    if not np.isfinite(by.low) or not (by.low or by.high):
        return say("ask.range_unknown" if by.mean else "ask.no_season_differs")
    return say("words.between", low=say.by(by.low), high=say.by(by.high))


def _table(comparison: Comparison, after: Outcome, say: Language) -> Iterator[str]:
    base, more = comparison.base, comparison.extra_euro(after)
    yield ROW.format(*(say(f"ask.table.{head}") for head in ("what", "now", "changed", "difference")))
    sign = "+" if more >= 0.5 else ""
    yield ROW.format(say("ask.table.cost"), say.euro(base.euro), say.euro(after.euro), sign + say.euro(more))
    for figure in FIGURES:
        by = comparison.change(after, figure).by
        means = (say.few(one.mean(figure)) for one in (base, after))
        yield ROW.format(say(f"figure.{figure}"), *means, f"{say.by(by.mean)} ({_interval(by, say)})")
    for event in EVENTS:
        by = comparison.change_of_chance(after, event).by
        shares = (say.percent(one.chance(event).share) for one in (base, after))
        yield ROW.format(say(f"event.{event}"), *shares, _points(by, say))
    hours = (say("ask.table.hours", hours=one.oldest_h[1]) for one in (base, after))
    yield ROW.format(say("ask.table.oldest"), *hours, "")


def _points(by: Difference, say: Language) -> str:
    whole = Difference(100 * by.mean, 100 * by.low, 100 * by.high)
    return say("ask.table.points", change=whole.mean, interval=_interval(whole, say))
