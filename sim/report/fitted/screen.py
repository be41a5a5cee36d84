"""A fit on one screen: each figure as it is and as it should be, how good it is, and what stays a guess."""

from collections.abc import Iterator
from itertools import zip_longest
from textwrap import wrap

from sim.calibrate.history import Given, History
from sim.calibrate.into import as_toml, written
from sim.calibrate.phone.laws.handling import Handling
from sim.calibrate.shown import Curve, Level
from sim.deadline.instants.wall import week_label
from sim.report.fitted.facts import in_english, in_words
from sim.report.fitted.fitting import Fitting
from sim.report.fitted.meaning import meaning
from sim.report.fitted.table import now_number
from sim.report.lines import WIDTH, remark
from sim.report.texts.language import Language

KEY, NUMBER, RANGE = 40, 10, 20
ROW = f" {{:<{KEY}}}{{:>{NUMBER}}}{{:>{NUMBER}}}  {{:<{RANGE}}} "
RESTS = KEY + 2 * NUMBER + RANGE + 4


def screen(fitting: Fitting, say: Language) -> str:
    """Say all of it."""
    lines = [_title(fitting, say), *_rows(fitting, say), *_good(fitting, say), *_cannot_tell(fitting, say)]
    return "\n".join(line.rstrip() for line in [*lines, *_changed(fitting, say)])


def _title(fitting: Fitting, say: Language) -> str:
    files = say.joined([_file(one, say) for one in fitting.history.given])
    return "\n".join(wrap(say("fit.title", name=fitting.name, files=files), WIDTH))


def _file(given: Given, say: Language) -> str:
    return f"{given.name} ({say(f'fit.kind.{given.kind}', n=given.rows)})"


def _rows(fitting: Fitting, say: Language) -> Iterator[str]:
    heads = (say("fit.key"), say("fit.now"), say("fit.fitted"), say("fit.range"))
    yield ROW.format(*heads) + say("fit.rests_on")
    for one in fitting.fit.fitted:
        low, high = (_number(end, one.low, one.high, say) for end in (one.low, one.high))
        now = now_number(fitting, one.key)
        was = "-" if now is None else say.number(now, len(f"{now:g}".partition(".")[2]))
        row = (one.key, was, _number(one.value, one.low, one.high, say), say.between(low, high))
        yield from _row(row, in_words(one.rests_on, say), say)
    if fitting.fit.profiles:
        by_hour = (fitting.fit.profiles[0].key.rpartition(".")[0], "-", say("fit.hours"), "")
        yield from _row(by_hour, in_words(fitting.fit.profiles[0].rests_on, say), say)


def _row(row: tuple[str, str, str, str], rests_on: str, say: Language) -> Iterator[str]:
    """Lay out a key with its figures, and beneath it what it means."""
    first, *more = wrap(rests_on, WIDTH - RESTS)
    yield ROW.format(*row) + first
    beneath = [f"   {said}"] if (said := meaning(row[0], say)) else []
    yield from (f"{left:<{RESTS}}{right}" for left, right in zip_longest(beneath, more, fillvalue=""))


def _number(value: float, low: float, high: float, say: Language) -> str:
    text = written(value, low, high)
    return say.number(float(text), len(text.partition(".")[2]))


def _good(fitting: Fitting, say: Language) -> Iterator[str]:
    """Say how well the figures describe what they were fitted to, and how late the answers were."""
    for panel in fitting.fit.panels:
        what = say(f"fit.what.{panel.what}")
        if isinstance(panel, Level):
            inside, of = panel.inside
            yield from remark(say("fit.good"), say("fit.inside", what=what, n=inside, of=of))
        elif isinstance(panel, Curve) and panel.off is not None:
            yield from remark(say("fit.good"), say("fit.off", what=what, off=100 * panel.off))
    if fitting.fit.handling:
        laws = ", ".join(_law(name, law, say) for name, law in fitting.fit.handling.items())
        yield from remark(say("fit.good"), say("fit.by_topic", laws=laws))
    if (answered := fitting.fit.answered) is not None:
        share = say.exact_percent(answered.in_time / answered.judged)
        worst, week = say.exact_percent(answered.worst.share), week_label(answered.worst.week)
        text = say("fit.answered", share=share, n=answered.judged, worst=worst, week=week)
        yield from remark(say("fit.answered_name"), text)


def _law(name: str, law: Handling, say: Language) -> str:
    return say("fit.law", topic=name, n=law.calls, minutes=law.minutes, off=100 * law.distance)


def _cannot_tell(fitting: Fitting, say: Language) -> Iterator[str]:
    keys: dict[str, list[str]] = {}
    for one in fitting.untold:
        keys.setdefault(in_words(one.reason, say), []).append(one.key)
    for place, (reason, own) in enumerate(keys.items()):
        yield from remark(say("fit.cannot_tell") if not place else "", f"{', '.join(own)}: {reason}")
    if fitting.still_guessed:
        guessed = say("fit.guessed", keys=", ".join(fitting.still_guessed))
        yield from remark(say("fit.guessed_name"), guessed)
    for place, text in enumerate(_left_out(fitting.history, say)):
        yield from remark(say("fit.left_out") if not place else "", text)


def _left_out(history: History, say: Language) -> Iterator[str]:
    """Say which rows, and which weeks of orders or calls, were not counted."""
    if history.skipped_rows:
        yield say("fit.skipped", n=history.skipped_rows)
    for what, days in history.with_unknown_days.items():
        weeks = say.joined([week_label(week) for week in days.broken_weeks.tolist()])
        yield say(f"fit.unknown_days.{what}", n=int(days.unknown.sum()), weeks=weeks)


def _changed(fitting: Fitting, say: Language) -> Iterator[str]:
    """Say what the scenario has now, or print what can be pasted into one."""
    if fitting.taken is None or fitting.file is None:
        yield say("fit.paste")
        yield as_toml(fitting.fit, in_english)
        return
    keys = [step.key for step in fitting.taken.steps]
    nothing = say("fit.unchanged", name=fitting.name)
    text = say("fit.changed", n=len(keys), name=fitting.name, keys=", ".join(keys)) if keys else nothing
    yield from remark(say("fit.changed_name"), text)
