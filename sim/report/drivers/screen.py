"""Why the norms are missed, and which hours are worth most, in words."""

from collections.abc import Iterator

from sim.experiments.drivers.hire import Hire, Start
from sim.experiments.drivers.hours import Block, Hours
from sim.report.drivers.driven import drivers_said, spread_said
from sim.report.drivers.found import Found
from sim.report.texts.language import Language


def screen(found: Found, say: Language) -> str:
    """Say what drives the risk, which blocks are best beyond chance, and until when to ask for a temp."""
    hours, hire, what = found.hours, found.hire, found.counted(say)
    title = f"{found.shop_and_weeks(say)}      {say('why.made', n=hours.seasons)}"
    temp = [say("why.no_temp")] if hire is None else _hire_by(hire, what, say)
    return "\n".join(
        [title, *spread_said(found, say), *drivers_said(found, say), *_said(hours, what, say), *temp]
    )


def _said(hours: Hours, what: str, say: Language) -> Iterator[str]:
    best = hours.best()
    if not best:
        yield say("why.none", what=what)
    else:
        yield say("why.best", what=what)
        yield from (f"  {block_told(block, what, say)}" for block in best)
    sure = sum(cell.change.beyond_chance for cell in hours.cells)
    yield say("why.sure", sure=sure, of=len(hours.cells), what=what)
    weeks = sum(cell.weeks_change.low > 0 for cell in hours.cells)
    yield say("why.weeks", sure=weeks, of=len(hours.cells))


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


def _hire_by(hire: Hire, what: str, say: Language) -> Iterator[str]:
    """Say until when a temp helps at all and, where each late answer has a price, until when it pays."""
    last, paying, each = hire.last, hire.last_paying, hire.euro_each
    yield say("why.no_hire", what=what) if last is None else _last(last, hire, what, say)
    if each is None:
        return
    price = say.few(each)
    if paying is None:
        yield say("why.pays_never", what=what, each=price)
    else:
        yield say("why.pays", day=say.day(hire.decide_by(paying)), what=what, each=price, euro=paying.euro)


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
