"""Case logs of which every figure is known."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from sim.calibrate.questions.log import Questions
from sim.norms.log import NEVER, Cases

ZONE = ZoneInfo("Europe/Amsterdam")


def at(*moments: str) -> np.ndarray:
    """Instants of wall times of Amsterdam."""
    return np.array([int(datetime.fromisoformat(one).replace(tzinfo=ZONE).timestamp()) for one in moments])


def questions(arrived: np.ndarray, **columns: np.ndarray) -> Questions:
    """A log of questions; nobody answers unless a column says so."""
    given = {"arrived_at": arrived, "answered_at": np.full(len(arrived), NEVER), **columns}
    return Questions(Cases(**given), "Europe/Amsterdam")


def evenly(weeks: int, a_day: int, hour: int = 10) -> np.ndarray:
    """So many questions on every day of some weeks from Monday 2 March 2026, at one hour of the wall."""
    first = datetime(2026, 3, 2, hour)
    days = [(first + timedelta(days=day)).isoformat() for day in range(7 * weeks)]
    return np.repeat(at(*days), a_day)
