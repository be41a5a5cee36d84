"""When questions come: the share outside office hours, and the weights of the hours of a week."""

from dataclasses import dataclass

import numpy as np

from sim.calibrate.fitted import Profile, fact
from sim.calibrate.questions.log import HOUR_S, Questions
from sim.deadline.instants.wall import weekday_of
from sim.deadline.weekly import DAYS

ENOUGH = 1_000  # written questions: six an hour of the week
KINDS = (slice(0, 5), slice(5, 6), slice(6, 7))  # days that are alike: Monday to Friday, Saturday, Sunday
WORTH = 200  # questions of its own day that weigh as much as the days like it
TO_A_WEEK = 1_000  # what the weights of a week come to
DECIMALS = 2


@dataclass(frozen=True)
class Hours:
    """How the questions of a week spread over its hours; float64[7, 24], from Monday midnight, sum 1."""

    counted: np.ndarray
    fitted: np.ndarray
    questions: int


def hours_of(questions: Questions) -> Hours | None:
    """Fit the shares of the 168 hours; None where there are too few questions to tell them apart."""
    which = questions.mailed & _in_whole_weeks(questions)
    if (n := int(which.sum())) < ENOUGH:
        return None
    cell = weekday_of(questions.day[which]) * 24 + questions.second[which] // HOUR_S % 24
    counts = np.bincount(cell, minlength=168).reshape(7, 24)
    return Hours(counts / n, _smoothed(counts) / n, n)


def profiles(hours: Hours) -> list[Profile]:
    """Write the shares as the scenario does: 24 weights a day, of a thousand questions a week."""
    rests_on = fact("questions_of_whole_weeks", n=hours.questions)
    weights = np.round(hours.fitted * TO_A_WEEK, DECIMALS)
    return [
        Profile(f"contacts.by_hour.{day}", tuple(row), rests_on)
        for day, row in zip(DAYS, weights.tolist(), strict=True)
    ]


def _in_whole_weeks(questions: Questions) -> np.ndarray:
    mondays = questions.weeks.mondays
    if not len(mondays):
        return np.zeros(len(questions.day), bool)
    return np.asarray((questions.day >= mondays[0]) & (questions.day < mondays[-1] + 7))


def _smoothed(counts: np.ndarray) -> np.ndarray:
    """Draw the hours of a day towards those of the days like it, the fewer questions it has the more.

    The mean of a Dirichlet whose prior is the hours of all days of its kind; the days keep their sums.
    """
    fitted = np.zeros_like(counts, float)
    for kind in KINDS:
        day = counts[kind].sum(axis=1, keepdims=True)
        alike = counts[kind].sum(axis=0) / max(int(counts[kind].sum()), 1)
        fitted[kind] = (counts[kind] + WORTH * alike) / (day + WORTH) * day
    return fitted
