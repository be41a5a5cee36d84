"""A backtest of the phone in words: how right, then week by week."""

from collections.abc import Iterator, Sequence

from sim.calibrate.backtest.pick_up import Week
from sim.deadline import week_label
from sim.report.backtest.pick_up.found import Found, tally
from sim.report.lines import wrapped
from sim.report.texts.language import Language
from sim.report.words import span

WIDTHS = (10, 9, 9, 26, 8, 9, 9)


def screen(found: Found, say: Language) -> str:
    """Say how right the weeks were called, with their calls known and with their calls forecast."""
    mondays = [week.monday for week in found.weeks.known]
    lines = [f"{found.name}, {span(mondays, say)}"]
    for way, weeks in (("known", found.weeks.known), ("forecast", found.weeks.forecast)):
        lines += [*wrapped(said(way, weeks, say)), *_table(weeks, say)]
    lines += wrapped(
        f"{say('backtest.pick_up.read', least=say.percent(float(found.least)))} {_at_work(found, say)}"
    )
    return "\n".join(lines)


def _at_work(found: Found, say: Language) -> str:
    """Say how it is known who was at work."""
    if (planned := found.rostered) is None:
        return say("backtest.pick_up.seen")
    return say(
        "backtest.pick_up.rostered",
        n=planned.people,
        file=planned.file,
        hours=say.number(round(planned.hours)),
    )


def said(way: str, weeks: Sequence[Week], say: Language) -> str:
    """Say in one sentence how right weeks were called."""
    counts = tally(weeks)
    off = say.number(counts.off_points, 1)
    return say(f"backtest.pick_up.{way}", n=counts.weeks, right=counts.right, off=off, calls=counts.off_calls)


def _table(weeks: Sequence[Week], say: Language) -> Iterator[str]:
    yield _line(say.listed("backtest.pick_up.heads"))
    for week in weeks:
        yield _line(_cells(week, say))


def _cells(week: Week, say: Language) -> tuple[str, ...]:
    called, low, high, came = (
        say.exact_percent(one) for one in (week.predicted, week.low, week.high, week.came)
    )
    off = round(week.off, 1) + 0.0  # no -0.0
    return (
        week_label(week.monday),
        say.number(week.attempts),
        came,
        f"{called} ({low} - {high})",
        f"{'+' * (off >= 0)}{say.number(off, 1)}",
        *(say(f"backtest.pick_up.{'met' if met else 'missed'}") for met in (week.called_met, week.met)),
    )


def _line(cells: Sequence[str]) -> str:
    first, *rest = cells
    return f" {first}".ljust(WIDTHS[0]) + "".join(
        cell.rjust(width) for cell, width in zip(rest, WIDTHS[1:], strict=True)
    )
