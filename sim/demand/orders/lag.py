"""How long after an event customers ask: a lag that counts in their own time, not on the clock of the wall.

In the customers' time a week has its 168 hours, but an hour on the wall is as long as the share of the week's
mails that it gets: a night passes in no time, and what would be asked at night is asked in the morning. It is
the change of time that turns a Poisson process of any rate into one of a constant rate (Cinlar, Introduction
to Stochastic Processes, 1975, 4.7). Where all hours are alike it is the time on the wall.
"""

import numpy as np

from sim.deadline.instants.wall import DAY_S

WEEK_S = 7 * DAY_S
WEEK_HOURS = 7 * 24
NEVER_EMPTY = 1e-12  # of an hour in which nobody writes, so that the way back is unique


def later(at: np.ndarray, hours: np.ndarray, monday_at: int, profile: np.ndarray) -> np.ndarray:
    """Find the instants (int64[n]) that lie `hours` (float64[n], 0 or more) of customers' time after others.

    `profile` is float64[7, 24], sum 1; `monday_at` any midnight with which a week begins. After a clock
    change the profile is an hour off, as every noon of an order is.
    """
    wall = np.linspace(0, WEEK_S, WEEK_HOURS + 1)
    shares = np.concatenate([[0.0], np.cumsum(profile.ravel() + NEVER_EMPTY)])
    own = shares / shares[-1] * WEEK_HOURS
    week, into = np.divmod(at - monday_at, WEEK_S)
    more, then = np.divmod(np.interp(into, wall, own) + hours, WEEK_HOURS)
    return np.asarray(
        monday_at + (week + more.astype(np.int64)) * WEEK_S + np.interp(then, own, wall)
    ).astype(np.int64)
