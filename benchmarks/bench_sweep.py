"""Thirty plans over two hundred seasons: on two cores, beside one, and taken from disk; a task of a cluster.

Two cores take at most 0.6 of the time of one, by turns in one run; the counts are the same to the last digit.
"""

from contextlib import closing
from functools import partial
from hashlib import sha256
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest

from sim.experiments.seasons.cluster import Cluster
from sim.experiments.seasons.replicate import Counts
from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.sweep import Sweep
from tests.cli.seasons.machines import Machines
from tests.experiments.shops import tiny

SEASONS, SOME = range(200), range(40)
ROUNDS, AT_MOST = 3, 0.6  # of the time of one worker
PLANS = {
    f"{minutes:.1f} minutes": tiny(("minutes_per_mail = 9", f"minutes_per_mail = {minutes:.1f}"))
    for minutes in (7 + tenth / 10 for tenth in range(30))
}
answers: set[str] = set()  # one, whoever counted


def digest(counted: dict[str, Counts]) -> str:
    columns = [column.tobytes() for counts in counted.values() for column in vars(counts).values()]
    return sha256(b"".join(columns)).hexdigest()


def swept(
    workers: int, folder: Path | None = None, plans: dict[str, Shop] = PLANS, seasons: range = SEASONS
) -> dict[str, Counts]:
    with Sweep(workers=workers, folder=folder) as sweep:
        return sweep.counts(plans, seasons, "plans")


def bench_thirty_plans_of_two_hundred_seasons(benchmark):
    counted = benchmark.pedantic(swept, (2,), rounds=1)

    answers.add(digest(counted))
    assert len(answers) == 1 and len(counted) == 30
    assert all(len(counts.verdicts) == 200 for counts in counted.values())


def bench_two_cores_beside_one(benchmark):
    """Workers that have started; each round sweeps with one, then with two."""
    of_one, counted = [], set()
    with Sweep(workers=1) as alone, Sweep(workers=2) as both:
        for sweep in (alone, both):
            sweep.counts({"one": next(iter(PLANS.values()))}, SEASONS, "they start, and load what they need")

        def by_one() -> None:
            begun = perf_counter()
            counted.add(digest(alone.counts(PLANS, SOME, "plans")))
            of_one.append(perf_counter() - begun)

        benchmark.pedantic(
            lambda: counted.add(digest(both.counts(PLANS, SOME, "plans"))), setup=by_one, rounds=ROUNDS
        )

    of_two = benchmark.stats.stats.data
    share = median(two / one for one, two in zip(of_one, of_two, strict=True))
    benchmark.extra_info["share of the time of one"] = share
    assert share <= AT_MOST and len(counted) == 1


def bench_keeping_and_taking_them(benchmark, tmp_path: Path):
    """Six thousand seasons in two hundred records; what is timed is the second run."""
    answers.add(digest(swept(2, tmp_path)))

    counted = benchmark.pedantic(swept, (1, tmp_path), rounds=3)

    answers.add(digest(counted))
    assert len(answers) == 1 and len(list(tmp_path.glob("*/*.json"))) == 200


@pytest.fixture
def cluster(tmp_path: Path):
    machines = Machines(tmp_path)
    machines.work(2)
    with closing(Cluster(machines.address)) as cluster:
        yield cluster
    machines.stop()


@pytest.mark.parametrize("kilobytes", [0, 50, 1500])
def bench_two_hundred_tasks_on_two_workers(benchmark, cluster, kilobytes: int):
    """Jobs that do nothing with what they are sent: a plan of the sample shop is fifty kilobytes."""
    jobs = [partial(len, bytes([number]) * (1000 * kilobytes + 1)) for number in range(200)]

    found = benchmark.pedantic(lambda: list(cluster.each(jobs, 200)), rounds=3, warmup_rounds=1)

    assert found == [1000 * kilobytes + 1] * 200
