"""Textbook queues, run as rows and people, meet the figures of closed forms that another program made.

Seeds, sizes and replications are fixed. An estimate must lie within four standard errors of thirty
independent replications: of about 170 figures one would lie further off in about one of fifteen suites
(Student, 29 degrees of freedom). A standard error is at most 2.5% of the figure it estimates, more where the
table says so: waits under a heavy load would take minutes. WH-02 needs its length: replications of 1,000 days
are so skewed that their standard error is too small when their mean is low (one seed of six lay 4.6 off).
"""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from . import queues

ANSWERS = Path(__file__).parents[1] / "answers" / "theory.json"
CASES = {case["id"]: case for case in json.loads(ANSWERS.read_text())["cases"]}
SEED, REPLICATIONS = 1, 30
ERROR = 0.025  # the most that a standard error may be, of the figure it estimates
# case -> (family, rows, days or piles of a replication[, ERROR of its rarest figure])
RUNS = {
    "EB-01": (queues.loss, 10_000), "EB-02": (queues.loss, 10_000), "EB-03": (queues.loss, 10_000),
    "EC-01": (queues.delay, 34_000), "EC-02": (queues.delay, 30_000), "EC-03": (queues.delay, 20_000),
    "EC-04": (queues.delay, 50_000, 0.05), "EC-05": (queues.delay, 36_000),
    "EA-01b": (queues.delay, 70_000, 0.05), "EA-01": (queues.abandonment, 40_000),
    "EA-02": (queues.abandonment, 26_000), "EA-03": (queues.abandonment, 10_000),
    "EA-04": (queues.abandonment, 10_000), "EA-05": (queues.abandonment, 20_000),
    "EA-06": (queues.abandonment, 10_000), "MG-01": (queues.delay, 70_000, 0.04),
    "MG-02": (queues.delay, 36_000), "MG-03": (queues.delay, 50_000, 0.03),
    "MG-04": (queues.delay, 130_000, 0.03), "MG-05": (queues.delay, 20_000),
    "GI-01": (queues.evenly, 10_000), "PR-01": (queues.priority, 22_000),
    "PR-02": (queues.priority, 30_000), "PR-03": (queues.phone_and_mail, 40_000),
    "PR-04": (queues.interrupting, 40_000), "MS-01": (queues.skills, 24_000),
    "LC-01": (queues.loop, 20_000), "LC-02": (queues.tandem, 36_000), "RD-02": (queues.redial, 3_000),
    "TR-01": (queues.day, 24), "TR-02": (queues.day, 12), "BL-01": (queues.backlog, 150),
    "WH-01": (queues.nights, 900), "WH-02": (queues.nights, 3000, 0.1), "WH-03": (queues.nights, 900, 0.06),
}  # fmt: skip


def flat(figures: dict, name: str = "") -> dict[str, float]:
    """Give figures in tables and lists a name of their own."""
    found = {}
    for key, value in figures.items():
        parts = dict(enumerate(value)) if isinstance(value, list) else value
        found |= flat(parts, f"{name}{key} ") if isinstance(parts, dict) else {f"{name}{key}": parts}
    return found


def estimates(case: str) -> dict[str, tuple[float, float, float]]:
    """Run a case: for each figure that both sides have, (expected, estimate, standard error)."""
    family, size, *_ = RUNS[case]

    def one(replication: int) -> dict[str, float]:
        rng = np.random.default_rng([SEED, replication, *case.encode()])
        return flat(family(CASES[case]["params"], rng, size))

    with ThreadPoolExecutor(2) as threads:  # the kernel holds no lock
        runs = list(threads.map(one, range(REPLICATIONS)))
    expected = flat(CASES[case]["expected"])
    found = {name: np.array([run[name] for run in runs]) for name in runs[0] if name in expected}
    return {
        name: (expected[name], values.mean(), values.std(ddof=1) / REPLICATIONS**0.5)
        for name, values in found.items()
    }


@pytest.mark.parametrize("case", RUNS)
def test_a_queue_meets_its_closed_form(case):
    figures, (_, _, most) = estimates(case), (*RUNS[case], ERROR)[:3]

    assert len(figures) >= 2
    for name, (expected, estimate, error) in figures.items():
        assert abs(estimate - expected) < 4 * error, name
        assert error <= most * abs(expected), name
