"""The first guess at how many people it takes: textbook queues for calls, a backlog for what can wait.

A first guess only. It says where a search begins and never what the search answers. The search of `normsim
staff` begins with `overdue` alone, see `guess`; the queues are for who guesses calls by hand.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

import numpy as np
from scipy.optimize import brentq
from scipy.special import log_ndtr, ndtr

MOST_BETA = 10.0  # of square-root staffing; beyond it nobody waits
NEGLIGIBLE = math.log(1e-16)  # of the probability of the state that is the most likely one


@dataclass(frozen=True)
class Calls:
    """Calls of one period; both rates in the same unit of time."""

    arrivals: float  # a unit of time
    served: float  # by one busy person in a unit of time

    @property
    def load(self) -> float:
        """The offered load in Erlang."""
        return self.arrivals / self.served


def waits_share(load: float, agents: int) -> float:
    """Return the share of callers who wait where everybody waits until served (Erlang C).

    From the recursion of Erlang B (Cooper, Introduction to Queueing Theory, 1981, p. 82 and 92).

    >>> round(waits_share(10, 16), 6)
    0.05734
    """
    if agents <= load:
        return 1.0
    blocked = 1.0
    for busy in range(1, agents + 1):
        blocked = load * blocked / (busy + load * blocked)
    return agents * blocked / (agents - load * (1 - blocked))


def in_time_share(calls: Calls, agents: int, within: float) -> float:
    """Return the share of callers served within a time, where everybody waits until served."""
    if agents <= calls.load:
        return 0.0
    rate = agents * calls.served - calls.arrivals
    return 1 - waits_share(calls.load, agents) * math.exp(-rate * within)


def answered_share(calls: Calls, agents: int, lost: float) -> float:
    """Return the share of callers served where each gives up at the rate `lost` while waiting (Erlang A).

    From the balance of its birth and death process (Garnett, Mandelbaum and Reiman, MSOM 4, 2002, p. 208):
    who is served leaves at the mean rate of busy people.
    """
    logs = [0.0]  # of the weights, which no number holds where hundreds are inside
    for inside in count(1):
        leaves = min(inside, agents) * calls.served + max(inside - agents, 0) * lost
        logs.append(logs[-1] + math.log(calls.arrivals / leaves))
        if leaves > calls.arrivals and logs[-1] < max(logs) + NEGLIGIBLE:
            break
    weights = np.exp(np.array(logs) - max(logs))
    chance = weights / weights.sum()
    busy = float(np.minimum(np.arange(len(chance)), agents) @ chance)
    return busy * calls.served / calls.arrivals


def least_agents(enough: Callable[[int], bool]) -> int:
    """Return the fewest agents that are enough, where more are never worse."""
    return next(agents for agents in count(1) if enough(agents))


def many_wait_share(beta: float) -> float:
    """Return the share who wait with load + beta sqrt(load) agents, as the load grows (Halfin and Whitt).

    Operations Research 29, 1981, p. 575; beta above 0.
    """
    return 1 / (1 + beta * float(ndtr(beta)) / _density(beta))


def many_impatient_wait_share(beta: float, served_per_lost: float) -> float:
    """Return the same where callers give up; `served_per_lost` is one person's rate over the caller's.

    Garnett, Mandelbaum and Reiman, MSOM 4, 2002, p. 214; beta may be below 0.
    """
    ratio = math.sqrt(served_per_lost)
    return 1 / (1 + _hazard(beta * ratio) / (ratio * _hazard(-beta)))


def square_root_staffing(load: float, waits: float) -> int:
    """Return load + beta sqrt(load) agents, rounded up, such that a share `waits` of callers wait."""
    beta = float(brentq(lambda beta: many_wait_share(beta) - waits, 1e-9, MOST_BETA))
    return math.ceil(load + beta * math.sqrt(load))


def backlog(comes: np.ndarray, staffed: np.ndarray) -> np.ndarray:
    """Return the hours of work left at the end of each period, where work waits and hours do not.

    All float64[..., periods]; an hour without work is lost (Lindley, Proc. Camb. Phil. Soc. 48, 1952).

    >>> backlog(np.array([10.0, 2, 2]), np.array([4.0, 4, 4])).tolist()
    [6.0, 4.0, 2.0]
    """
    ahead = np.cumsum(comes - staffed, axis=-1)
    lowest = np.minimum(np.minimum.accumulate(ahead, axis=-1), 0.0)
    return np.asarray(ahead - lowest)


def overdue(comes: np.ndarray, staffed: np.ndarray, waits_at_most: int) -> np.ndarray:
    """Return the hours of work at the end of each period that came more than so many periods before.

    That is what is late where the oldest goes first: of the work that came until then, what the staffed
    hours have not reached. All float64[..., periods]; 0 where all is done in time.
    """
    came = np.cumsum(comes, axis=-1)
    long_ago = np.zeros_like(came)
    long_ago[..., waits_at_most:] = came[..., : came.shape[-1] - waits_at_most]
    return np.asarray(np.maximum(backlog(comes, staffed) - (came - long_ago), 0.0))


def _density(at: float) -> float:
    return math.exp(-(at**2) / 2) / math.sqrt(2 * math.pi)


def _hazard(at: float) -> float:
    """Return the hazard rate of the standard normal distribution."""
    return math.exp(math.log(_density(0.0)) - at**2 / 2 - float(log_ndtr(-at)))
