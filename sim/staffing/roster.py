"""The Roster table: one row per stretch on duty. Breaks are gaps; temps are rows, absence is their lack."""

from dataclasses import dataclass

import numpy as np

FINISH, HAND_OVER, KEEP = range(3)  # what happens to interruptible work in hand when a stretch ends


@dataclass(frozen=True)
class Roster:
    """Stretches on duty, ordered by person and beginning; a person's stretches do not overlap.

    `stop` speaks of work that may be interrupted: FINISH works on past the end, HAND_OVER puts it back in its
    queue with the work that is left, KEEP holds it until the person's next stretch. Other work (a call) is
    always finished.
    """

    person: np.ndarray  # int64[k], 0..people-1
    on: np.ndarray  # int64[k], instant
    off: np.ndarray  # int64[k], instant > on
    does: np.ndarray  # int64[k], bit mask of lines
    pace: np.ndarray  # int64[k], thousandths of the standard pace, > 0
    asked: np.ndarray  # int64[k], lower is asked first
    stop: np.ndarray  # int64[k], FINISH, HAND_OVER or KEEP

    def __len__(self) -> int:
        """Count the stretches."""
        return len(self.on)

    @property
    def people(self) -> int:
        """How many people the roster numbers."""
        return int(self.person.max(initial=-1)) + 1

    def check(self) -> None:
        """Hold the table to its promises.

        Raises:
            ValueError: a stretch that ends before it begins, overlaps or stands out of order, or a pace of 0.
        """
        if (self.off <= self.on).any():
            raise ValueError("a stretch must end after it begins; leave out stretches without length")
        if (self.pace <= 0).any():
            raise ValueError(f"pace must be above 0 thousandths; got {self.pace.min()}")
        person, on, before = self.person, self.on[1:], self.off[:-1]
        wrong = np.flatnonzero((person[1:] < person[:-1]) | (person[1:] == person[:-1]) & (on < before))
        if len(wrong):
            first = f"person {person[wrong[0] + 1]} at {on[wrong[0]]}"
            raise ValueError(f"stretches must be in order and not overlap; {first}")
