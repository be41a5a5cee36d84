"""One customer's tale, and the people around them: what happened when, who went first, why it was late."""

from collections.abc import Iterator
from textwrap import wrap
from typing import NamedTuple

import numpy as np

from sim.deadline import NEVER
from sim.experiments.seasons.replicate import Played, verdicts_of
from sim.norms import Fault, InputError
from sim.operation.contract import LEFT, MOOT, OPEN, UNSEEN
from sim.report.judged.story import story
from sim.report.lines import WIDTH
from sim.report.replay.floor import Floor
from sim.report.replay.sentences import begins, comes, ends, gone, local
from sim.report.texts.language import Language

INDENT = 22
LAST = 2**31  # step of a row
CASE_EVENTS = {  # columns of a case that no row of work tells
    "auto_replied_at": "tale.case.auto_replied",
    "closed_at": "tale.case.closed",
}


class Moment(NamedTuple):
    """Something that happens to the customer; in one instant row by row, and of a row by its `step`."""

    at: int
    row: int
    step: int
    text: str


def trace(played: Played, case_id: str, made: str, say: Language) -> str:
    """Tell the tale of the customer of a case, then the clock of the case; `made` says which season it is.

    Raises:
        InputError: no case has that id.
    """
    row = int(played.case_rows[_case_of(played, case_id)])
    customer = int(played.work.customer[row])
    of_case = _of_case(played, _case_of(played, case_id), say)
    moments = sorted([*_moments(Floor(played), customer, say), *of_case])
    lines = [say("tale.head", case=case_id, made=made)]
    lines += [line for moment in moments for line in _told(moment, say)]
    return "\n".join([*lines, "", story(verdicts_of(played.shop, played.events), case_id, say)])


def _case_of(played: Played, case_id: str) -> int:
    ids = played.events.cases.case_id
    found = np.flatnonzero(ids.astype(str) == case_id)
    if not len(found):
        known = f"{ids[0]} to {ids[-1]}, in order of arrival" if len(ids) else "none: nobody asked anything"
        raise InputError([Fault("this season", "--case", case_id, "the id of a case", f"there are {known}")])
    return int(found[0])


def _told(moment: Moment, say: Language) -> list[str]:
    at = f" {local(moment.at, say)}"
    return wrap(f"{at:<{INDENT}}{moment.text}", WIDTH, subsequent_indent=" " * INDENT)


def _of_case(played: Played, case: int, say: Language) -> Iterator[Moment]:
    """Tell what the log says of the case itself."""
    cases = played.events.cases
    for column, text in CASE_EVENTS.items():
        at = int(getattr(cases, column)[case])
        if at not in (NEVER, int(cases.answered_at[case])):
            yield Moment(at, len(played.work), 0, say(text))


def _moments(floor: Floor, customer: int, say: Language) -> Iterator[Moment]:
    """Tell all that a customer asked, came to and set off."""
    work, log, cases = floor.played.work, floor.played.happened, floor.played.events.cases
    case_of = dict(zip(floor.played.case_rows.tolist(), cases.case_id.tolist(), strict=True))
    for row in np.flatnonzero((work.customer == customer) & (log.outcome != UNSEEN)).tolist():
        case = f" {say('tale.this_case', case=str(case_of[row]))}" if row in case_of else ""
        yield Moment(int(log.came[row]), row, 0, comes(floor, row, say) + case)
        spells = floor.of_row.get(row, [])
        for number, spell in enumerate(spells):
            yield Moment(spell.began, row, 2 * number + 1, begins(floor, spells, number, say))
            yield Moment(spell.ended, row, 2 * number + 2, ends(floor, spell, say))
        if log.outcome[row] in (LEFT, MOOT):
            yield Moment(int(log.left[row]), row, LAST, gone(floor, row, say))
        elif log.outcome[row] == OPEN and not spells:
            yield Moment(floor.played.shop.season.until, row, LAST, say("tale.unanswered"))
