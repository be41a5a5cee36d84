"""The cases with a known answer, and which family of queues each of them is."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from . import classes, day_counts, days, inbox, journeys, norm_weeks, steady, waves

ANSWERS = Path(__file__).parents[1] / "answers" / "theory.json"
ANY = "anything"


class Family(NamedTuple):
    """The cases of a group that name something, and how one replication of them is run."""

    group: str
    names: str  # a parameter or an expected figure, or ANY: all cases of the group
    run: Callable[..., dict]
    size: int  # rows, days or piles of a replication
    small: int  # the same in the suite


FAMILIES = (
    Family("Erlang-B", ANY, steady.loss, 100_000, 20_000),
    Family("Finite lines", ANY, steady.loss, 100_000, 20_000),
    Family("Erlang-C", ANY, steady.line, 200_000, 50_000),
    Family("M/G/1", ANY, steady.line, 400_000, 100_000),
    Family("M/D/c", ANY, steady.line, 100_000, 25_000),
    Family("Erlang-A", ANY, steady.line, 100_000, 25_000),
    Family("GI/M/1", ANY, steady.line, 100_000, 25_000),
    Family("Priority", "arrival_rate_per_h", classes.priority, 100_000, 25_000),
    Family("Priority", "wait_email_min", classes.phone_and_mail, 200_000, 50_000),
    Family("Priority", "sojourn_email_min", classes.interrupting, 200_000, 50_000),
    Family("Multi-skill", ANY, classes.skills, 100_000, 25_000),
    Family("Blending", ANY, classes.blending, 20_000, 5_000),
    Family("Lifecycle", "p_return", journeys.loop, 100_000, 25_000),
    Family("Lifecycle", "p_escalate", journeys.tandem, 200_000, 50_000),
    Family("Redial", ANY, journeys.redial, 20_000, 4_000),
    Family("Time-varying", "beta", waves.following, 100, 20),
    Family("Time-varying", "amplitude", waves.wave, 1_000, 150),
    Family("Time-varying", "pointwise_stationary_p_delay", waves.pointwise, 100_000, 20_000),
    Family("Time-varying", "agents", days.hourly, 400, 40),
    Family("Transient", ANY, days.day, 100, 25),
    Family("Working-hours clock", ANY, inbox.nights, 3_000, 2_500),
    Family("Backlog", "T_h", inbox.backlog, 500, 100),
    Family("Backlog", "fluid_hours", inbox.fluid, 5, 1),
    Family("Norm", "mean_late_per_week", norm_weeks.warnings, 1, 1),
    Family("Norm", "gamma_shape", norm_weeks.uncertain_weeks, 20_000, 4_000),
    Family("Norm", "n", norm_weeks.small_weeks, 1, 1),
    Family("Norm", "items_per_week", norm_weeks.seasons, 500, 100),
    Family("Output analysis", "rho", steady.means, 1_000_000, 450_000),
    Family("Arrivals", "mean", day_counts.spread, 4, 1),
    Family("Arrivals", "means", day_counts.periods, 10, 2),
)


def read(path: Path = ANSWERS) -> dict[str, dict]:
    """Read a file of cases, by id."""
    return {case["id"]: case for case in json.loads(path.read_text(encoding="utf-8"))["cases"]}


def families(case: dict) -> list[Family]:
    """Find the families that meet a case, each some of its figures; none when no simulation can."""
    names = case["params"].keys() | case["expected"].keys()
    return [one for one in FAMILIES if one.group == case["group"] and one.names in names | {ANY}]


def flat(figures: dict, name: str = "") -> dict[str, float]:
    """Give figures in tables and lists a name of their own."""
    found = {}
    for key, value in figures.items():
        parts = dict(enumerate(value)) if isinstance(value, list) else value
        found |= flat(parts, f"{name}{key} ") if isinstance(parts, dict) else {f"{name}{key}": parts}
    return found
