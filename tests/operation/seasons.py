"""What a season of a scenario gives to its engine, however it is made."""

from pathlib import Path
from unittest.mock import patch

from sim.experiments.seasons import replicate
from sim.operation.simulate import simulate
from sim.scenario.read import read

from .shops import Shop


def season_given(scenario: Path, replication: int, endless_staff: bool = False) -> Shop:
    """Simulate a season, and catch what goes through the one door of the operation."""
    given = []

    def caught(*tables):
        given.append(Shop(*tables[:4]))
        return simulate(*tables)

    with patch.object(replicate, "simulate_sound", caught):
        shop = replicate.Shop(read(scenario).scenario, endless_staff=endless_staff)
        replicate.season_log(shop, seed=1, replication=replication)
    return given[0]
