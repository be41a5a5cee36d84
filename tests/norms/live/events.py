"""What a live judge is told, and the log of the same facts put together by the plainest means there are."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from sim.norms import NEVER, EventLog
from sim.norms.live import Event
from sim.norms.log.columns import Table, columns
from sim.norms.log.tables import TABLES

REQUIRED = {
    "cases": ["arrived_at"],
    "calls": ["attempted_at", "outcome"],
    "items": ["promised_on"],
    "parcels": ["shipped_at", "has_code"],
    "returns": ["registered_at"],
    "reviews": ["given_at", "grade"],
    "surveys": ["closed_at", "grade"],
}
KEYS = {"cases": "case_id", "calls": "call_id", "items": "item_id", "parcels": "parcel_id"}
EARLIER = {  # each of these comes at or after the first of its table
    "cases": [
        "arrived_at",
        "answered_at",
        "taken_over_by_bol_at",
        "handed_to_bol_at",
        "returned_at",
        "closed_at",
    ],
    "calls": ["attempted_at", "answered_at", "ended_at"],
    "items": ["ordered_at", "attempted_at", "cancelled_at"],
}
Facts = dict[tuple[str, int], dict[str, int]]


def whole_rows(log: EventLog) -> list[Event]:
    """One event a row, with everything that the log knows of it."""
    return [
        Event(name, row, dict(_facts(name, table, row)))
        for name, table in log.tables().items()
        for row in range(len(table))
    ]


def pieces(log: EventLog, rng: np.random.Generator) -> list[Event]:
    """The rows of a log in pieces, out of order, some twice, some with an instant that is told later too."""
    told = []
    for event in whole_rows(log):
        part = rng.integers(0, 3, len(event.facts))
        for piece in range(3):
            facts = {
                name: value
                for (name, value), of in zip(event.facts.items(), part, strict=True)
                if of == piece
            }
            told += [event._replace(facts=facts)] * int(rng.integers(1, 3))
        again = {name: value + 3600 for name, value in event.facts.items() if name.endswith("_at")}
        told += [event._replace(facts=again)] * int(rng.random() < 0.1)
    return [told[place] for place in rng.permutation(len(told))]


def log_of(events: list[Event]) -> EventLog:
    """Merge events by hand: the earliest of an instant; only rows that lack nothing and run forward."""
    merged: Facts = {}
    for table, row, facts in events:
        known = merged.setdefault((table, row), {})
        for name, value in facts.items():
            known[name] = min(known.get(name, value), value) if name.endswith("_at") else value
    return EventLog(**{name: _table(name, merged) for name in TABLES})


def _table(name: str, merged: Facts) -> Table:
    rows = [
        (row, facts)
        for (table, row), facts in merged.items()
        if table == name and all(column in facts for column in REQUIRED[name]) and _in_order(name, facts)
    ]
    if not rows:
        return TABLES[name]()
    filled = {
        column: [facts.get(column, rule.unknown) for _, facts in rows]
        for column, rule in columns(TABLES[name]).items()
        if column != KEYS.get(name)
    }
    if name in KEYS:
        filled[KEYS[name]] = [row for row, _ in rows]
    return TABLES[name](**filled)


def _in_order(name: str, facts: dict[str, int]) -> bool:
    first, *later = EARLIER.get(name, ["none"])
    return all(facts.get(column, 2**60) >= facts.get(first, 0) for column in later)


def _facts(name: str, table: Table, row: int) -> Iterator[tuple[str, Any]]:
    for column, rule in columns(type(table)).items():
        value = getattr(table, column)[row].item()
        silent = value == NEVER if rule.kind in ("instant", "date") else value == -1
        if column != KEYS.get(name) and not silent:
            yield column, value
