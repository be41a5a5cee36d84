"""A season of 13 weeks and some 40,000 customers: alone, with one plan more for the same ones, and twenty."""

from pathlib import Path

import pytest

from sim.experiments.seasons.replicate import Counts, counts_of, played, season_counts, stack
from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.sweep import Sweep
from sim.scenario.read import read_text

SAMPLE = (Path(__file__).parent.parent / "scenarios" / "peak-season.toml").read_text(encoding="utf-8")
WHAT_IF, TO_START = 20, 100  # replications; a second process is started where so many are asked


def shop(*changes: tuple[str, str]) -> Shop:
    """The sample stretched to thirteen weeks and to the work of eighteen people."""
    ten_more = "".join(f'"Number {number}" = "mon-fri 09:00-17:00"\n' for number in range(10))
    text = SAMPLE
    for old, new in (
        ("2026-W47..2026-W52", "2026-W40..2026-W52"),
        ("questions_per_week = 900", "questions_per_week = 2200"),
        ("Sanne = ", f"{ten_more}Sanne = "),
        *changes,
    ):
        assert old in text
        text = text.replace(old, new, 1)
    return Shop(read_text(text, "big.toml").scenario).prepared()


@pytest.fixture(scope="module")
def big() -> Shop:
    return shop()


@pytest.fixture(scope="module")
def with_temps() -> Shop:
    return shop(("[temps]\ncount = 0", "[temps]\ncount = 2"))


def alike(some: Counts, others: Counts) -> bool:
    return all((getattr(some, name) == column).all() for name, column in vars(others).items())


def bench_big_season(benchmark, big):
    counts = benchmark(season_counts, big, 1, 0)

    assert 37_000 < played(big, 1, 0).work.customer.max() < 45_000
    assert alike(counts, season_counts(big, 1, 0, "reference"))


def bench_a_further_plan(benchmark, big, with_temps):
    """Two plans: take off one season, and a plan more of the same customers is left."""
    one, two = benchmark(counts_of, [big, with_temps], 1, 0)

    assert alike(one, season_counts(big, 1, 0)) and alike(two, season_counts(with_temps, 1, 0))


def bench_what_if_of_twenty_seasons_on_two_processes(benchmark, big):
    with Sweep(workers=2) as sweep:
        sweep.counts({"big": big}, range(TO_START), "they start, and load what they need")

        counted = benchmark(sweep.counts, {"big": big}, range(WHAT_IF), "what if")

    assert alike(counted["big"], stack(season_counts(big, 1, number) for number in range(WHAT_IF)))
