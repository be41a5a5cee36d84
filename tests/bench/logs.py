"""A small log of questions: five weeks of a shop, made by a rule."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from sim.bench.questions.arrivals import Questions
from sim.deadline import NEVER

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
STEP = timedelta(hours=3, minutes=17, seconds=11)


def questions(count=250, start=datetime(2026, 10, 12), step=STEP):
    """From a Monday on, through the night of the clock change; every hour of the week comes."""
    moments = [(start + number * step).replace(tzinfo=AMSTERDAM) for number in range(count)]
    at = np.array([int(moment.timestamp()) for moment in moments], np.int64)
    wait = np.arange(count) * 997 % 90_000
    return Questions(at, np.where(np.arange(count) % 11 == 5, NEVER, wait))
