"""The forms in which engines take instants: datetimes with a zone, and datetimes that know only a wall."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo

import numpy as np

from benchmarks.peers.protocol import Calendar, Instants


class Kept:
    """Memory that a service keeps from one call to the next, for engines that write into an array given."""

    def __init__(self) -> None:
        self.array = np.empty(0, np.int64)

    def like(self, cases: Instants) -> Instants:
        """int64 of the same shape; the same array as long as there are as many cases."""
        if self.array.shape != cases.shape:
            self.array = np.empty(cases.shape, np.int64)
        return self.array


class Aware:
    """Datetimes in the calendar's zone."""

    zone: tzinfo

    def __init__(self, calendar: Calendar) -> None:
        self.zone = calendar.zone

    def given(self, instants: Instants) -> list[datetime]:
        """Instants as aware datetimes."""
        return [datetime.fromtimestamp(at, self.zone) for at in instants.tolist()]

    def seconds(self, answers: Iterable[datetime]) -> Instants:
        """Aware datetimes as UTC seconds."""
        return np.array([round(at.timestamp()) for at in answers], np.int64)


class Wall(Aware):
    """Datetimes without a zone, as the wall shows them; a repeated time means its first pass."""

    def given(self, instants: Instants) -> list[datetime]:
        """What the wall shows; which pass of a repeated hour it was is lost."""
        return [at.replace(tzinfo=None, fold=0) for at in super().given(instants)]

    def seconds(self, answers: Iterable[datetime]) -> Instants:
        """Wall times as UTC seconds."""
        return super().seconds(at.replace(tzinfo=self.zone) for at in answers)


class WallDurations(Wall):
    """Wall times in, working time out."""

    def seconds(self, answers: Iterable[timedelta | float]) -> Instants:
        """Durations, or numbers of seconds, as whole seconds."""
        return np.array(
            [round(one.total_seconds() if isinstance(one, timedelta) else one) for one in answers], np.int64
        )


class WallArray:
    """Wall times as datetime64[s], for arithmetic on whole columns."""

    def __init__(self, calendar: Calendar) -> None:
        self.wall = Wall(calendar)

    def given(self, instants: Instants) -> np.ndarray:
        """What the wall shows."""
        offsets = _offsets(instants, self.wall)
        return (instants + offsets).astype("M8[s]")

    def seconds(self, answers: np.ndarray) -> Instants:
        """Wall times as UTC seconds."""
        return self.wall.seconds(answers.astype("M8[s]").tolist())


def _offsets(instants: Instants, wall: Wall) -> Instants:
    """The UTC offset at each instant, looked up once a quarter of an hour: clocks change on none other."""
    quarters, back = np.unique(instants // 900, return_inverse=True)
    shown = wall.given(quarters * 900)
    walls = np.array([int(at.replace(tzinfo=UTC).timestamp()) for at in shown], np.int64)
    return (walls - quarters * 900)[back]
