"""The same rows through both engines: a season of the sample shop, and a desk with everything switched on."""

from pathlib import Path

import pytest

from benchmarks.desks import full
from sim.demand.journeys import customers
from sim.draws import Streams
from sim.experiments.seasons.replicate import season_counts
from sim.experiments.seasons.shop import Shop
from sim.operation.rules.policy import SKILLS
from sim.operation.simulate import ENGINES, simulate
from sim.scenario.read import read
from sim.staffing.duty import on_duty

SAMPLE = Path(__file__).parent.parent / "scenarios" / "peak-season.toml"


def sample():
    return Shop(read(SAMPLE).scenario).prepared()


def season():
    shop, streams = sample(), Streams(seed=1, replication=0)
    work = customers(shop.scenario, shop.season, streams).work
    roster = on_duty(shop.staff, shop.scenario, shop.season, streams, SKILLS)
    return work, roster, shop.rules, shop.season.until


@pytest.fixture(scope="module", params=[season, lambda: full.tables(5_000)], ids=["season", "everything on"])
def tables(request):
    return request.param()


@pytest.mark.parametrize("engine", ENGINES)
def bench_engines(benchmark, tables, engine):
    log = benchmark(simulate, *tables, engine)

    twin = simulate(*tables, "reference" if engine == "kernel" else "kernel")
    assert all((getattr(log, column) == getattr(twin, column)).all() for column in vars(log))


def bench_season(benchmark):
    """From a seed to a season's weekly counts: customers, people, the desk, the log, the verdicts."""
    shop = sample()

    counts = benchmark(season_counts, shop, 1, 0)

    assert (counts.verdicts == season_counts(shop, 1, 0, "reference").verdicts).all()
