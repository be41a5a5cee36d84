"""The waiting room of the readable engine: rows come, wait in their queues, give up, and set others off.

Throughout: a *row* is a piece of work. A customer is a process, and so is patience; each waits for a
`moment`, an event with its own place inside the instant, and then lets the desk settle. Who works is said in
`reference`.
"""

from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right, insort
from collections.abc import Generator
from typing import cast

import numpy as np
import simpy
from simpy.events import EventPriority

from sim.deadline import NEVER
from sim.demand.work import FOREVER, IF_BUSY, IF_CLOSED, IF_LEFT, NOBODY, Work
from sim.operation.contract import (
    BUSY,
    CLOSED,
    COMES,
    LEFT,
    MOOT,
    OPEN,
    PATIENCE_ENDS,
    SERVED,
    UNSEEN,
    Curves,
    Rules,
)
from sim.staffing.roster import TO_HEAD, TO_TAIL

Place = tuple[int, int]  # (place, row)
Process = Generator[simpy.Event, None, None]
_FIRST_PRIORITY = 2  # SimPy keeps 0 and 1 for what an event sets off: settled before the next moment
_NUMBERS = 2**40  # more than there are rows, stretches, looks or people
_BEFORE_ALL = -(2**61)  # no place by key and curve lies so low


class WaitingRoom(ABC):
    """The rows: which came, which wait where and how long yet, and what became of them."""

    def __init__(self, env: simpy.Environment, work: Work, rules: Rules) -> None:
        self.env, self.work, self.rules = env, work, rules
        self.queues: list[list[Place]] = [[] for _ in rules.rank]  # one a line, by place
        self.places = [0] * len(work)
        self.late_from = [0] * len(work)  # the place of a row when it came: late once that lies before now
        self.queued = [NEVER] * len(work)  # the instant since which a row waits
        self.patience = work.patience.tolist()  # what is left of it
        self.occupied = [0] * len(rules.trunk_limit)
        self.came = [NEVER] * len(work)
        self.left = [NEVER] * len(work)
        self.outcome = [UNSEEN] * len(work)

    @abstractmethod
    def settle(self) -> None:
        """Let people take what they can."""

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
        """Come, and ask for somebody."""
        yield self.moment(comes, COMES, row)
        self.joins(row)
        self.settle()

    def waiting(self, row: int) -> Process:
        """Give up when patience ends before anybody has time."""
        since = self.queued[row]
        yield self.moment(self.now + self.patience[row], PATIENCE_ENDS, row)
        if self.waits(row) and self.queued[row] == since:
            self.gives_up(row)
            self.settle()

    # Events: what each changes

    def joins(self, row: int) -> None:
        """Join the queue, unless the question it asks about again was answered before, or it is refused."""
        line, about = self.work.line[row], int(self.work.about[row])
        if about != NOBODY and self.outcome[about] in (SERVED, MOOT):
            return
        self.came[row] = self.now
        trunk = self.rules.trunk[line]
        if self.rules.offered[line] and not self.is_open():
            self.ends(row, CLOSED)
            self.set_off(row, IF_CLOSED)
        elif trunk != NOBODY and self.occupied[trunk] >= self.rules.trunk_limit[trunk]:
            self.ends(row, BUSY)
            self.set_off(row, IF_BUSY)
        else:
            self.outcome[row] = OPEN
            self.occupies(row, 1)
            self.places[row] = self.late_from[row] = self.place(row)
            self.queue(row)

    def gives_up(self, row: int) -> None:
        """Leave the queue."""
        self.withdraw(row, LEFT)
        self.set_off(row, IF_LEFT)

    def set_off(self, row: int, outcome: int) -> None:
        """Send the row that follows on its way."""
        follower = int(self.work.then[row, outcome])
        if follower != NOBODY:
            self.env.process(self.customer(follower, self.now + int(self.work.wait[row, outcome])))

    # Queues

    def queue(self, row: int) -> None:
        """Put a row in its place among those who wait."""
        self.queued[row] = self.now
        insort(self.queues[self.work.line[row]], (self.places[row], row))
        if self.patience[row] != FOREVER:
            self.env.process(self.waiting(row))

    def unqueue(self, row: int) -> None:
        """Take a row out of its queue, with what is left of its patience."""
        queue = self.queues[self.work.line[row]]
        del queue[bisect_left(queue, (self.places[row], row))]
        if self.patience[row] != FOREVER:
            self.patience[row] -= self.now - self.queued[row]

    def put_back(self, row: int, stop: int) -> None:
        """Queue work that was put down, where the end of the stretch says."""
        if stop == TO_HEAD:
            self.places[row] = _BEFORE_ALL - self.now
        elif stop == TO_TAIL:
            self.places[row] = self.place(row)
        self.queue(row)

    def waits(self, row: int) -> bool:
        """Tell whether a row stands in its queue."""
        queue = self.queues[self.work.line[row]]
        at = bisect_left(queue, (self.places[row], row))
        return at < len(queue) and queue[at][1] == row

    def withdraw(self, row: int, outcome: int) -> None:
        """Take a row out of its queue for good."""
        self.unqueue(row)
        self.occupies(row, -1)
        self.ends(row, outcome)

    def ends(self, row: int, outcome: int) -> None:
        """Write down what became of a row."""
        self.outcome[row], self.left[row] = outcome, self.now

    def occupies(self, row: int, more: int) -> None:
        """Take or free a place on the row's trunk."""
        trunk = self.rules.trunk[self.work.line[row]]
        if trunk != NOBODY:
            self.occupied[trunk] += more

    def place(self, row: int) -> int:
        """Say where a row that comes now belongs in its queue."""
        curve = int(self.rules.curve[self.work.line[row]])
        return int(self.work.key[row]) + value(self.rules.curves, curve, self.now)

    def best_of(self, line: int) -> tuple[int, int, int]:
        """Find the (rank, place, row) of a line's best row."""
        rank, late_rank = int(self.rules.rank[line]), int(self.rules.late_rank[line])
        if rank == late_rank:
            return (rank, *self.queues[line][0])
        late = self.late_from
        return min((late_rank if late[row] < self.now else rank, at, row) for at, row in self.queues[line])

    def is_open(self) -> bool:
        """Tell whether the phone is offered."""
        return bool(bisect_right(self.rules.hours.ravel().tolist(), self.now) % 2)


def value(curves: Curves, curve: int, at: int) -> int:
    """Read a curve at an instant."""
    first, end = int(curves.first[curve]), int(curves.first[curve + 1])
    piece = max(first, first + int(np.searchsorted(curves.at[first:end], at, side="right")) - 1)
    return int(curves.value[piece]) + int(curves.slope[piece]) * (at - int(curves.at[piece]))
