"""The Roster table: one row per stretch on duty. Breaks are gaps; temps are rows, absence is their lack."""

from dataclasses import dataclass

import numpy as np

from sim.staffing.intervals import FAR

FINISH, HAND_OVER, KEEP, TO_HEAD, TO_TAIL = range(5)  # what happens to work in hand when a stretch ends
NO_REACTION = -1


@dataclass(frozen=True)
class Roster:
    """Stretches on duty, ordered by person and beginning; a person's stretches do not overlap.

    `stop` speaks of work that may be put down: FINISH works on past the end, HAND_OVER puts it back in its
    place in the queue, TO_HEAD before all who wait there, TO_TAIL as if it had come now, KEEP holds it until
    the person's next stretch; what is left of the work stays with it. Other work (most often a call) is
    always finished.

    While the desk is in the reaction that a stretch names, its person does `does_then` instead of `does`; who
    would go off at `off` stays until `off_then`. After a break or a moment away the shift goes on, until
    `home`: what is not begun shortly before going home looks at that.
    """

    person: np.ndarray  # int64[k], 0..people-1
    on: np.ndarray  # int64[k], instant
    off: np.ndarray  # int64[k], instant > on
    does: np.ndarray  # int64[k], bit mask of lines
    pace: np.ndarray  # int64[k], thousandths of the standard pace, > 0
    asked: np.ndarray  # int64[k], lower is asked first
    stop: np.ndarray  # int64[k], FINISH, HAND_OVER, KEEP, TO_HEAD or TO_TAIL
    reaction: np.ndarray  # int64[k], or NO_REACTION
    does_then: np.ndarray  # int64[k], bit mask of lines
    off_then: np.ndarray  # int64[k], instant >= off
    home: np.ndarray  # int64[k], instant >= off, at which the shift of the stretch ends

    @classmethod
    def steady(cls, *columns: np.ndarray) -> "Roster":
        """Stretches that nothing changes, each a shift: the columns from `person` to `stop`."""
        names = ("person", "on", "off", "does", "pace", "asked", "stop")
        given = dict(zip(names, columns, strict=True))
        unchanged = {"does_then": given["does"], "off_then": given["off"], "home": given["off"]}
        return cls(**given, **unchanged, reaction=np.full(len(given["off"]), NO_REACTION))

    def __len__(self) -> int:
        """Count the stretches."""
        return len(self.on)

    @property
    def people(self) -> int:
        """How many people the roster numbers."""
        return int(self.person.max(initial=-1)) + 1

    def since(self, at: int) -> "Roster":
        """What is left of the stretches from an instant on."""
        left = {name: column[self.off > at] for name, column in vars(self).items()}
        return Roster(**left | {"on": np.maximum(left["on"], at)})

    def last_begun(self, person: np.ndarray, at: np.ndarray) -> np.ndarray:
        """Find the last stretch of each person that began by then: int64[n], -1 or another's if none did."""
        begins = self.person * FAR + self.on
        return np.asarray(np.searchsorted(begins, person * FAR + at, side="right") - 1)

    def cut(self, stretch: np.ndarray, at: np.ndarray) -> "Roster":
        """Cut stretches at instants, int64[cuts] each; an instant outside its stretch cuts nothing.

        At a cut work in hand stays with its person, who goes on with it in the next piece.
        """
        inside = (self.on[stretch] < at) & (at < self.off[stretch])
        of, on = np.append(np.arange(len(self)), stretch[inside]), np.append(self.on, at[inside])
        order = np.lexsort((on, of))
        of, on = of[order], on[order]
        once = np.append((of[1:] != of[:-1]) | (on[1:] != on[:-1]), True)[: len(of)]
        of, on = of[once], on[once]
        goes_on = np.append(of[1:] == of[:-1], False)[: len(of)]
        off = np.where(goes_on, np.append(on[1:], 0)[: len(of)], self.off[of])
        pieces = {name: column[of] for name, column in vars(self).items()}
        pieces |= {"on": on, "off": off, "stop": np.where(goes_on, KEEP, pieces["stop"])}
        return Roster(**pieces | {"off_then": np.where(goes_on, off, pieces["off_then"])})

    def check(self) -> None:
        """Hold the table to its promises.

        Raises:
            ValueError: a stretch that ends before it begins, or sooner in a reaction, or after its shift, or
                overlaps, or stands out of order; a pace of 0, a person below 0, or a stop that is none.
        """
        if (
            self.person.min(initial=0) < 0
            or self.stop.min(initial=0) < 0
            or self.stop.max(initial=0) > TO_TAIL
        ):
            raise ValueError(f"people must count from 0, and ways to stop from 0 to {TO_TAIL}")
        if (self.off <= self.on).any() or (np.minimum(self.off_then, self.home) < self.off).any():
            raise ValueError("a stretch must end after it begins; leave out stretches without length")
        if (self.pace <= 0).any():
            raise ValueError(f"pace must be above 0 thousandths; got {self.pace.min()}")
        person, on, before = self.person, self.on[1:], self.off_then[:-1]
        wrong = np.flatnonzero((person[1:] < person[:-1]) | (person[1:] == person[:-1]) & (on < before))
        if len(wrong):
            first = f"person {person[wrong[0] + 1]} at {on[wrong[0]]}"
            raise ValueError(f"stretches must be in order and not overlap; {first}")
