"""One season of the sample shop through both engines."""

from pathlib import Path

import pytest

from sim.demand.journeys import customers
from sim.draws import Streams
from sim.operation.policy import PHONE, QUESTIONS, rules_of
from sim.operation.simulate import ENGINES, simulate
from sim.scenario.read import read
from sim.scenario.season import season_of
from sim.staffing.duty import on_duty
from sim.staffing.people import plan

SAMPLE = Path(__file__).parent.parent / "scenarios" / "peak-season.toml"


@pytest.fixture(scope="module")
def shop():
    scenario = read(SAMPLE).scenario
    season, streams = season_of(scenario), Streams(seed=1, replication=0)
    work = customers(scenario, season, streams).work
    roster = on_duty(plan(scenario, season), scenario, season, streams, (PHONE, QUESTIONS))
    return work, roster, rules_of(scenario), season.until


@pytest.mark.parametrize("engine", ENGINES)
def bench_season(benchmark, shop, engine):
    log = benchmark(simulate, *shop, engine)

    twin = simulate(*shop, "reference" if engine == "kernel" else "kernel")
    assert all((getattr(log, column) == getattr(twin, column)).all() for column in vars(log))
