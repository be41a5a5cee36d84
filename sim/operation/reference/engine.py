"""The readable engine, in SimPy: what it says is right.

Throughout: a *row* is a piece of work, a *person* is a number, a *spell* is one person at one row. Customers,
stretches, spells and looks are processes; each waits for a `moment`, an event with its own place inside the
instant, and then tells the desk, which settles at once. Nothing is decided anywhere else. `waiting` says what
becomes of rows that nobody works on.
"""

from collections.abc import Iterator

import numpy as np
import simpy

from sim.deadline import NEVER
from sim.demand.work import FOREVER, IF_SERVED, NOBODY, Work
from sim.operation.contract import (
    LOOKS,
    MOOT,
    SERVED,
    STAFF_CHANGES,
    WAITING,
    WORK_ENDS,
    EngineLog,
    Rules,
)
from sim.operation.reference.waiting import Process, WaitingRoom, value
from sim.staffing.roster import FINISH, KEEP, NO_REACTION, Roster


class Person:
    """Somebody who may be on duty, at work, both or neither, and may hold interrupted work."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.stretch = NOBODY  # the stretch on duty
        self.row = NOBODY  # the work in hand
        self.held = NOBODY  # interrupted work that is theirs to take up again
        self.since = 0  # free, or at this row, since
        self.until = 0  # the end of the stretch
        self.spell = NOBODY
        self.pace = 0  # of the spell


class Desk(WaitingRoom):
    """The shop: who waits, who works, and the one rule by which they meet."""

    def __init__(self, work: Work, roster: Roster, rules: Rules) -> None:
        beginning = _beginning(work, roster, rules.reactions.looks)
        super().__init__(simpy.Environment(initial_time=beginning), work, rules)
        self.roster = roster
        self.people = [Person(number) for number in range(roster.people)]
        self.reacting = [False] * len(rules.reactions.measure)
        self.remaining = work.work.tolist()
        self.asked_again: dict[int, list[int]] = {}
        for row in np.flatnonzero(work.about != NOBODY).tolist():
            self.asked_again.setdefault(int(work.about[row]), []).append(row)
        self.spells: list[list[int]] = []  # [row, person, began, ended]

    # Processes: what happens when

    def stretch(self, number: int) -> Process:
        """Come on duty, and go off, later in a reaction."""
        person, off_then = self.people[self.roster.person[number]], int(self.roster.off_then[number])
        yield self.moment(int(self.roster.on[number]), STAFF_CHANGES, 2 * number + 1)
        self.comes_on(person, number)
        self.settle()
        yield self.moment(int(self.roster.off[number]), STAFF_CHANGES, 2 * number)
        if self.in_reaction(number) and off_then > self.now:
            person.until = off_then
            self.settle()
            yield self.moment(off_then, STAFF_CHANGES, 2 * number)
        self.goes_off(person)
        self.settle()

    def look(self, number: int, at: int) -> Process:
        """Look at the desk, and react."""
        yield self.moment(at, LOOKS, number)
        self.reacts()
        self.settle()

    def spell(self, person: Person, number: int, duration: int) -> Process:
        """Work to the end, unless interrupted before."""
        yield self.moment(self.now + duration, WORK_ENDS, person.number)
        if person.spell == number:
            self.serves(person)
            self.settle()

    # Events: what each changes

    def comes_on(self, person: Person, number: int) -> None:
        """Come on duty."""
        person.stretch, person.until = number, int(self.roster.home[number])
        if person.row == NOBODY:
            person.since = self.now

    def goes_off(self, person: Person) -> None:
        """Go off duty; what becomes of work in hand is written in the stretch."""
        stop = self.roster.stop[person.stretch]
        person.stretch = NOBODY
        if stop != KEEP and person.held != NOBODY:
            row, person.held = person.held, NOBODY
            self.put_back(row, stop)
        if stop != FINISH and person.row != NOBODY and self.rules.stops[self.work.line[person.row]]:
            row = self.interrupt(person)
            if stop == KEEP and person.held == NOBODY:
                person.held = row
            else:
                self.put_back(row, stop)

    def serves(self, person: Person) -> None:
        """End a row's work; who asked the same again, or was asked about, is answered with it."""
        row = person.row
        self.put_down(person)
        self.occupies(row, -1)
        self.ends(row, SERVED)
        for other in [*self.asked_again.get(row, []), int(self.work.about[row])]:
            if other != NOBODY and self.waits(other):
                self.withdraw(other, MOOT)
                self.set_off(other, IF_SERVED)
        self.set_off(row, IF_SERVED)

    def reacts(self) -> None:
        """Begin the reactions whose measure is too high, end those whose measure is low again."""
        reactions = self.rules.reactions
        for number in range(len(self.reacting)):
            measure = self.measure(number)
            limit = reactions.below[number] if self.reacting[number] else reactions.above[number]
            self.reacting[number] = measure > limit

    def measure(self, number: int) -> int:
        """Say how many rows wait in the lines of a reaction, or how old the oldest of them is."""
        reactions, curves = self.rules.reactions, self.rules.curves
        mask, clock = int(reactions.lines[number]), int(reactions.clock[number])
        came = [
            self.came[row] for line, queue in enumerate(self.queues) if mask >> line & 1 for _, row in queue
        ]
        if reactions.measure[number] == WAITING:
            return len(came)
        return value(curves, clock, self.now) - value(curves, clock, min(came)) if came else 0

    # The desk rule

    def settle(self) -> None:
        """Let whoever is asked first take the best work open to them; again, until nobody can."""
        while self.somebody_free_takes() or self.somebody_is_interrupted():
            pass

    def somebody_free_takes(self) -> bool:
        """Let the first free person who can take something do so."""
        for person in sorted(self.free(), key=self.asked):
            row = self.best_for(person)
            if row != NOBODY:
                self.take(person, row)
                return True
        return False

    def somebody_is_interrupted(self) -> bool:
        """Let the first person who may be interrupted take the best work that interrupts."""
        for person in sorted(self.on_duty_at_yielding_work(), key=self.asked):
            row = self.best_waiting(person, only_interrupting=True)
            if row != NOBODY:
                person.held = self.interrupt(person)
                self.remaining[person.held] += int(self.rules.resume_cost[self.work.line[person.held]])
                self.take(person, row)
                return True
        return False

    def best_for(self, person: Person) -> int:
        """Choose what a free person does next: held work goes before everything but what interrupts."""
        row = self.best_waiting(person, only_interrupting=person.held != NOBODY)
        return person.held if row == NOBODY else row

    def best_waiting(self, person: Person, only_interrupting: bool) -> int:
        """Find the best waiting row that the person may take."""
        first = [
            self.best_of(line)
            for line, queue in enumerate(self.queues)
            if queue
            and (self.rules.interrupts[line] or not only_interrupting)
            and self.may_take(person, line)
        ]
        return min(first)[2] if first else NOBODY

    def may_take(self, person: Person, line: int) -> bool:
        """Tell whether a person does a line now, has time for it and leaves enough others free."""
        return (
            bool(self.does(person) >> line & 1)
            and self.now + int(self.rules.guard[line]) <= person.until
            and (not self.rules.reserve[line] or self.leaves_enough(person, line))
        )

    def leaves_enough(self, person: Person, line: int) -> bool:
        """Tell whether a reserve stays free when a person takes work of a line; others count for none."""
        kept_for = self.rules.kept_for
        if not self.does(person) & kept_for:
            return True
        others = sum(1 for one in self.free() if one is not person and self.does(one) & kept_for)
        return others >= int(self.rules.reserve[line])

    def does(self, person: Person) -> int:
        """Give the mask of the lines that a person on duty does now."""
        table = self.roster.does_then if self.in_reaction(person.stretch) else self.roster.does
        return int(table[person.stretch])

    def in_reaction(self, stretch: int) -> bool:
        """Tell whether the desk is in the reaction of a stretch."""
        reaction = int(self.roster.reaction[stretch])
        return reaction != NO_REACTION and self.reacting[reaction]

    def free(self) -> Iterator[Person]:
        """Find who is on duty with empty hands."""
        return (person for person in self.people if person.stretch != NOBODY and person.row == NOBODY)

    def on_duty_at_yielding_work(self) -> Iterator[Person]:
        """Find who may be interrupted; nobody holds two interrupted rows."""
        return (
            person
            for person in self.people
            if person.stretch != NOBODY
            and person.row != NOBODY
            and self.rules.yields[self.work.line[person.row]]
        )

    def asked(self, person: Person) -> tuple[int, int, int]:
        """Order people: as the roster asks, then the longest free (or at it), then by number."""
        return int(self.roster.asked[person.stretch]), person.since, person.number

    # Hands

    def take(self, person: Person, row: int) -> None:
        """Begin a spell, at the pace of the stretch."""
        if row == person.held:
            person.held = NOBODY
        else:
            self.unqueue(row)
        person.row, person.since, person.spell = row, self.now, len(self.spells)
        person.pace = int(self.roster.pace[person.stretch])
        self.spells.append([row, person.number, self.now, NEVER])
        self.env.process(self.spell(person, person.spell, -(-self.remaining[row] * 1000 // person.pace)))

    def interrupt(self, person: Person) -> int:
        """Stop before the end; what is left of the work stays with the row."""
        row = person.row
        self.remaining[row] -= (self.now - person.since) * person.pace // 1000
        self.put_down(person)
        return row

    def put_down(self, person: Person) -> None:
        """End a spell; the person is free from now."""
        self.spells[person.spell][3] = self.now
        person.row, person.spell, person.since = NOBODY, NOBODY, self.now


def simulate(work: Work, roster: Roster, rules: Rules, until: int) -> EngineLog:
    """Run the shop from its first event up to, and without, the instant `until`."""
    desk = Desk(work, roster, rules)
    for row in np.flatnonzero(work.comes != NEVER).tolist():
        desk.env.process(desk.customer(row, int(work.comes[row])))
    for number in range(len(roster)):
        desk.env.process(desk.stretch(number))
    for number, at in enumerate(rules.reactions.looks.tolist()):
        desk.env.process(desk.look(number, at))
    if desk.env.now < until:
        desk.env.run(until)
    return _log(desk, until)


def _beginning(work: Work, roster: Roster, looks: np.ndarray) -> int:
    instants = np.concatenate([work.comes[work.comes != NEVER], roster.on, looks])
    return int(instants.min(initial=FOREVER)) if len(instants) else 0


def _log(desk: Desk, until: int) -> EngineLog:
    spells = np.array(desk.spells, dtype=np.int64).reshape(-1, 4)
    ended = np.where(spells[:, 3] == NEVER, until, spells[:, 3])
    came, left, outcome = (
        np.array(column, dtype=np.int64) for column in (desk.came, desk.left, desk.outcome)
    )
    return EngineLog(came, left, outcome, spells[:, 0], spells[:, 1], spells[:, 2], ended)
