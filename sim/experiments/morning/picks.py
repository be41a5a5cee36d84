"""Cases picked first: they wait on a line of their own, which goes before all other questions.

On it the first one due goes first (Jackson's rule: no order has a smaller worst lateness); one that cannot be
in time any more goes back among the others, as if it had come when it fell due.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sim.deadline import Boundary
from sim.demand.work import KINDS, LANGUAGES, MAIL, Work
from sim.operation.contract import Rules
from sim.operation.rules.clocks import due, joined
from sim.scenario.schema import Scenario
from sim.staffing.roster import Roster

APART = 2  # ranks are spread so that one fits between any two


@dataclass(frozen=True)
class Desk:
    """What an engine is given."""

    work: Work
    roster: Roster
    rules: Rules


def put_first(desk: Desk, rows: np.ndarray, scenario: Scenario, boundary: Boundary) -> Desk:
    """Let some rows of first answers (int64[k]) go before all other questions."""
    line, key = desk.work.line.copy(), desk.work.key.copy()
    line[rows], key[rows] = len(desk.rules.rank) + line[rows] // KINDS, 0
    work = replace(desk.work, line=line, key=key)
    roster = desk.roster
    roster = replace(roster, does=_too(roster.does, desk.rules), does_then=_too(roster.does_then, desk.rules))
    return Desk(work, roster, _with_lines(desk.rules, scenario, boundary))


def _with_lines(rules: Rules, scenario: Scenario, boundary: Boundary) -> Rules:
    """Add a line a language, as that of its mails but for its place."""
    like = MAIL + KINDS * np.arange(LANGUAGES)
    longer = {
        name: np.append(column, column[like])
        for name, column in vars(rules).items()
        if isinstance(column, np.ndarray) and len(column) == len(rules.rank) and name not in _NO_LINES
    }
    rank, late_rank, curve = longer["rank"] * APART, longer["late_rank"] * APART, longer["curve"]
    rank[-LANGUAGES:] -= 1
    curve[-LANGUAGES:] = len(rules.curves.first) - 1  # the one that is joined below
    clock = scenario.judged.clock
    curves = joined(rules.curves, due(clock.hours, clock.allowance_s, boundary))
    looked = replace(rules.reactions, lines=_too(rules.reactions.lines, rules))
    changed: dict[str, Any] = {
        "rank": rank,
        "late_rank": late_rank,
        "curve": curve,
        "curves": curves,
        "reactions": looked,
    }
    return replace(rules, **longer | changed)


_NO_LINES = ("trunk_limit", "hours")  # columns of rules with other entries than one a line


def _too(masks: np.ndarray, rules: Rules) -> np.ndarray:
    """Add to masks of lines that of the picked ones of each language whose mails they hold: int64[n]."""
    for language in range(LANGUAGES):
        holds = masks >> (MAIL + KINDS * language) & 1
        masks = masks | holds << (len(rules.rank) + language)
    return np.asarray(masks)
