"""What an outlook comes to: the late answers that each week has left, and where slack is least."""

from dataclasses import dataclass

import numpy as np

from sim.experiments.estimates.confidence import Chance, chance
from sim.experiments.morning.outlook import Outlook
from sim.experiments.morning.play import Days
from sim.experiments.morning.slack import Slack, instants

SPREAD = (0.05, 0.5, 0.95)
HOUR_S = 3600


@dataclass(frozen=True)
class Spread:
    """The median of many plays, and the range that holds 90% of them."""

    low: float
    median: float
    high: float


@dataclass(frozen=True)
class Ending:
    """How many answers of a week are late in the end."""

    mean: float
    late: Spread
    mail: Chance | None  # so many that a warning mail comes; None: the edition knows no such number


@dataclass(frozen=True)
class WeekToCome:
    """A week whose score may still change."""

    monday: int
    late_now: int  # answered late, or late and open still
    allowed: int | None  # late answers that bring no mail: nine
    plain: Ending
    picked: Ending  # when the picks go first

    @property
    def left(self) -> int | None:
        """How many late answers the week has left now."""
        return None if self.allowed is None else max(0, self.allowed - self.late_now)


@dataclass(frozen=True)
class Tightest:
    """Where most hours are missing for the work due by then; if none are, where it takes most of them."""

    at: int
    due_h: float  # average
    hands_h: float  # that can be worked until then, average
    low_h: float  # from here to `high_h` lie those of 90% of plays
    high_h: float
    short: float  # in which share of plays the work due is more

    @property
    def spare_h(self) -> float:
        """How many hours are left over, on average; below 0: are missing."""
        return self.hands_h - self.due_h


def spread(values: np.ndarray) -> Spread:
    """Sum up float64[plays]."""
    return Spread(*(float(one) for one in np.quantile(values, SPREAD)))


def weeks_to_come(outlook: Outlook) -> list[WeekToCome]:
    """Say of each week how it may end."""
    morning = outlook.morning
    mail_at = morning.shop.scenario.judged.edition.response.mail_at_late
    lost = morning.cases.arrived_at[morning.rows[morning.lost]]
    now = morning.late_before + morning.by_week(lost)
    plain, picked = (_endings(outlook, days, mail_at) for days in (outlook.plain, outlook.picked))
    allowed = None if mail_at is None else mail_at - 1
    return [
        WeekToCome(monday, int(now[place]), allowed, plain[place], picked[place])
        for place, monday in enumerate(morning.weeks)
    ]


def _endings(outlook: Outlook, days: Days, mail_at: int | None) -> list[Ending]:
    by_week = outlook.late_by_week(days).T
    return [
        Ending(float(late.mean()), spread(late), None if mail_at is None else chance(late >= mail_at))
        for late in by_week
    ]


def late_of_open(days: Days) -> float:
    """How many of the open questions are late in the end, on average."""
    return float(days.late.sum(axis=1).mean())


def late_of_new(days: Days) -> float:
    """How many of those that were still to come and count in these weeks, on average."""
    return float(days.late_new.sum(axis=1).mean())


def tightest(outlook: Outlook) -> Tightest | None:
    """Find where slack is least; None when nothing comes due."""
    slack, at = outlook.plain.slack, instants(outlook.morning)
    due, spare = slack.due_s.mean(axis=0), _spare_s(slack).mean(axis=0)
    if not due.any():
        return None
    place = int(np.argmin(spare) if spare.min() < 0 else np.argmax(due / (due + spare).clip(1)))
    hands_h = slack.hands_s[:, place] / HOUR_S
    ends = spread(hands_h)
    return Tightest(
        at=int(at[place]),
        due_h=float(due[place]) / HOUR_S,
        hands_h=float(hands_h.mean()),
        low_h=ends.low,
        high_h=ends.high,
        short=float((_spare_s(slack)[:, place] < 0).mean()),
    )


def _spare_s(slack: Slack) -> np.ndarray:
    return np.asarray(slack.hands_s - slack.due_s)
