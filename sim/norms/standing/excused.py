"""Weeks that the marketplace takes out of a norm: they count for nothing, and are told as excused.

"Taken into account: disruptions at bol, national strikes or disruptions at a carrier, depot strikes hitting
several partners, temporary T&T processing disruptions, content changed by another partner" (K11: S). Which
weeks those are no log can tell; that a week counts as a whole or not at all is our reading (R).
"""

import numpy as np

from sim.deadline import week_from_label, week_label
from sim.deadline.instants.forms import one_of
from sim.norms.editions.edition import NORMS
from sim.norms.measures.view import Rows, View


def excused_weeks(view: View) -> dict[str, Rows]:
    """Return the excused weeks of each norm, bool[weeks]; ValueError for one that is not judged."""
    excused = {norm: np.zeros(len(view.weeks), bool) for norm in NORMS}
    for norm, label in view.options.excused:
        week = view.weeks == week_from_label(label)
        if not week.any():
            first, last = (week_label(int(one)) for one in (view.weeks[0], view.weeks[-1]))
            raise ValueError(
                f"an excused week must be one of {first} to {last}, which are judged; got {label!r}"
            )
        excused[one_of("an excused norm", norm, NORMS)] |= week
    return excused
