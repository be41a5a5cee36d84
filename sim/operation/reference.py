"""The readable engine, in SimPy: what it says is right.

Throughout: a *row* is a piece of work, a *person* is a number, a *spell* is one person at one row. Customers,
stretches and spells are processes; each waits for a `moment`, an event with its own place inside the instant,
and then tells the desk, which settles at once. Nothing is decided anywhere else.
"""

from bisect import bisect_left, insort
from collections.abc import Generator, Iterator
from typing import cast

import numpy as np
import simpy
from simpy.events import EventPriority

from sim.deadline import NEVER
from sim.demand.work import FOREVER, IF_LEFT, IF_SERVED, NOBODY, Work
from sim.operation.contract import (
    COMES,
    LEFT,
    MOOT,
    OPEN,
    PATIENCE_ENDS,
    SERVED,
    STAFF_CHANGES,
    UNSEEN,
    WORK_ENDS,
    EngineLog,
    Rules,
)
from sim.staffing.roster import HAND_OVER, KEEP, Roster

Place = tuple[int, int, int]  # (rank, place, row)
Process = Generator[simpy.Event, None, None]
_FIRST_PRIORITY = 2  # SimPy keeps 0 and 1 for what an event sets off: settled before the next moment
_NUMBERS = 2**40  # more than there are rows, stretches or people


class Person:
    """Somebody who may be on duty, at work, both or neither, and may hold interrupted work."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.stretch = NOBODY  # the stretch on duty
        self.row = NOBODY  # the work in hand
        self.held = NOBODY  # interrupted work that is theirs to take up again
        self.since = 0  # free, or at this row, since
        self.spell = NOBODY
        self.pace = 0  # of the spell


class Desk:
    """The shop: who waits, who works, and the one rule by which they meet."""

    def __init__(self, work: Work, roster: Roster, rules: Rules) -> None:
        self.env = simpy.Environment(initial_time=_beginning(work, roster))
        self.work, self.roster, self.rules = work, roster, rules
        self.people = [Person(number) for number in range(roster.people)]
        self.queues: list[list[Place]] = [[] for _ in rules.rank]  # one a line, best first
        self.remaining = work.work.tolist()
        self.came = [NEVER] * len(work)
        self.left = [NEVER] * len(work)
        self.outcome = [UNSEEN] * len(work)
        self.asked_again: dict[int, list[int]] = {}
        for row in np.flatnonzero(work.about != NOBODY).tolist():
            self.asked_again.setdefault(int(work.about[row]), []).append(row)
        self.spells: list[list[int]] = []  # [row, person, began, ended]

    @property
    def now(self) -> int:
        """The instant; SimPy keeps integers as they are."""
        return cast(int, self.env.now)

    # Processes: what happens when

    def moment(self, at: int, kind: int, number: int) -> simpy.Event:
        """Make an event at an instant, in its written order inside that instant."""
        event = simpy.Event(self.env)
        event._ok, event._value = True, None
        priority = cast(
            EventPriority, _FIRST_PRIORITY + kind * _NUMBERS + number
        )  # SimPy compares any number
        self.env.schedule(event, priority, delay=at - self.now)
        return event

    def customer(self, row: int, comes: int) -> Process:
        """Come, and give up when patience ends before anybody has time."""
        yield self.moment(comes, COMES, row)
        if not self.joins(row):
            return
        self.settle()
        patience = int(self.work.patience[row])
        if patience != FOREVER:
            yield self.moment(comes + patience, PATIENCE_ENDS, row)
            self.gives_up(row)
            self.settle()

    def stretch(self, number: int) -> Process:
        """Come on duty, and go off."""
        person = self.people[self.roster.person[number]]
        yield self.moment(int(self.roster.on[number]), STAFF_CHANGES, 2 * number + 1)
        person.stretch = number
        if person.row == NOBODY:
            person.since = self.now
        self.settle()
        yield self.moment(int(self.roster.off[number]), STAFF_CHANGES, 2 * number)
        self.goes_off(person)
        self.settle()

    def spell(self, person: Person, number: int, duration: int) -> Process:
        """Work to the end, unless interrupted before."""
        yield self.moment(self.now + duration, WORK_ENDS, person.number)
        if person.spell == number:
            self.serves(person)
            self.settle()

    # Events: what each changes

    def joins(self, row: int) -> bool:
        """Join the queue, unless the question it asks about again was answered before."""
        about = int(self.work.about[row])
        if about != NOBODY and self.outcome[about] in (SERVED, MOOT):
            return False
        self.came[row], self.outcome[row] = self.now, OPEN
        self.queue(row)
        return True

    def gives_up(self, row: int) -> None:
        """Leave the queue, if still in it."""
        if self.waits(row):
            self.withdraw(row, LEFT)
            self.set_off(row, IF_LEFT)

    def goes_off(self, person: Person) -> None:
        """Go off duty; what becomes of work in hand is written in the stretch."""
        stop = self.roster.stop[person.stretch]
        person.stretch = NOBODY
        if stop != KEEP and person.held != NOBODY:
            self.queue(person.held)
            person.held = NOBODY
        if stop in (KEEP, HAND_OVER) and self.interruptible(person):
            row = self.interrupt(person)
            if stop == KEEP:
                person.held = row
            else:
                self.queue(row)

    def serves(self, person: Person) -> None:
        """End a row's work; who asked the same again, or was asked about, is answered with it."""
        row = person.row
        self.put_down(person)
        self.outcome[row], self.left[row] = SERVED, self.now
        for other in [*self.asked_again.get(row, []), int(self.work.about[row])]:
            if other != NOBODY and self.waits(other):
                self.withdraw(other, MOOT)
                self.set_off(other, IF_SERVED)
        self.set_off(row, IF_SERVED)

    def set_off(self, row: int, outcome: int) -> None:
        """Send the row that follows on its way."""
        follower = int(self.work.then[row, outcome])
        if follower != NOBODY:
            self.env.process(self.customer(follower, self.now + int(self.work.wait[row, outcome])))

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
        for person in sorted(self.on_duty_at_interruptible_work(), key=self.asked):
            row = self.best_waiting(person, only_interrupting=True)
            if row != NOBODY:
                person.held = self.interrupt(person)
                self.take(person, row)
                return True
        return False

    def best_for(self, person: Person) -> int:
        """Choose what a free person does next: held work goes before everything but what interrupts."""
        row = self.best_waiting(person, only_interrupting=person.held != NOBODY)
        return person.held if row == NOBODY else row

    def best_waiting(self, person: Person, only_interrupting: bool) -> int:
        """Find the best waiting row that the person does."""
        does = int(self.roster.does[person.stretch])
        first = [
            queue[0]
            for line, queue in enumerate(self.queues)
            if queue and does >> line & 1 and (self.rules.interrupts[line] or not only_interrupting)
        ]
        return min(first)[2] if first else NOBODY

    def free(self) -> Iterator[Person]:
        """Find who is on duty with empty hands."""
        return (person for person in self.people if person.stretch != NOBODY and person.row == NOBODY)

    def on_duty_at_interruptible_work(self) -> Iterator[Person]:
        """Find who may be interrupted; nobody holds two interrupted rows."""
        return (person for person in self.people if person.stretch != NOBODY and self.interruptible(person))

    def interruptible(self, person: Person) -> bool:
        """Tell whether the work in hand may be interrupted."""
        return person.row != NOBODY and bool(self.rules.interruptible[self.work.line[person.row]])

    def asked(self, person: Person) -> tuple[int, int, int]:
        """Order people: as the roster asks, then the longest free (or at it), then by number."""
        return int(self.roster.asked[person.stretch]), person.since, person.number

    # Hands and queue

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

    def queue(self, row: int) -> None:
        """Put a row in its place among those who wait."""
        insort(self.queues[self.work.line[row]], self.place(row))

    def unqueue(self, row: int) -> None:
        """Take a row out of its queue."""
        queue = self.queues[self.work.line[row]]
        del queue[bisect_left(queue, self.place(row))]

    def waits(self, row: int) -> bool:
        """Tell whether a row stands in its queue."""
        queue = self.queues[self.work.line[row]]
        at = bisect_left(queue, self.place(row))
        return at < len(queue) and queue[at][2] == row

    def withdraw(self, row: int, outcome: int) -> None:
        """Take a row out of its queue for good."""
        self.unqueue(row)
        self.outcome[row], self.left[row] = outcome, self.now

    def place(self, row: int) -> Place:
        """Say where a row that came belongs in the queue."""
        line = self.work.line[row]
        place = int(self.work.key[row]) + int(self.rules.slope[line]) * self.came[row]
        return int(self.rules.rank[line]), place, row


def simulate(work: Work, roster: Roster, rules: Rules, until: int) -> EngineLog:
    """Run the shop from its first event up to, and without, the instant `until`."""
    desk = Desk(work, roster, rules)
    for row in np.flatnonzero(work.comes != NEVER).tolist():
        desk.env.process(desk.customer(row, int(work.comes[row])))
    for number in range(len(roster)):
        desk.env.process(desk.stretch(number))
    if desk.env.now < until:
        desk.env.run(until)
    return _log(desk, until)


def _beginning(work: Work, roster: Roster) -> int:
    instants = np.concatenate([work.comes[work.comes != NEVER], roster.on])
    return int(instants.min(initial=FOREVER)) if len(instants) else 0


def _log(desk: Desk, until: int) -> EngineLog:
    spells = np.array(desk.spells, dtype=np.int64).reshape(-1, 4)
    ended = np.where(spells[:, 3] == NEVER, until, spells[:, 3])
    came, left, outcome = (
        np.array(column, dtype=np.int64) for column in (desk.came, desk.left, desk.outcome)
    )
    return EngineLog(came, left, outcome, spells[:, 0], spells[:, 1], spells[:, 2], ended)
