"""Small logs with known counts, for tests that look at one rule."""

from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from sim.norms import NEVER, EventLog
from sim.norms.log import Cases, Items

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def at(words: str) -> int:
    """The UTC second of a wall time in Amsterdam."""
    return int(datetime.fromisoformat(words).replace(tzinfo=AMSTERDAM).timestamp())


def day(words: str) -> int:
    return int(np.datetime64(words, "D").astype(np.int64))


def questions(late: int, total: int, arrived: str = "2026-11-17 10:00", seller: str = "S") -> Cases:
    """Questions of one instant, the first of them answered two days later, the others at once."""
    arrived_at = np.full(total, at(arrived))
    wait = np.where(np.arange(total) < late, 2 * 86_400, 60)
    return Cases(arrived_at=arrived_at, answered_at=arrived_at + wait, seller_id=[seller] * total)


def items(late: int, total: int, promised: str = "2026-11-18") -> Items:
    """Items of one promised day, delivered at noon of it or a day later."""
    noon = at(f"{promised} 12:00")
    return Items(
        promised_on=[day(promised)] * 2,
        attempted_at=[noon, noon + 86_400],
        cancelled_at=[NEVER] * 2,
        quantity=[total - late, late],
    )


def log(late: int = 0, total: int = 1, arrived: str = "2026-11-17 10:00") -> EventLog:
    return EventLog(cases=questions(late, total, arrived))
