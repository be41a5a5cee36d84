"""Why the norms are missed, and which hours are worth most, in words."""

from collections.abc import Iterator

from sim.experiments.drivers.hire import Hire, Start
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
    last = say("why.no_hire", what=what) if hire.last is None else _last(hire.last, hire, what, say)
    yield from remark(say("why.name.hire"), last)
    if hire.euro_each is not None:
        yield from remark(say("why.name.pays"), _pays(hire, hire.euro_each, what, say))


def _pays(hire: Hire, euro_each: float, what: str, say: Language) -> str:
    paying, each = hire.last_paying, say.few(euro_each)
    if paying is None:
        return say("why.pays_never", what=what, each=each)
    return say("why.pays", day=say.day(hire.decide_by(paying)), what=what, each=each, euro=paying.euro)


def _last(start: Start, hire: Hire, what: str, say: Language) -> str:
    return say(
        "why.hire",
        day=say.day(hire.decide_by(start)),
        notice=hire.notice_days,
        first=say.day(start.first_day),
        mean=start.spared.mean,
        low=start.spared.low,
        high=start.spared.high,
        what=what,
        euro=start.euro,
    )
