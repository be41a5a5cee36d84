"""The account of one clock in words: which stretches counted, which did not, and the verdict."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import numpy as np

from sim.deadline import NEVER, monday_of, week_label, zone_of
from sim.deadline.account import Piece, account
from sim.deadline.instants.wall import to_wall
from sim.norms import Fault, InputError, Verdicts
from sim.norms.measures.contacts import judged_questions
from sim.report.judged.rules import boundary, edition, holidays_by_name, hours, read_otherwise
from sim.report.lines import wrapped
from sim.report.texts.language import Language
from sim.report.words import holiday_name

INDENT = 11  # of what goes on in a second line


def story(verdicts: Verdicts, case_id: str, say: Language) -> str:
    """Tell the clock of one question: its stretches until it is due, its answer, the verdict.

    Raises:
        InputError: no question has that id.
    """
    told = _lines(verdicts, _row_of(verdicts, case_id), say)
    return "\n".join(line for one in told for line in wrapped(one, INDENT))


def _row_of(verdicts: Verdicts, case_id: str) -> int:
    ids = verdicts.view.log.cases.case_id
    found = np.flatnonzero(ids.astype(str) == case_id)
    if not len(found):
        some = f"such as {', '.join(str(one) for one in ids[:3])}" if len(ids) else "this log has none"
        raise InputError([Fault("cases", "--case", case_id, "the id of a question in the log", some)])
    return int(found[0])


def _lines(verdicts: Verdicts, row: int, say: Language) -> Iterator[str]:
    view, cases = verdicts.view, verdicts.view.log.cases
    zone = zone_of(view.options.timezone)
    arrived = int(cases.arrived_at[row])
    due = int(judged_questions(view).due_at[row])
    rules = [edition(view, say), *hours(view, say), boundary(view, say), holidays_by_name(view, say)]
    rules += read_otherwise(view, say)
    yield say("clock.head", case=str(cases.case_id[row]), rules=" · ".join(rules))
    week = int(monday_of(view.days(cases.arrived_at[[row]]))[0])
    yield say("clock.arrived", at=at_told(arrived, zone, say), week=week_label(week))
    until = view.as_of if due == NEVER else due
    yield from (piece_told(piece, zone, say) for piece in _pieces(verdicts, arrived, until))
    yield _warning(verdicts, arrived, zone, say)
    yield say("clock.due", at=at_told(due, zone, say), counted=view.clock.allowance_s)
    yield say("clock.answer", answer=_answer(verdicts, row, zone, say))
    yield say("clock.verdict", verdict=say(f"clock.verdict_of.{_verdict(verdicts, row)}"))


def _pieces(verdicts: Verdicts, arrived: int, until: int) -> tuple[Piece, ...]:
    hours = verdicts.view.clock.hours
    names = {one.day: one.name for one in verdicts.view.holidays_between(hours.first, hours.last) if one.name}
    return account(hours, arrived, max(arrived, until), names)


def _warning(verdicts: Verdicts, arrived: int, zone: ZoneInfo, say: Language) -> str:
    """Say when the account marks a question that is still open.

    "Open for long marker in the account: at 6 working hours in the 8-hour regime (K3), at 18 clock hours,
    excluding weekend and holiday hours in the 24-hour regime (K13)" (norms/README.md, 1.1: S).
    """
    clock = verdicts.view.clock
    marked_at = int(clock.warning(np.array([arrived]))[0])
    return say("clock.warning", at=at_told(marked_at, zone, say), counted=clock.early_warning_s)


def piece_told(piece: Piece, zone: ZoneInfo, say: Language) -> str:
    """Tell one stretch of a clock: from when to when, and whether it counted."""
    span = f"{at_told(piece.start, zone, say)} - {at_told(piece.end, zone, say)}"
    if piece.kind == "counted":
        counted = piece.end - piece.start
        return say("clock.counted", span=span, counted=counted, so_far=piece.counted_s)
    if piece.name:
        return say("clock.named_holiday", span=span, name=holiday_name(piece.name, say))
    return say(f"clock.{piece.kind}", span=span)


def _answer(verdicts: Verdicts, row: int, zone: ZoneInfo, say: Language) -> str:
    view, cases = verdicts.view, verdicts.view.log.cases
    arrived, answered = int(cases.arrived_at[row]), int(cases.answered_at[row])
    if answered == NEVER or answered > view.as_of:
        return say("clock.unanswered", at=at_told(view.as_of, zone, say))
    used = view.clock.hours.elapsed(arrived, answered)
    said = say("clock.answered", at=at_told(answered, zone, say), used=used)
    return said + _after_due(verdicts, row, answered, say)


def _after_due(verdicts: Verdicts, row: int, answered: int, say: Language) -> str:
    """Say how long after it was due a late answer came: outside the hours that count, `used` stands still."""
    found = judged_questions(verdicts.view)
    over = answered - int(found.due_at[row])
    return say("clock.after_due", over=over) if found.late[row] and over > 0 else ""


def _verdict(verdicts: Verdicts, row: int) -> str:
    found = judged_questions(verdicts.view)
    kinds = {"in_time": found.in_time, "late": found.late, "open": found.pending}
    return next((kind for kind, rows in kinds.items() if rows[row]), "not_counted")


def at_told(at: int, zone: ZoneInfo, say: Language) -> str:
    """Tell an instant with its weekday; "never" for NEVER.

    Raises:
        OverflowError: no calendar has the instant.
    """
    return say("clock.never") if at == NEVER else say.weekday_stamp(to_wall(at, zone))
