"""What commands share that simulate many seasons: their options, the shop, and a folder that is made once."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce, wraps
from pathlib import Path
from typing import Any

import click

from sim.cli.options import Decorated
from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.sweep import Sweep
from sim.operation.simulate import Engine
from sim.records.lock import tidied
from sim.records.manifest import SEASONS, is_whole
from sim.scenario.read import ScenarioFile

MOST = 1_000_000  # seasons

SEED = click.option(
    "--seed",
    type=click.IntRange(0, 2**63 - 1),
    default=1,
    show_default=True,
    help="Another one: other customers.",
)
CREW = (
    click.option(
        "--cluster",
        metavar="tcp://HOST:PORT",
        help="The dask scheduler whose workers simulate, instead of --workers.",
    ),
    click.option(
        "--workers",
        type=click.IntRange(1, 256),
        callback=lambda ctx, parameter, given: given or os.cpu_count() or 1,
        help="Seasons at a time.  [default: one a core]",
    ),
)
OUT = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("results"),
    show_default=True,
    help="Where results go.",
)


@dataclass(frozen=True)
class Crew:
    """Who simulates: so many processes here, or the workers of a cluster."""

    workers: int
    cluster: str | None  # the address of its scheduler


def crew_options(command: Decorated) -> Decorated:
    """Add --workers and --cluster: the command gets them as a Crew, which no result depends on."""

    @wraps(command)
    def with_crew(*, workers: int, cluster: str | None, **given: Any) -> Any:
        return command(crew=Crew(workers, cluster), **given)

    return reduce(lambda decorated, option: option(decorated), CREW, with_crew)


@contextmanager
def sweeping(folder: Path, crew: Crew, seed: int, engine: Engine = "kernel") -> Iterator[Sweep]:
    """Let a crew simulate, with a bar, and keep the finished seasons in a folder of results.

    Who stops it, by Ctrl-C or SIGTERM, is told so.
    """
    from sim.cli.progress import Bar  # not for an answer in a second

    seasons = folder / SEASONS
    with (
        _ended_as_by_hand(),
        _told_that_seasons_are_kept(),
        Bar() as progress,
        Sweep(seed, engine, crew.workers, seasons, progress, crew.cluster) as sweep,
    ):
        yield sweep


@contextmanager
def _told_that_seasons_are_kept() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        click.echo("finished seasons are kept: the same command goes on from there", err=True)
        raise


@contextmanager
def _ended_as_by_hand() -> Iterator[None]:
    """Let SIGTERM end a command as Ctrl-C does: workers are let go, and leave nothing for others to clear."""
    if threading.current_thread() is not threading.main_thread():  # only there signals are handled
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def replications(default: int, least: int = 1, told: str = "Seasons.") -> Callable[[Any], Any]:
    """Make the option --replications."""
    return click.option(
        "--replications", type=click.IntRange(least, MOST), default=default, show_default=True, help=told
    )


def shop_of(file: ScenarioFile, norms: dict[str, Any]) -> Shop:
    """Let --edition, --holidays and --boundary override the scenario; None leaves it as it is."""
    overridden = {name: norms[name] for name in ("edition", "holidays") if norms[name] is not None}
    return Shop(file.scenario.model_copy(update=overridden), norms["boundary"] or "close")


def made_once(folder: Path, screen: str, make: Callable[[], None], kept: Path | None = None) -> None:
    """Make a folder of results, unless it is there and whole, and print its screen.

    Its seasons are in it, or in another one, `kept`.
    """
    if is_whole(folder):
        tidied((kept or folder) / SEASONS)
    else:
        make()
    click.echo((folder / screen).read_text(encoding="utf-8"), nl=False)
