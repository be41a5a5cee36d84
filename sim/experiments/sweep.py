"""Plans over seasons: what is on disk is taken, the rest simulated, each season kept as it is finished."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

import numpy as np

from sim.experiments.many import seasons
from sim.experiments.replicate import Counts, Shop, counts_of, stack
from sim.operation.simulate import Engine
from sim.records.store import Store

KEY_LENGTH = 12

Progress = Callable[[str, int, int], None]  # what is being done, so many of it done, of how many


def silent(what: str, done: int, of: int) -> None:
    """Show nothing."""


@dataclass(frozen=True)
class Sweep:
    """Where and how plans are simulated; the counts do not depend on the workers, nor on what was on disk."""

    seed: int = 1
    engine: Engine = "kernel"
    workers: int = 1
    folder: Path | None = None  # of finished seasons: <folder>/<plan>/000017.json; None: none are kept
    progress: Progress = silent

    def counts(self, plans: Mapping[str, Shop], replications: range, step: str) -> dict[str, Counts]:
        """Simulate every plan in the same seasons, stacked in order of replication; equal plans only once.

        The same customers meet every plan, so that the difference of two plans is that of the plans.
        """
        shops = {plan_key(shop): shop.prepared() for shop in plans.values()}
        done = {(key, number): counts for key in shops for number, counts in self._kept(key, replications)}
        jobs = self._jobs(shops, replications, done)
        self.progress(step, len(replications) - len(jobs), len(replications))
        for ready, (number, found) in enumerate(
            seasons(jobs, self.workers), len(replications) - len(jobs) + 1
        ):
            for key, counts in found.items():
                self._keep(key, number, counts)
                done[key, number] = counts
            self.progress(step, ready, len(replications))
        return {
            name: stack(done[plan_key(shop), number] for number in replications)
            for name, shop in plans.items()
        }

    def _jobs(
        self, shops: Mapping[str, Shop], replications: range, done: Mapping[tuple[str, int], Counts]
    ) -> dict[int, Callable[[], dict[str, Counts]]]:
        missing = {
            number: {key: shop for key, shop in shops.items() if (key, number) not in done}
            for number in replications
        }
        return {
            number: partial(_counted, plans, self.seed, number, self.engine)
            for number, plans in missing.items()
            if plans
        }

    def _kept(self, key: str, replications: range) -> Iterator[tuple[int, Counts]]:
        """Find the seasons on disk; one of a version that counted something else is not taken."""
        if self.folder is None:
            return
        for number, columns in Store(self.folder / key):
            if number in replications and columns.keys() == Counts.__dataclass_fields__.keys():
                yield number, Counts(**{name: np.array(column, np.int64) for name, column in columns.items()})

    def _keep(self, key: str, number: int, counts: Counts) -> None:
        if self.folder is not None:
            columns = {name: column.tolist() for name, column in vars(counts).items()}
            Store(self.folder / key).add(number, columns)


def plan_key(shop: Shop) -> str:
    """Name a plan after all that its seasons depend on, but for seed and engine: 12 hex digits."""
    said = f"{shop.scenario.model_dump_json()}|{shop.boundary}|{shop.endless_staff}"
    return sha256(said.encode()).hexdigest()[:KEY_LENGTH]


def _counted(plans: Mapping[str, Shop], seed: int, number: int, engine: Engine) -> dict[str, Counts]:
    return dict(zip(plans, counts_of(list(plans.values()), seed, number, engine), strict=True))
