"""What the commands share that simulate one season again to tell of it: its options, and the season."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from typing import Any

import click

from sim.cli.options import language_option, norm_options
from sim.cli.seasons.shared import MOST, shop_of
from sim.experiments.seasons.replicate import Played, played
from sim.experiments.seasons.shop import Shop
from sim.operation.simulate import ENGINES, Engine
from sim.report.texts.language import Language
from sim.scenario.read import ScenarioFile, read

Decorated = Callable[..., Any]


def season_options(command: Decorated) -> Decorated:
    """Add FILE and the options of `normsim run` that decide which season it is."""
    added = (
        language_option,
        norm_options,
        click.option(
            "--engine",
            type=click.Choice(ENGINES),
            default="reference",
            show_default=True,
            help="The readable one that says what is right, or the fast one; they agree.",
        ),
        click.option(
            "--seed", type=click.IntRange(0, 2**63 - 1), default=1, show_default=True, help="That of the run."
        ),
        click.option(
            "--replication",
            type=click.IntRange(0, MOST - 1),
            default=0,
            show_default=True,
            help="Which of its seasons, counted from 0.",
        ),
        click.argument("file"),
    )
    return reduce(lambda decorated, option: option(decorated), added, command)


@dataclass(frozen=True)
class Season:
    """One season of a scenario file."""

    file: ScenarioFile
    shop: Shop
    seed: int
    replication: int
    engine: Engine

    @classmethod
    def asked(cls, file: str, seed: int, replication: int, engine: Engine, **norms: Any) -> "Season":
        """Read the scenario of a season; options override it."""
        read_file = read(file)
        return cls(read_file, shop_of(read_file, norms), seed, replication, engine)

    def made(self, say: Language) -> str:
        """Say which season it is."""
        which = {"replication": str(self.replication), "seed": str(self.seed), "engine": self.engine}
        return say("tale.made", name=self.file.name, zone=self.shop.options.timezone, **which)

    def played(self) -> Played:
        """Simulate it."""
        return played(self.shop, self.seed, self.replication, self.engine)
