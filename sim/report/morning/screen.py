"""This morning in words: what to pick first and whom that costs, the slack, and what each week has left."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import numpy as np

from sim.deadline import NEVER
from sim.deadline.instants.wall import to_wall, zone_of
from sim.experiments.estimates.confidence import Chance
from sim.experiments.morning.outlook import AT_RISK, Outlook
from sim.experiments.morning.summary import (
    Ending,
    Tightest,
    WeekToCome,
    late_of_new,
    late_of_open,
    tightest,
    weeks_to_come,
)
from sim.report.lines import remark, wrapped
from sim.report.morning import table
from sim.report.texts.language import Language
from sim.report.words import cut, judged_by, week_name, week_number
from sim.scenario.beside.start import NOT_SAID
from sim.scenario.values.days import ZONE

SHOWN = 12  # cases on the screen
NAME_LENGTH = 30
NAMED = 5  # cases in a sentence
COLUMNS = "{:>5}  {:<14.14}  {:<16.16}  {:<16}  {:<16}  {:>16}  {:>15}"


def screen(outlook: Outlook, name: str, say: Language) -> str:
    """Say everything; `name` is that of the scenario."""
    lines = [*_head(outlook, name, say), *_picks(outlook, say), *_costs(outlook, say)]
    return "\n".join([*lines, *_slack(outlook, say), *_weeks(outlook, say), *_trust(outlook, say)])


def local(at: int) -> datetime:
    """Tell an instant by the clock of the shop."""
    return to_wall(int(at), zone_of(ZONE))


def title(outlook: Outlook, name: str, say: Language) -> str:
    """Name the shop and the instant."""
    return say("today.title", name=cut(name, NAME_LENGTH), at=local(outlook.morning.at))


def _head(outlook: Outlook, name: str, say: Language) -> Iterator[str]:
    morning, parts = outlook.morning, table.in_order(outlook)
    rules = say(
        "today.rules",
        rules=judged_by(morning.shop, say),
        boundary=say(f"boundary.{morning.shop.boundary}"),
        n=len(outlook.plain.late),
        until=local(morning.until - 1),
    )
    yield from wrapped(f"{title(outlook, name, say)}      {rules}")
    yield say(
        "today.inbox",
        n=len(morning.rows),
        replies=len(morning.start.replied_at),
        late=len(parts[table.LATE]),
        risk=len(outlook.at_risk),
        safe=len(parts[table.SAFE]),
        below=AT_RISK,
    )


def _picks(outlook: Outlook, say: Language) -> Iterator[str]:
    if not len(outlook.picks):
        nothing = "today.all_late" if outlook.morning.lost.all() else "today.nothing_to_pick"
        yield from remark(say("today.pick"), say(nothing))
        return
    first = outlook.winnable
    if not len(first):
        yield from remark(say("today.pick"), say("today.none_winnable"))
        return
    head = say("today.pick_head", n=len(first), shown=min(len(first), SHOWN), least=AT_RISK)
    yield from remark(say("today.pick"), head)
    yield COLUMNS.format(*say.listed("today.columns")).rstrip()
    likeliest = np.argsort(-outlook.chances[first], kind="stable")[:SHOWN]
    for turn in sorted(likeliest.tolist()):
        yield _line(outlook, turn + 1, int(first[turn]), say)
    if between := int(outlook.safe[outlook.picks].sum()):
        yield from remark("", say("today.between", n=between))


def _line(outlook: Outlook, turn: int, place: int, say: Language) -> str:
    morning = outlook.morning
    return COLUMNS.format(
        turn,
        cut(table.case_id(outlook, place), 14),
        cut(table.topic(outlook, place), 16),
        say.moment(local(morning.cases.arrived_at[morning.rows[place]])),
        say.moment(local(morning.due_at[place])),
        _chance(outlook.chance(place), say),
        say.percent(float(outlook.chances_picked[place])),
    ).rstrip()


def _costs(outlook: Outlook, say: Language) -> Iterator[str]:
    """Say what picking changes, and for whom it is worse."""
    parts = table.in_order(outlook)
    if late := len(parts[table.LATE]):
        yield from remark(say("today.late"), say("today.late_already", n=late))
    if rest := len(parts[table.AT_RISK]):
        yield from remark(say("today.no_help"), say("today.not_saved", n=rest))
    if not len(outlook.picks):
        return
    seen = len(outlook.picked.late)
    plain, picked = late_of_open(outlook.paired), late_of_open(outlook.picked)
    new = late_of_new(outlook.paired), late_of_new(outlook.picked)
    told = say("today.changes", before=plain, after=picked, new_before=new[0], new_after=new[1], n=seen)
    yield from remark(say("today.instead"), f"{told}; {_harmed(outlook, say)}")


def _harmed(outlook: Outlook, say: Language) -> str:
    harmed = outlook.harmed.tolist()
    if not harmed:
        return say("today.nobody_worse")
    named = [
        say("today.worse_one", case=table.case_id(outlook, place), points=100 * outlook.change(place).mean)
        for place in sorted(harmed, key=lambda place: -outlook.change(place).mean)[:NAMED]
    ]
    return say("today.worse", n=len(harmed), named=say.joined(named))


def _slack(outlook: Outlook, say: Language) -> Iterator[str]:
    found = tightest(outlook)
    if found is None:
        yield from remark(say("today.slack"), say("today.nothing_due"))
        return
    told = say(
        "today.tightest",
        at=local(found.at),
        due=found.due_h,
        hands=found.hands_h,
        low=found.low_h,
        high=found.high_h,
        short=found.short,
    )
    yield from remark(say("today.slack"), f"{told}: {spare(found, say)}")


def spare(found: Tightest, say: Language) -> str:
    """Say how many hours are left over, or missing."""
    hours = found.spare_h
    return say("today.spare", hours=hours) if hours >= 0 else say("today.short", hours=-hours)


def _weeks(outlook: Outlook, say: Language) -> Iterator[str]:
    weeks = weeks_to_come(outlook)
    now, end, left, picked = say.listed("today.weeks")
    allowed, season = weeks[0].allowed, [week.monday for week in weeks]
    heads = (end, picked) if allowed is None else (end, left, say("today.mail", n=allowed + 1), picked)
    yield _row(say("today.late_answers"), (now, *heads))
    for week in weeks:
        name = f" {week_number(week.monday, season)} {week_name(week.monday, say)}"
        yield _row(name, (say.number(week.late_now), *_ends(week, say)))


def _row(name: str, cells: Sequence[str]) -> str:
    return f"{name:<16.16}  {cells[0]:>12}" + "".join(f"  {cell:>20}" for cell in cells[1:])


def _ends(week: WeekToCome, say: Language) -> Iterator[str]:
    """Say how a week may end; where no number of late answers brings a mail, by their number alone."""
    yield _range(week.plain, say)
    if week.left is None:
        yield _range(week.picked, say)
        return
    yield say.number(week.left)
    for ending in (week.plain, week.picked):
        assert ending.mail is not None  # as something is left of them
        yield _chance(ending.mail, say)


def _range(ending: Ending, say: Language) -> str:
    late = ending.late
    return say("today.range", low=late.low, median=late.median, high=late.high)


def _chance(found: Chance, say: Language) -> str:
    share, low, high = (say.percent(one) for one in (found.share, found.low, found.high))
    return say("today.chance", share=share, low=low, high=high)


def _trust(outlook: Outlook, say: Language) -> Iterator[str]:
    start, contacts = outlook.morning.start, outlook.morning.shop.scenario.contacts
    told = [say("today.not_known", n=len(outlook.plain.late))]
    if contacts.mails_again_share and (no_order := start.again.count(NOT_SAID)):
        told.append(say("today.no_orders", n=no_order, share=contacts.mails_again_share))
    if outlook.morning.shares_left is not None and (outlook.morning.cases.answered_at == NEVER).all():
        told.append(say("today.no_answers"))
    if not start.replied_at and contacts.follow_up_share:
        told.append(say("today.no_replies"))
    yield from remark(say("today.trust"), "; ".join(told))
