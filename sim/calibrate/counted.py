"""Arrivals counted by slot of each open day: the form in which every arrival model is fitted and scored."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Counted:
    """How many came in each slot of each open day."""

    days: np.ndarray  # int64[days], day numbers as in sim.deadline, rising; a closed day has no row
    counts: np.ndarray  # int64[days, slots]
    opens_s: int  # local second of the day at which the first slot begins
    slot_s: int  # length of a slot
