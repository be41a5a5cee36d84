"""The account of one clock in words: which stretches counted, which did not, and the verdict."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import numpy as np

from sim.deadline import NEVER, monday_of, week_label, zone_of
from sim.deadline.account import Piece, account
from sim.deadline.instants.wall import duration_text, to_wall, wall_text
from sim.norms import Fault, InputError, Verdicts
from sim.norms.editions.reading import told
from sim.norms.measures.contacts import judged_questions


def story(verdicts: Verdicts, case_id: str) -> str:
    """Tell the clock of one question: its stretches until it is due, its answer, the verdict.

    Raises:
        InputError: no question has that id.
    """
    return "\n".join(_lines(verdicts, _row_of(verdicts, case_id)))


def _row_of(verdicts: Verdicts, case_id: str) -> int:
    ids = verdicts.view.log.cases.case_id
    found = np.flatnonzero(ids.astype(str) == case_id)
    if not len(found):
        some = f"such as {', '.join(str(one) for one in ids[:3])}" if len(ids) else "this log has none"
        raise InputError([Fault("cases", "--case", case_id, "the id of a question in the log", some)])
    return int(found[0])


def _lines(verdicts: Verdicts, row: int) -> Iterator[str]:
    view, cases = verdicts.view, verdicts.view.log.cases
    zone = zone_of(view.options.timezone)
    arrived = int(cases.arrived_at[row])
    due = int(judged_questions(view).due_at[row])
    listed = view.holidays if isinstance(view.holidays, str) else "as given"
    rules = [f"edition {view.edition.name}", f"boundary {view.options.boundary}", f"holidays {listed}"]
    yield f"QUESTION {cases.case_id[row]}   {' · '.join([*rules, *told(view.edition)])}"
    week = int(monday_of(view.days(cases.arrived_at[[row]]))[0])
    yield f" arrived {at_told(arrived, zone)}, week {week_label(week)}"
    until = view.as_of if due == NEVER else due
    yield from (piece_told(piece, zone) for piece in _pieces(verdicts, arrived, until))
    yield f" warning {_warning(verdicts, arrived, zone)}"
    yield f" due     {at_told(due, zone)}, when {duration_text(view.clock.allowance_s)} have counted"
    yield f" answer  {_answer(verdicts, row, zone)}"
    yield f" VERDICT {_verdict(verdicts, row)}"


def _pieces(verdicts: Verdicts, arrived: int, until: int) -> tuple[Piece, ...]:
    hours = verdicts.view.clock.hours
    names = {one.day: one.name for one in verdicts.view.holidays_between(hours.first, hours.last) if one.name}
    return account(hours, arrived, max(arrived, until), names)


def _warning(verdicts: Verdicts, arrived: int, zone: ZoneInfo) -> str:
    """Say when the account marks a question that is still open.

    "Open for long marker in the account: at 6 working hours in the 8-hour regime (K3), at 18 clock hours,
    excluding weekend and holiday hours in the 24-hour regime (K13)" (norms/README.md, 1.1: S).
    """
    clock = verdicts.view.clock
    marked_at = int(clock.warning(np.array([arrived]))[0])
    counted = duration_text(clock.early_warning_s)
    return f"{at_told(marked_at, zone)}, when {counted} have counted: marked as open for long"


def piece_told(piece: Piece, zone: ZoneInfo) -> str:
    """Tell one stretch of a clock: from when to when, and whether it counted."""
    span = f"{at_told(piece.start, zone)} - {at_told(piece.end, zone)}"
    if piece.kind == "counted":
        counted, so_far = duration_text(piece.end - piece.start), duration_text(piece.counted_s)
        return f"   {span}  counted {counted}, {so_far} so far"
    return f"   {span}  {piece.kind}{f': {piece.name}' if piece.name else ''}"


def _answer(verdicts: Verdicts, row: int, zone: ZoneInfo) -> str:
    view, cases = verdicts.view, verdicts.view.log.cases
    arrived, answered = int(cases.arrived_at[row]), int(cases.answered_at[row])
    if answered == NEVER or answered > view.as_of:
        return f"none by {at_told(view.as_of, zone)}"
    used = view.clock.hours.elapsed(arrived, answered)
    return f"{at_told(answered, zone)}, {duration_text(used)} used{_after_due(verdicts, row, answered)}"


def _after_due(verdicts: Verdicts, row: int, answered: int) -> str:
    """Say how long after it was due a late answer came: outside the hours that count, `used` stands still."""
    found = judged_questions(verdicts.view)
    over = answered - int(found.due_at[row])
    return f", {duration_text(over)} after it was due" if found.late[row] and over > 0 else ""


def _verdict(verdicts: Verdicts, row: int) -> str:
    found = judged_questions(verdicts.view)
    kinds = {"in time": found.in_time, "LATE": found.late, "open, not yet due": found.pending}
    return next((kind for kind, rows in kinds.items() if rows[row]), "does not count for the response norm")


def at_told(at: int, zone: ZoneInfo) -> str:
    """Tell an instant with its weekday; "never" for NEVER."""
    return "never" if at == NEVER else f"{to_wall(at, zone):%a} {wall_text(at, zone)}"
