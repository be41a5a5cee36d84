"""The event log: seven tables, whoever wrote them, a simulation or a real shop.

Kinds, units and what stands for "unknown" are in `columns`.
"""

# ruff: noqa: RUF009 - a column is declared by a call that makes its dataclass field

from dataclasses import dataclass, field

from sim.deadline import NEVER
from sim.norms.log.columns import (
    Codes,
    Dates,
    Flags,
    Ids,
    Instants,
    Numbers,
    Table,
    choice,
    column,
    columns,
    duration,
    instant,
    quantity,
    row_number,
)


@dataclass(frozen=True, eq=False)
class Cases(Table):
    """One row a customer question; a phone contact makes a closed one of its own."""

    case_id: Ids = row_number()
    seller_id: Ids = column("id")
    order_id: Ids = column("id")
    topic: Ids = column("id")
    channel: Codes = choice("message", "mail", "chat", "phone", unknown=0)
    arrived_at: Instants = instant(required=True, filled=True)  # a forwarded question: the forwarding
    forwarded_by_bol: Flags = column("flag")
    auto_replied_at: Instants = instant()
    answered_at: Instants = instant(required=True)  # a person's first answer is sent, or speaks by phone
    replied_at: Instants = instant()  # the customer's first reply to it that nobody has answered yet
    outside_reply_at: Instants = instant()  # answered outside the marketplace's own channel
    taken_over_by_bol_at: Instants = instant()
    handed_to_bol_at: Instants = instant()
    returned_at: Instants = instant()  # went back to bol by itself, unanswered
    closed_at: Instants = instant()
    closed_by: Codes = choice("seller", "customer", "bol")


@dataclass(frozen=True, eq=False)
class Calls(Table):
    """One row a call attempt; a redial is an attempt of its own."""

    call_id: Ids = row_number()
    seller_id: Ids = column("id")
    attempted_at: Instants = instant(required=True, filled=True)
    answered_at: Instants = instant()  # a person picks up
    ended_at: Instants = instant()
    outcome: Codes = choice("answered", "abandoned", "busy", "voicemail", "menu", required=True, filled=True)
    case_id: Ids = column("id")
    # No norm reads these; a fit does (sim.calibrate.phone).
    waited_s: Numbers = duration()  # until somebody picks up or the caller hangs up; 0: left the menu at once
    handled_s: Numbers = duration()  # from picking up until the agent is free again
    agent_id: Ids = column("id")
    caller_id: Ids = column("id")
    topic: Ids = column("id")


@dataclass(frozen=True, eq=False)
class Items(Table):
    """One row an ordered item, or a day's items of one outcome with their quantity."""

    item_id: Ids = row_number()
    order_id: Ids = column("id")
    seller_id: Ids = column("id")
    quantity: Numbers = quantity()
    ordered_at: Instants = instant()
    promised_on: Dates = column("date", unknown=NEVER, required=True, filled=True)
    attempted_at: Instants = instant(required=True)  # first delivery attempt; Shipping via bol: handover scan
    cancelled_at: Instants = instant(required=True)
    cancelled_by: Codes = choice("seller", "customer", "automatic")
    method: Codes = choice("own", "lvb", "vvb")
    tracked: Flags = column("flag")
    appointment: Flags = column("flag")


@dataclass(frozen=True, eq=False)
class Parcels(Table):
    """One row a shipped parcel, or a day's like parcels with their quantity."""

    parcel_id: Ids = row_number()
    seller_id: Ids = column("id")
    quantity: Numbers = quantity()
    shipped_at: Instants = instant(required=True, filled=True)
    letter: Flags = column("flag")
    has_code: Flags = column("flag", required=True, filled=True)


@dataclass(frozen=True, eq=False)
class Returns(Table):
    """One row a registered return of one item; an item may come back in parts."""

    item_id: Ids = column("id")
    seller_id: Ids = column("id")
    quantity: Numbers = quantity()
    registered_at: Instants = instant(required=True, filled=True)


@dataclass(frozen=True, eq=False)
class Reviews(Table):
    """One row a review of the shop."""

    seller_id: Ids = column("id")
    given_at: Instants = instant(required=True, filled=True)
    grade: Numbers = column("grade", required=True, filled=True, lowest=1, highest=10)


@dataclass(frozen=True, eq=False)
class Surveys(Table):
    """One row an answered survey after a closed question."""

    case_id: Ids = column("id")
    seller_id: Ids = column("id")
    closed_at: Instants = instant(required=True, filled=True)
    closed_by: Codes = choice("seller", "customer", "bol")
    grade: Numbers = column("grade", required=True, filled=True, lowest=0, highest=10)


@dataclass(frozen=True, eq=False)
class EventLog:
    """Everything the norm engine knows of a shop; a table that is not given has no rows."""

    cases: Cases = field(default_factory=Cases)
    calls: Calls = field(default_factory=Calls)
    items: Items = field(default_factory=Items)
    parcels: Parcels = field(default_factory=Parcels)
    returns: Returns = field(default_factory=Returns)
    reviews: Reviews = field(default_factory=Reviews)
    surveys: Surveys = field(default_factory=Surveys)

    def tables(self) -> dict[str, Table]:
        """Return the seven tables by name."""
        return {name: getattr(self, name) for name in TABLES}

    def latest(self) -> int:
        """Return the latest instant in the log, NEVER when it holds none."""
        instants = (
            getattr(table, name)
            for table in self.tables().values()
            for name, rule in columns(type(table)).items()
            if rule.kind == "instant" and len(table)
        )
        return max((int(at.max()) for at in instants), default=NEVER)


TABLES: dict[str, type[Table]] = {
    "cases": Cases,
    "calls": Calls,
    "items": Items,
    "parcels": Parcels,
    "returns": Returns,
    "reviews": Reviews,
    "surveys": Surveys,
}
