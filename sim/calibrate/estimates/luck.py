"""How far weeks and days are off their forecast, and what follows a holiday, in normal weeks."""

import numpy as np

from sim.calibrate.arrivals.figures import figures
from sim.calibrate.arrivals.model import MOST_DAYS
from sim.calibrate.counted import Counted
from sim.calibrate.estimates.weeks import Weeks
from sim.calibrate.fitted import Fitted, Untold


def busyness_of(counts: Counted, weeks: Weeks, what: str) -> list[Fitted | Untold]:
    """Fit them from the normal ones of some weeks: a peak is no luck, nor is a day that a file ends in."""
    normal = counts.kept(np.isin(counts.mondays, weeks.normal.mondays))
    return figures(normal.kept(np.arange(len(normal.days)) >= len(normal.days) - MOST_DAYS), what)
