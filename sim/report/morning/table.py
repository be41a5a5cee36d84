"""The open questions as a table for the team: today.csv, what is to be saved at the top.

`pick` numbers what is to be saved by going first, in the order of picking; `place` all that goes first with
it, as what is due no later keeps its place.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from sim.deadline.instants.wall import to_wall, zone_of
from sim.experiments.morning.outlook import Outlook
from sim.scenario.values.days import ZONE

PICK, AT_RISK, LATE, SAFE = "pick first", "at risk", "late already", "safe"
DECIMALS = 4
SCHEMA = pa.schema(
    [
        ("pick", pa.int64()),
        ("place", pa.int64()),
        *((name, pa.string()) for name in ("case_id", "topic", "arrived_at", "due_at", "state")),
        *((name, pa.float64()) for name in ("late", "late_low", "late_high", "late_if_picked_first")),
    ]
)


def in_order(outlook: Outlook) -> dict[str, np.ndarray]:
    """Part the open questions (their places) by what can be done for them, those due first in front.

    At risk are those whom going first does not save beyond chance.
    """
    late, safe = np.flatnonzero(outlook.morning.lost), np.flatnonzero(outlook.safe)
    rest = outlook.at_risk[~np.isin(outlook.at_risk, outlook.winnable)]
    return {PICK: outlook.winnable, AT_RISK: rest, LATE: late, SAFE: safe}


def today_table(outlook: Outlook) -> pa.Table:
    """Lay out all open questions, a row each."""
    return pa.Table.from_pylist(list(_rows(outlook)), SCHEMA)


def _rows(outlook: Outlook) -> Iterator[dict[str, Any]]:
    for state, places in in_order(outlook).items():
        for number, place in enumerate(places.tolist(), 1):
            pick = number if state == PICK else None
            yield {"pick": pick, "place": outlook.order.get(place), "state": state, **_row(outlook, place)}


def _row(outlook: Outlook, place: int) -> dict[str, Any]:
    morning, found = outlook.morning, outlook.chance(place)
    shares = (found.share, found.low, found.high, outlook.chances_picked[place])
    names = ("late", "late_low", "late_high", "late_if_picked_first")
    return {
        "case_id": case_id(outlook, place),
        "topic": topic(outlook, place),
        "arrived_at": _local(morning.cases.arrived_at[morning.rows[place]]),
        "due_at": _local(morning.due_at[place]),
        **{name: round(float(share), DECIMALS) for name, share in zip(names, shares, strict=True)},
    }


def case_id(outlook: Outlook, place: int) -> str:
    """Name an open question as its log does."""
    morning = outlook.morning
    return str(morning.cases.case_id[morning.rows[place]])


def topic(outlook: Outlook, place: int) -> str:
    """Say what an open question is about, "" where the log does not."""
    said = str(outlook.morning.cases.topic[outlook.morning.rows[place]])
    return "" if said == "-1" else said


def _local(at: int) -> str:
    return to_wall(int(at), zone_of(ZONE)).isoformat()
