"""Engines for the judge: one that is right, and each way to be wrong, silent or gone."""

import os
import time
from functools import partial

import numpy as np

from benchmarks.peers.protocol import Calendar, Peer


class Slow:
    """Right, second by second: steps through time and counts while the shop is open."""

    boundary = "close"

    def __init__(self, calendar: Calendar) -> None:
        self.hours = calendar.hours

    def given(self, instants):
        return instants

    def deadlines(self, cases, allowance_s):
        return np.array([self.one(int(at), allowance_s) for at in cases])

    def one(self, at, allowance_s):
        return self.hours.deadline(at, allowance_s, self.boundary)

    def seconds(self, answers):
        return answers


class NextOpen(Slow):
    boundary = "next_open"


class Mixed(Slow):
    """Keeps to neither boundary: an allowance of eight hours ends with the day, others on the next."""

    def one(self, at, allowance_s):
        return self.hours.deadline(at, allowance_s, "close" if allowance_s == 8 * 3600 else "next_open")


class Planted(Slow):
    """Wrong by one second for arrivals in an even minute, and for nothing else."""

    def one(self, at, allowance_s):
        return super().one(at, allowance_s) + (at // 60 % 2 == 0)


class Raises(Slow):
    """Fails for arrivals in an even minute."""

    def one(self, at, allowance_s):
        if at // 60 % 2 == 0:
            raise ValueError("an even minute")
        return super().one(at, allowance_s)


class TooFew(Slow):
    def deadlines(self, cases, allowance_s):
        return super().deadlines(cases, allowance_s)[1:]


class Hangs(Slow):
    """Hangs for one hour, answers the rest."""

    def one(self, at, allowance_s):
        if allowance_s == 3600:
            time.sleep(60)
        return super().one(at, allowance_s)


class Dies(Slow):
    def one(self, at, allowance_s):
        os._exit(1)


class Elapsed(Slow):
    """Right, of an engine that says only how much working time lies between."""

    late_s = 0

    def elapsed(self, starts, ends):
        return np.array(
            [self.hours.elapsed(int(a), int(b)) + self.late_s for a, b in zip(starts, ends, strict=True)]
        )


class ElapsedLate(Elapsed):
    late_s = 1


ENGINES = {
    engine.__name__: engine
    for engine in (Slow, NextOpen, Mixed, Planted, Raises, TooFew, Hangs, Dies, Elapsed, ElapsedLate)
}


def find(name: str) -> Peer:
    """A peer by the name of its engine; "Slow without lunch" cannot say lunch breaks."""
    engine, _, unsaid = name.partition(" without ")
    asks = "elapsed" if engine.startswith("Elapsed") else "deadline"
    cannot = {"lunch breaks": "one slot a day"} if unsaid else {}
    return Peer(name, "numpy", partial(ENGINES[engine]), cannot, asks)
