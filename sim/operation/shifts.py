"""What the work order asks of people on duty: stretches are cut, and a piece has less to do.

At a cut work in hand stays with its person, who goes on with it in the next piece.
"""

from dataclasses import fields, replace

import numpy as np

from sim.demand.work import CARE
from sim.operation.policy import CALLS, MINUTE_S, QUESTIONS, lines_of
from sim.scenario.schema import Scenario
from sim.scenario.season import Season
from sim.staffing.roster import KEEP, Roster

WRITTEN = QUESTIONS | lines_of(CARE)


def as_ordered(scenario: Scenario, season: Season, roster: Roster) -> Roster:
    """Apply a scenario's work order to its roster."""
    work = scenario.work
    if work.no_new_mail_before_end_minutes:
        roster = without_new_mail(roster, round(work.no_new_mail_before_end_minutes * MINUTE_S))
    if work.keep_free_for_calls:
        roster = on_the_phone(roster, season.offered, round(work.rings_before_voicemail_s))
    return roster


def without_new_mail(roster: Roster, before_end_s: int) -> Roster:
    """Let nobody begin a question in the last seconds of a shift, unless a reaction makes it longer.

    A shift ends where work is not kept for the next stretch: before a break people go on as ever.
    """
    at = roster.off - before_end_s
    ends = np.flatnonzero(roster.stop != KEEP)
    pieces = cut(roster, ends, at[ends])
    last = (pieces.stop != KEEP) & (pieces.off - pieces.on <= before_end_s)
    return replace(pieces, does=np.where(last, pieces.does & ~WRITTEN, pieces.does))


def on_the_phone(roster: Roster, offered: np.ndarray, rings_s: int) -> Roster:
    """Let people take calls only while some can come, so that nobody is kept free for calls that cannot.

    `offered` (int64[k, 2]) is when the phone is offered; the last caller of a slot may ring for `rings_s`.
    """
    opens, closes = offered[:, 0], offered[:, 1] + rings_s
    stretch = np.repeat(np.arange(len(roster)), 2 * len(offered))
    pieces = cut(roster, stretch, np.tile(np.concatenate([opens, closes]), len(roster)))
    slot = np.searchsorted(opens, pieces.on, side="right") - 1
    shut = (slot < 0) | (pieces.on >= closes[slot]) if len(offered) else np.ones(len(pieces), bool)
    masks = {
        name: np.where(shut, getattr(pieces, name) & ~CALLS, getattr(pieces, name))
        for name in ("does", "does_then")
    }
    return replace(pieces, **masks)


def cut(roster: Roster, stretch: np.ndarray, at: np.ndarray) -> Roster:
    """Cut stretches at instants, int64[cuts] each; an instant outside its stretch cuts nothing."""
    inside = (roster.on[stretch] < at) & (at < roster.off[stretch])
    begins = np.unique(
        np.column_stack(
            [
                np.concatenate([np.arange(len(roster)), stretch[inside]]),
                np.concatenate([roster.on, at[inside]]),
            ]
        ),
        axis=0,
    )
    of, on = begins[:, 0], begins[:, 1]
    goes_on = np.append(of[1:] == of[:-1], False)[: len(of)]
    off = np.where(goes_on, np.append(on[1:], 0)[: len(of)], roster.off[of])
    pieces = {field.name: getattr(roster, field.name)[of] for field in fields(Roster)}
    pieces |= {"on": on, "off": off, "stop": np.where(goes_on, KEEP, pieces["stop"])}
    return Roster(**pieces | {"off_then": np.where(goes_on, off, pieces["off_then"])})
