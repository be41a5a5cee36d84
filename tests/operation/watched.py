"""The reference, counting what really happened in it: a comparison says nothing about what never occurred."""

from collections import Counter
from itertools import combinations_with_replacement

import simpy

from sim.demand.work import IF_LEFT, NOBODY
from sim.operation.contract import COMES, LEFT, MOOT, PATIENCE_ENDS, STAFF_CHANGES, WORK_ENDS
from sim.operation.reference import Desk, Person
from sim.staffing.roster import FINISH, KEEP

KINDS = {
    WORK_ENDS: "work ends",
    STAFF_CHANGES: "staff changes",
    COMES: "comes",
    PATIENCE_ENDS: "patience ends",
}
PAIRS = [" & ".join(pair) for pair in combinations_with_replacement(KINDS.values(), 2)]
FEATURES = (
    "interrupted", "held over a gap", "taken up again", "handed over", "finished past the end",
    "held work put back", "moot", "not asked again", "left", "set off when served", "redial",
    "work of no length",
)  # fmt: skip


class WatchedDesk(Desk):
    """Counts features and, per instant, which kinds of event fell together."""

    seen: Counter[str]  # shared by all desks of a test

    def __init__(self, *tables):
        super().__init__(*tables)
        self.instant, self.together = None, Counter()

    def happens(self, kind: int) -> None:
        if self.instant != self.now:
            self.close_instant()
            self.instant = self.now
        self.together[KINDS[kind]] += 1

    def close_instant(self) -> None:
        for one, other in combinations_with_replacement(KINDS.values(), 2):
            both = self.together[one] > 1 if one == other else self.together[one] and self.together[other]
            self.seen[f"{one} & {other}"] += bool(both)
        self.together.clear()

    def moment(self, at: int, kind: int, number: int) -> simpy.Event:
        event = super().moment(at, kind, number)
        if kind == STAFF_CHANGES:
            event.callbacks.append(lambda _: self.happens(kind))
        return event

    def joins(self, row: int) -> bool:
        joined = super().joins(row)
        self.seen["not asked again"] += not joined
        if joined:
            self.happens(COMES)
        return joined

    def serves(self, person: Person) -> None:
        self.happens(WORK_ENDS)
        self.seen["finished past the end"] += person.stretch == NOBODY
        super().serves(person)

    def goes_off(self, person: Person) -> None:
        stop = self.roster.stop[person.stretch]
        if stop != FINISH and person.row != NOBODY and self.rules.stops[self.work.line[person.row]]:
            self.seen["held over a gap" if stop == KEEP else "handed over"] += 1
        self.seen["held work put back"] += stop != KEEP and person.held != NOBODY
        super().goes_off(person)

    def somebody_is_interrupted(self) -> bool:
        interrupted = super().somebody_is_interrupted()
        self.seen["interrupted"] += interrupted
        return interrupted

    def take(self, person: Person, row: int) -> None:
        self.seen["taken up again"] += row == person.held
        self.seen["work of no length"] += self.work.work[row] == 0
        super().take(person, row)

    def withdraw(self, row: int, outcome: int) -> None:
        super().withdraw(row, outcome)
        self.seen["moot"] += outcome == MOOT
        if outcome == LEFT:
            self.seen["left"] += 1
            self.happens(PATIENCE_ENDS)

    def set_off(self, row: int, outcome: int) -> None:
        super().set_off(row, outcome)
        if self.work.then[row, outcome] != NOBODY:
            self.seen["redial" if outcome == IF_LEFT else "set off when served"] += 1
