"""What both engines are given and what both give back; the order inside one instant.

Inside one instant work ends, then staff changes, then the desk looks at itself, then customers come, then
patience ends; equal kinds by number (person, stretch, look, row). After each of these events the desk
settles: whoever is free and asked first takes the best work open to them, again, until nobody can. Only then
the next event happens.
"""

from dataclasses import dataclass

import numpy as np

from sim.demand.work import NOBODY

WORK_ENDS, STAFF_CHANGES, LOOKS, COMES, PATIENCE_ENDS = range(
    5
)  # kinds of event, in order inside one instant
UNSEEN, OPEN, SERVED, LEFT, BUSY, CLOSED, MOOT = range(7)  # outcomes of a row
WAITING, OLDEST = range(2)  # measures of a reaction

OLDEST_FIRST, NEWEST_FIRST, BY_KEY = range(3)  # the curves that all rules begin with


@dataclass(frozen=True)
class Curves:
    """Piecewise linear functions of an instant, one after the other; a first piece holds before it, too."""

    first: np.ndarray  # int64[curves + 1], where the pieces of each curve begin, and their number
    at: np.ndarray  # int64[m], the instant from which a piece holds
    value: np.ndarray  # int64[m], the value at that instant
    slope: np.ndarray  # int64[m]

    def check(self) -> None:
        """Hold the curves to their promise.

        Raises:
            ValueError: a curve without a piece, or pieces of no curve.
        """
        ends = self.first.tolist()
        if ends[:1] != [0] or ends[-1] != len(self.at) or (np.diff(self.first) < 1).any():
            raise ValueError(f"every curve must have a piece and every piece a curve; got {ends}")


ORDERS = Curves(np.arange(4), np.zeros(3, np.int64), np.zeros(3, np.int64), np.array([1, -1, 0]))


@dataclass(frozen=True)
class Reactions:
    """What the desk looks at, and when it makes people do something else; a stretch names its reaction.

    A reaction begins at a look that finds its measure above `above` and ends at one that finds it at or below
    `below`. WAITING counts the rows that wait in its lines; OLDEST is how far its clock has run since the
    first of them came, 0 when nobody waits.
    """

    looks: np.ndarray  # int64[l], instants in order
    measure: np.ndarray  # int64[r], WAITING or OLDEST
    lines: np.ndarray  # int64[r], bit mask
    clock: np.ndarray  # int64[r], the curve that tells the age of OLDEST
    above: np.ndarray  # int64[r]
    below: np.ndarray  # int64[r], at most `above`


NONE = np.zeros(0, np.int64)
NO_REACTIONS = Reactions(NONE, NONE, NONE, NONE, NONE, NONE)


@dataclass(frozen=True)
class Rules:
    """How the desk chooses, per line of work.

    Better work has the lower (rank, place, row), where place = key + the line's curve at the instant the row
    came. Once that place lies before now, the row has `late_rank` instead of `rank`: with a due curve these
    are the questions that nobody can answer in time any more.

    Work of a line that `interrupts` and finds nobody free takes a person off work that `yields`; that person
    holds the interrupted work and takes it up again as soon as no interrupting work waits.
    """

    rank: np.ndarray  # int64[lines], lower goes first
    late_rank: np.ndarray  # int64[lines]
    curve: np.ndarray  # int64[lines], of `curves`
    interrupts: np.ndarray  # bool[lines]
    yields: np.ndarray  # bool[lines], may be interrupted; never both
    stops: np.ndarray  # bool[lines], is put down when the stretch of its person ends; else it is finished
    resume_cost: np.ndarray  # int64[lines], ticks of work at standard pace that an interruption adds
    guard: np.ndarray  # int64[lines], ticks before going home in which nobody takes new work of the line
    reserve: np.ndarray  # int64[lines], how many who do a line of `kept_for` must stay free
    kept_for: int  # bit mask of the lines whose takers a reserve counts
    trunk: np.ndarray  # int64[lines], the trunk that a row occupies while it waits or is worked on, or NOBODY
    trunk_limit: np.ndarray  # int64[trunks], a row that finds so many is refused: BUSY
    offered: np.ndarray  # bool[lines], a row that comes outside `hours` is refused: CLOSED
    hours: np.ndarray  # int64[k, 2], begin and end, in order, disjoint
    curves: Curves
    reactions: Reactions

    @classmethod
    def first_come(cls, lines: int) -> "Rules":
        """Rules without any: lines of equal rank, oldest first, nothing interrupts, nobody is refused."""
        zero, no = np.zeros(lines, np.int64), np.zeros(lines, np.bool_)
        return cls(
            rank=zero, late_rank=zero, curve=np.full(lines, OLDEST_FIRST), interrupts=no, yields=no, stops=no,
            resume_cost=zero, guard=zero, reserve=zero, kept_for=0, trunk=np.full(lines, NOBODY),
            trunk_limit=NONE, offered=no, hours=np.zeros((0, 2), np.int64), curves=ORDERS,
            reactions=NO_REACTIONS,
        )  # fmt: skip

    def check(self) -> None:
        """Hold the rules to their promise.

        Raises:
            ValueError: a line that interrupts and may be interrupted; a duration or a limit below 0; hours or
                looks out of order; a reaction that ends above where it begins; a curve or a trunk that is
                none.
        """
        self.curves.check()
        curves, trunks, reactions = len(self.curves.first) - 1, len(self.trunk_limit), self.reactions
        _numbers("curve", self.curve, 0, curves)
        _numbers("trunk", self.trunk, NOBODY, trunks)
        _numbers("clock", reactions.clock, 0, curves)
        _numbers("measure", reactions.measure, WAITING, OLDEST + 1)
        if (self.interrupts & self.yields).any():
            raise ValueError("a line must not both interrupt and yield; choose one")
        for name in ("resume_cost", "guard", "reserve", "trunk_limit"):
            if (getattr(self, name) < 0).any():
                raise ValueError(f"{name} must not be negative; got {getattr(self, name).min()}")
        if (np.diff(self.hours.ravel()) < 0).any() or (np.diff(self.reactions.looks) <= 0).any():
            raise ValueError("hours and looks must be in order and not overlap")
        if (self.reactions.below > self.reactions.above).any():
            raise ValueError("a reaction must end at or below the measure above which it begins")


def _numbers(name: str, given: np.ndarray, first: int, end: int) -> None:
    """Raise unless all numbers of a column name something: compiled loops do not look where they read."""
    if len(given) and (given.min() < first or given.max() >= end):
        raise ValueError(f"{name} must be from {first} to {end - 1}; got {given.min()} to {given.max()}")


@dataclass(frozen=True)
class EngineLog:
    """What happened. A row's entries are NEVER for what did not happen; spells stand in order of beginning.

    UNSEEN rows never came. OPEN rows came and wait or are in hand at the end. SERVED rows were worked to the
    end, LEFT rows gave up waiting, BUSY rows found every trunk taken, CLOSED rows came outside the hours,
    MOOT rows were answered together with the row they are about.
    """

    came: np.ndarray  # int64[n], instant
    left: np.ndarray  # int64[n], instant of its outcome
    outcome: np.ndarray  # int64[n]
    spell_row: np.ndarray  # int64[s]
    spell_person: np.ndarray  # int64[s]
    spell_began: np.ndarray  # int64[s]
    spell_ended: np.ndarray  # int64[s], the end of the run for work still in hand
