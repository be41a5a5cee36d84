"""Why the norms are missed, and which hours are worth most, in words."""

from collections.abc import Iterator, Mapping

from sim.experiments.drivers.hire import Hire
from sim.experiments.drivers.hours import Block
from sim.report.drivers.driven import drivers_said, spread_said
from sim.report.drivers.found import Found
from sim.report.lines import remark
from sim.report.texts.language import Language


def screen(found: Found, say: Language) -> str:
    """Say what drives the risk, which blocks are best beyond chance, and until when to ask for a temp."""
    title = f"{found.shop_and_weeks(say)}      {say('why.made', n=found.hours.seasons)}"
    said = [*spread_said(found, say), *drivers_said(found, say), *_hours_said(found, say)]
    return "\n".join([title, *said, *_hire_said(found, say)])


def _hours_said(found: Found, say: Language) -> Iterator[str]:
    """Say which blocks of hours are best, and how many half-hours surely help."""
    hours, what = found.hours, found.counted(say)
    best = hours.best()
    yield from remark(say("why.name.best"), say("why.best" if best else "why.none", what=what))
    for block in best:
        yield from remark("", block_told(block, what, say))
    sure = sum(cell.change.beyond_chance for cell in hours.cells)
    yield from remark(say("why.name.sure"), say("why.sure", sure=sure, of=len(hours.cells), what=what))
    weeks = sum(cell.weeks_change.low > 0 for cell in hours.cells)
    said = say("why.weeks", sure=weeks, of=len(hours.cells), missed=found.missed(say))
    yield from remark(say("why.name.weeks"), said)


def block_told(block: Block, what: str, say: Language) -> str:
    """Say what a euro for one more person in a block of hours spares."""
    spared, day = block.spared, say.listed("calendar.days")[block.slot.weekday]
    a_euro = [say.number(one / block.euro, 2) for one in (spared.mean, spared.low, spared.high)]
    return say(
        "why.block",
        when=f"{day} {block.slot.text}",
        what=what,
        mean=a_euro[0],
        low=a_euro[1],
        high=a_euro[2],
        spared=spared.mean,
        euro=block.euro,
    )


def _hire_said(found: Found, say: Language) -> Iterator[str]:
    """Say until when a temp helps at all and, where each late answer has a price, until when it pays."""
    hire, what = found.hire, found.counted(say)
    if hire is None:
        yield from remark(say("why.name.hire"), say("why.no_temp"))
        return
    counted = {"what": what, "n": found.hours.seasons}
    yield from remark(say("why.name.hire"), _last(hire, counted, say))
    if hire.euro_each is not None:
        each = say.few(hire.euro_each)
        yield from remark(say("why.name.pays"), _pays(hire, {**counted, "each": each}, say))


def _pays(hire: Hire, counted: Mapping[str, object], say: Language) -> str:
    """Say until when a temp pays: never is said only where no season leaves room for it."""
    paying = hire.last_paying
    if paying is None:
        return say("why.pays_untold" if hire.may_pay else "why.pays_never", **counted)
    return say("why.pays", day=say.day(hire.decide_by(paying)), euro=paying.euro, **counted)


def _last(hire: Hire, counted: Mapping[str, object], say: Language) -> str:
    """Say until when a temp helps: never is said only where no season leaves room for it."""
    start = hire.last
    if start is None:
        return say("why.hire_untold" if hire.may_help else "why.no_hire", **counted)
    return say(
        "why.hire",
        day=say.day(hire.decide_by(start)),
        notice=hire.notice_days,
        first=say.day(start.first_day),
        mean=start.spared.mean,
        low=start.spared.low,
        high=start.spared.high,
        euro=start.euro,
        **counted,
    )
