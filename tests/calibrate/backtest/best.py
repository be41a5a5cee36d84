"""What nobody can call better: weeks of a desk, by who knows all that is true of it but its luck."""

import numpy as np

from .desks import ANSWERED, DAYS, Desk, Known, begins_at, comes, known, lives, log_of

PLAYS = 100  # of a week


def best(desk: Desk, seed: int, weeks: int) -> dict[str, np.ndarray]:
    """Play the last weeks of the desk of a seed: float64[weeks, PLAYS] by way, the share answered.

    Who calls when is known, or only how busy the week before was. Their median errs least in the mean, and
    its verdict is right most often.
    """
    truth, at = known(desk, np.random.default_rng(seed)), log_of(desk, seed)[0].attempted_at
    rng, last = np.random.default_rng([seed, PLAYS]), range(desk.weeks - weeks, desk.weeks)
    return {
        "known": np.array(
            [[_when_called(desk, truth, at, week, rng) for _ in range(PLAYS)] for week in last]
        ),
        "forecast": np.array([[_on_the_eve(desk, truth, week, rng) for _ in range(PLAYS)] for week in last]),
    }


def _when_called(desk: Desk, truth: Known, at: np.ndarray, week: int, rng: np.random.Generator) -> float:
    nine = [begins_at(week, day) for day in range(DAYS)]
    days = [(at[(at >= one) & (at < one + 86_400)] - one).astype(float) for one in nine]
    return _share(desk, truth, days, rng)


def _on_the_eve(desk: Desk, truth: Known, week: int, rng: np.random.Generator) -> float:
    level = float(truth.level[week - 1] + desk.level_sd * rng.standard_normal())
    return _share(desk, truth, [comes(desk, rng, level) for _ in range(DAYS)], rng)


def _share(desk: Desk, truth: Known, days: list[np.ndarray], rng: np.random.Generator) -> float:
    rows = np.concatenate([lives(desk, rng, truth.pace, at) for at in days])
    return float((rows[:, 0] == ANSWERED).mean())
