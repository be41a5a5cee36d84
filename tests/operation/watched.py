"""The reference, noting what really happened in it: a comparison says nothing about what never occurred.

Two things meet when they happen in one instant, or to one row. An instant or a row is a set of features,
kept as bits; how often two met is counted at the end.
"""

from collections import Counter
from itertools import combinations

import simpy

from sim.demand.work import FOREVER, NOBODY
from sim.operation.contract import (
    BUSY,
    CLOSED,
    COMES,
    LEFT,
    LOOKS,
    MOOT,
    PATIENCE_ENDS,
    SERVED,
    STAFF_CHANGES,
    WORK_ENDS,
)
from sim.operation.reference.engine import Desk, Person
from sim.staffing.roster import FINISH, HAND_OVER, KEEP, TO_HEAD, TO_TAIL

KINDS = {
    WORK_ENDS: "work ends", STAFF_CHANGES: "staff changes", LOOKS: "the desk looks", COMES: "somebody comes",
    PATIENCE_ENDS: "patience ends",
}  # fmt: skip
AGAIN = {kind: f"{name}, of another too" for kind, name in KINDS.items()}  # the desk looks once an instant
OUTCOMES = {SERVED: "served", LEFT: "left", BUSY: "busy", CLOSED: "closed", MOOT: "moot"}
SETS_OFF = {outcome: f"sets off another when {name}" for outcome, name in OUTCOMES.items()}
STOPS = {
    HAND_OVER: "handed over", KEEP: "kept until the next stretch", TO_HEAD: "put to the head",
    TO_TAIL: "put to the tail",
}  # fmt: skip
OF_ROWS = (
    *OUTCOMES.values(), *SETS_OFF.values(), *STOPS.values(),
    "not asked again", "set off by another", "came as the hours began", "came as the hours ended",
    "freed a full trunk", "of no length", "took a fraction of a second longer",
    "interrupted", "resumed at a cost", "taken up again", "finished past the end",
    "interrupted work was put back", "put back as another is kept already", "patience went on",
    "turned late while waiting", "overtaken by one of its line", "overtook one of its line",
    "guard refused it", "taken at the very guard", "reserve refused it", "taken with just the reserve left",
    "taken in a reaction only", "refused in a reaction only", "taken while staying on",
)  # fmt: skip
OF_PEOPLE = ("a reaction began", "a reaction ended", "stayed on in a reaction")
FEATURES = (*KINDS.values(), *(AGAIN[kind] for kind in KINDS if kind != LOOKS), *OF_ROWS, *OF_PEOPLE)
BIT = {name: 1 << number for number, name in enumerate(FEATURES)}


class Seen:
    """What happened in the instants and to the rows of many shops: sets of features, and how often each."""

    def __init__(self) -> None:
        self.instants: Counter[int] = Counter()
        self.rows: Counter[int] = Counter()
        self.desks: list[WatchedDesk] = []  # whose run is not over

    def watches(self, *tables) -> "WatchedDesk":
        """Stand in for `Desk`: make a desk that is watched."""
        self.desks.append(WatchedDesk(self, *tables))
        return self.desks[-1]

    def closes(self) -> None:
        """Take in what is known when the run of the desk is over."""
        desk = self.desks.pop()
        self.instants[desk.together] += 1
        self.rows.update(desk.of_row)

    def adds(self, other: "Seen") -> None:
        self.instants.update(other.instants)
        self.rows.update(other.rows)

    def often(self, feature: str) -> int:
        """Count the instants in which a feature occurred."""
        return sum(times for these, times in self.instants.items() if these & BIT[feature])

    def met(self) -> dict[tuple[str, str], int]:
        """Count for each pair of features the instants and the rows in which they met."""
        pairs = {BIT[one] | BIT[other]: (one, other) for one, other in combinations(FEATURES, 2)}
        counts = dict.fromkeys(pairs.values(), 0)
        for these, times in [*self.instants.items(), *self.rows.items()]:
            bits = [1 << at for at in range(these.bit_length()) if these >> at & 1]
            for one, other in combinations(bits, 2):
                counts[pairs[one | other]] += times
        return counts


class WatchedDesk(Desk):
    """Notes what happens, and to which row."""

    def __init__(self, seen: Seen, *tables):
        super().__init__(*tables)
        self.seen, self.instant, self.together = seen, None, 0
        self.of_row = [0] * len(self.work)
        begins, ends = (set(edges) for edges in self.rules.hours.reshape(-1, 2).T.tolist())
        self.edges = {"came as the hours began": begins - ends, "came as the hours ended": ends - begins}

    def note(self, feature: str, row: int = NOBODY) -> None:
        if self.instant != self.now:
            self.seen.instants[self.together] += 1
            self.instant, self.together = self.now, 0
        self.together |= BIT[feature]
        if row != NOBODY:
            self.of_row[row] |= BIT[feature]

    def happens(self, kind: int) -> None:
        before = self.instant == self.now and self.together & BIT[KINDS[kind]]
        self.note(AGAIN[kind] if before else KINDS[kind])

    # Events

    def moment(self, at: int, kind: int, number: int) -> simpy.Event:
        event = super().moment(at, kind, number)
        if kind in (STAFF_CHANGES, LOOKS):  # others may turn out to be nothing
            event.callbacks.append(lambda _: self.happens(kind))
        return event

    def joins(self, row: int) -> None:
        super().joins(row)
        if self.came[row] != self.now:
            self.note("not asked again", row)
            return
        self.happens(COMES)
        if self.rules.offered[self.work.line[row]]:
            for feature, instants in self.edges.items():
                if self.now in instants:
                    self.note(feature, row)

    def serves(self, person: Person) -> None:
        self.happens(WORK_ENDS)
        if person.stretch == NOBODY:
            self.note("finished past the end", person.row)
        super().serves(person)

    def gives_up(self, row: int) -> None:
        self.happens(PATIENCE_ENDS)
        super().gives_up(row)

    def goes_off(self, person: Person) -> None:
        number, held, working = person.stretch, person.held, person.row
        stop = self.roster.stop[number]
        if self.now > self.roster.off[number]:
            self.note("stayed on in a reaction")
        super().goes_off(person)
        if stop != KEEP and held != NOBODY:
            self.note("interrupted work was put back", held)
            self.note_stop(stop, held)
        if working != NOBODY and person.row == NOBODY:
            self.note_stop(stop, working)
            if stop == KEEP and person.held != working:
                self.note("put back as another is kept already", working)

    def note_stop(self, stop: int, row: int) -> None:
        if stop != FINISH:  # which only lets go of interrupted work
            self.note(STOPS[stop], row)

    def reacts(self) -> None:
        before = self.reacting.copy()
        super().reacts()
        for one, other in zip(before, self.reacting, strict=True):
            if one != other:
                self.note("a reaction ended" if one else "a reaction began")

    # The desk rule

    def somebody_is_interrupted(self) -> bool:
        hands = [person.row for person in self.people]
        interrupted = super().somebody_is_interrupted()
        if interrupted:
            row = next(row for row, person in zip(hands, self.people, strict=True) if row != person.row)
            self.note("interrupted", row)
            if self.rules.resume_cost[self.work.line[row]]:
                self.note("resumed at a cost", row)
        return interrupted

    def may_take(self, person: Person, line: int) -> bool:
        does, may = self.does(person) >> line & 1, super().may_take(person, line)
        if not may and does:
            in_time = self.now + int(self.rules.guard[line]) <= person.until
            self.note("reserve refused it" if in_time else "guard refused it", self.best_of(line)[2])
        elif not may and self.roster.does[person.stretch] >> line & 1:
            self.note("refused in a reaction only", self.best_of(line)[2])
        return may

    def take(self, person: Person, row: int) -> None:
        line, stretch = int(self.work.line[row]), person.stretch
        if row == person.held:
            self.note("taken up again", row)
        else:
            self.note_choice(person, row, line)
        if self.now > self.roster.off[stretch] or self.now == self.roster.off[stretch] != person.until:
            self.note("taken while staying on", row)
        if not self.work.work[row]:
            self.note("of no length", row)
        if self.remaining[row] * 1000 % int(self.roster.pace[stretch]):
            self.note("took a fraction of a second longer", row)
        super().take(person, row)

    def note_choice(self, person: Person, row: int, line: int) -> None:
        if not self.roster.does[person.stretch] >> line & 1:
            self.note("taken in a reaction only", row)
        if self.rules.guard[line] and self.now + self.rules.guard[line] == person.until:
            self.note("taken at the very guard", row)
        kept_for, reserve = self.rules.kept_for, self.rules.reserve[line]
        if reserve and self.does(person) & kept_for:
            others = sum(1 for one in self.free() if one is not person and self.does(one) & kept_for)
            if others == reserve:
                self.note("taken with just the reserve left", row)
        first = self.queues[line][0][1]
        if first != row:
            self.note("overtook one of its line", row)
            self.note("overtaken by one of its line", first)

    # Hands and queue

    def queue(self, row: int) -> None:
        super().queue(row)
        if self.queued[row] != self.came[row] and self.patience[row] != FOREVER:
            self.note("patience went on", row)

    def unqueue(self, row: int) -> None:
        line = self.work.line[row]
        sinks = self.rules.rank[line] != self.rules.late_rank[line]
        if sinks and self.queued[row] <= self.late_from[row] < self.now:
            self.note("turned late while waiting", row)
        super().unqueue(row)

    def ends(self, row: int, outcome: int) -> None:
        super().ends(row, outcome)
        self.note(OUTCOMES[outcome], row)

    def occupies(self, row: int, more: int) -> None:
        trunk = self.rules.trunk[self.work.line[row]]
        if more < 0 and trunk != NOBODY and self.occupied[trunk] >= self.rules.trunk_limit[trunk]:
            self.note("freed a full trunk", row)
        super().occupies(row, more)

    def set_off(self, row: int, outcome: int) -> None:
        super().set_off(row, outcome)
        follower = int(self.work.then[row, outcome])
        if follower != NOBODY:
            self.note(SETS_OFF[self.outcome[row]], row)
            self.note("set off by another", follower)
