"""What the work order asks of people on duty: stretches are cut, and a piece has less to do.

At a cut work in hand stays with its person, who goes on with it in the next piece.
"""

from dataclasses import replace

import numpy as np

from sim.draws import numbered
from sim.operation.rules.policy import CALLS
from sim.scenario.schema import Scenario
from sim.scenario.season import Season
from sim.staffing.people import Planned
from sim.staffing.roster import Roster


def as_ordered(scenario: Scenario, season: Season, staff: list[Planned], roster: Roster) -> Roster:
    """Apply a scenario's work order to its roster; person by person, `staff` is who was planned."""
    work = scenario.work
    if work.specialists_first:
        roster = replace(roster, asked=_skills(staff)[roster.person])
    if work.keep_free_for_calls:
        roster = on_the_phone(roster, season.offered, round(work.rings_before_voicemail_s))
    return roster


def _skills(staff: list[Planned]) -> np.ndarray:
    """Count the kinds of work and the languages that each person can do: int64[people]."""
    return np.array([len(one.skills) for one in staff], dtype=np.int64)


def on_the_phone(roster: Roster, offered: np.ndarray, rings_s: int) -> Roster:
    """Let people take calls only while some can come, so that nobody is kept free for calls that cannot.

    `offered` (int64[k, 2]) is when the phone is offered; the last caller of a slot may ring for `rings_s`.
    """
    opens, closes = offered[:, 0], offered[:, 1] + rings_s
    edges = np.sort(np.concatenate([opens, closes]))
    first, end = (np.searchsorted(edges, column, side="right") for column in (roster.on, roster.off))
    stretch = np.repeat(np.arange(len(roster)), end - first)
    pieces = roster.cut(stretch, edges[first[stretch] + numbered(end - first)])
    slot = np.searchsorted(opens, pieces.on, side="right") - 1
    shut = (slot < 0) | (pieces.on >= closes[slot]) if len(offered) else np.ones(len(pieces), bool)
    masks = {
        name: np.where(shut, getattr(pieces, name) & ~CALLS, getattr(pieces, name))
        for name in ("does", "does_then")
    }
    return replace(pieces, **masks)
