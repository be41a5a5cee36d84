"""Who calls again: attempts of a caller who hung up, within the hour."""

from dataclasses import dataclass

import numpy as np

from sim.calibrate.phone.attempts import UNKNOWN, Attempts

WITHIN_S = 3600  # a later attempt is another matter
LEAST_HANG_UPS = 50  # of known callers, or nothing is told


@dataclass(frozen=True)
class Redials:
    """Hang-ups of known callers whose next hour the log holds, and the attempts that followed."""

    hang_ups: int
    after_s: np.ndarray  # int64[k], in order: how long after the hang-up each of those who redialled did

    @property
    def share(self) -> float:
        """The share who redialled within the hour."""
        return len(self.after_s) / self.hang_ups

    @property
    def median_s(self) -> float:
        """The median delay of those."""
        return float(np.median(self.after_s))


def redials(calls: Attempts) -> Redials | None:
    """Look for the next attempt of each known caller who hung up; None of fewer than LEAST_HANG_UPS.

    The instant of the hang-up is that of the attempt and the wait, where it is known.
    """
    known = calls.only(calls.caller != UNKNOWN)
    order = np.lexsort((known.at, known.caller))
    known = known.only(order)
    gone_at = known.at + np.maximum(known.waited_s, 0)
    same = np.append(known.caller[1:] == known.caller[:-1], False)[: len(known)]
    next_at = np.append(known.at[1:], 0)[: len(known)]
    seen_to_the_end = known.hung_up & (gone_at + WITHIN_S <= int(calls.at.max(initial=0)))
    after_s = np.maximum(next_at - gone_at, 0)
    again = seen_to_the_end & same & (after_s <= WITHIN_S)
    hang_ups = int(seen_to_the_end.sum())
    if hang_ups < LEAST_HANG_UPS or not again.any():
        return None
    return Redials(hang_ups, np.sort(after_s[again]))
