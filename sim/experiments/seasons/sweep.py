"""Plans over seasons: what is on disk is taken, the rest simulated, each season kept as it is finished."""

import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from types import TracebackType
from typing import Any

from sim.experiments.seasons.cluster import Cluster
from sim.experiments.seasons.many import Crew, Processes
from sim.experiments.seasons.replicate import Counts, counts_of
from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.stacked import Stacked, figures
from sim.operation.simulate import Engine
from sim.records.lock import claimed
from sim.records.shelf import table
from sim.records.store import Store, clear_partials

KEY_LENGTH = 12
WORTH_A_WORKER: dict[Engine, int] = {"kernel": 50, "reference": 1}  # seasons, as long as a process's start
A_JOB: dict[Engine, int] = {"kernel": 8, "reference": 1}  # seasons that are handed out together, at most
JOBS_EACH = 5  # of several workers, at least

Progress = Callable[[str, int, int], None]  # what is being done, so many seasons of it done, of how many
Batch = list[tuple[int, dict[str, Counts]]]  # replications, and what each came to under each plan


def silent(what: str, done: int, of: int) -> None:
    """Show nothing."""


def found_crew(workers: int, cluster: str | None, engine: Engine = "kernel") -> Crew:
    """Find who simulates: the workers of a cluster, or so many processes here."""
    return Processes(workers, WORTH_A_WORKER[engine]) if cluster is None else Cluster(cluster)


@dataclass
class Sweep:
    """Where and how plans are simulated; the counts do not depend on the workers, nor on what was on disk.

    In a `with`, its workers live and its folder is its own until the end of the block; without one, as long
    as a call takes. Killed at any moment it loses the seasons in flight and no other.
    """

    seed: int = 1
    engine: Engine = "kernel"
    workers: int = 1
    folder: Path | None = None  # of finished seasons, and of nothing else; None: none are kept
    progress: Progress = silent
    cluster: str | None = None  # the address of a dask scheduler, whose workers take the place of ours
    _crew: Crew | None = field(default=None, init=False, repr=False)
    _store: Store | None = field(default=None, init=False, repr=False)
    _closing: ExitStack = field(default_factory=ExitStack, init=False, repr=False)

    def __enter__(self) -> "Sweep":
        with ExitStack() as stack:
            if self.folder is not None:
                stack.enter_context(claimed(self.folder))
                clear_partials(self.folder)
                self._store = Store(self.folder)
            self._crew = stack.enter_context(closing(found_crew(self.workers, self.cluster, self.engine)))
            self._closing = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, where: TracebackType | None
    ) -> None:
        self._crew = self._store = None
        self._closing.close()

    def announce(
        self, plans: Mapping[str, Shop], replications: Sequence[int], step: str, engine: Engine | None = None
    ) -> None:
        """Tell the progress of a step that comes later, so that a time to go knows of it."""
        keys = set(self._keys(plans, engine).values())
        kept = 0 if self._store is None else self._store.number(keys, replications)
        self.progress(step, kept, len(keys) * len(replications))

    def counts(
        self, plans: Mapping[str, Shop], replications: Sequence[int], step: str, engine: Engine | None = None
    ) -> dict[str, Counts]:
        """Simulate every plan in the same seasons, stacked in the order given; equal plans only once.

        The same customers meet every plan, so that the difference of two plans is that of the plans. Progress
        is told in seasons, those of every plan. `engine` is another one than the sweep's.

        Raises:
            InputError: another process works in the folder.
            OSError: a season could not be kept; those before are.
        """
        if self._crew is None:
            with self:
                return self.counts(plans, replications, step, engine)
        by, keys = engine or self.engine, self._keys(plans, engine)
        shops = {keys[name]: shop.prepared() for name, shop in plans.items()}
        filled = self._tables(shops, replications)
        self._take(filled, replications)
        done, of = sum(one.done for one in filled.values()), len(shops) * len(replications)
        self.progress(step, done, of)
        for batch in self._crew.each(self._jobs(shops, filled, replications, by), of - done):
            for number, found in batch:
                self._keep(number, found, filled)
                done += len(found)
            self.progress(step, done, of)
        return {name: filled[key].counts() for name, key in keys.items()}

    def _tables(self, shops: Mapping[str, Shop], replications: Sequence[int]) -> dict[str, Stacked]:
        """Make room for the seasons of every plan, in one table after the other."""
        rows = {key: figures(shop) for key, shop in shops.items()}
        whole = table((sum(rows.values()), len(replications)), self.folder)
        begins = accumulate(rows.values(), initial=0)
        return {
            key: Stacked(replications, whole[begin : begin + number])
            for (key, number), begin in zip(rows.items(), begins, strict=False)
        }

    def _keys(self, plans: Mapping[str, Shop], engine: Engine | None) -> dict[str, str]:
        """Name what is kept of each plan after all that its seasons depend on."""
        by = engine or self.engine
        return {name: f"{plan_key(shop)} {by} {self.seed}" for name, shop in plans.items()}

    def _jobs(
        self,
        shops: Mapping[str, Shop],
        filled: Mapping[str, Stacked],
        replications: Sequence[int],
        engine: Engine,
    ) -> Iterator[Callable[[], Batch]]:
        """Give what is missing as calls that any process can make, several short seasons in one."""
        together = self._together(len(filled) * len(replications), engine)
        waiting = dict[tuple[str, ...], list[int]]()
        groups = dict[tuple[str, ...], Group]()
        for number in replications if filled else ():
            lacking = tuple(key for key, seasons in filled.items() if not seasons.has(number))
            numbers = waiting.setdefault(lacking, [])
            numbers.append(number)
            if lacking and len(numbers) >= together // len(lacking):
                group = groups.setdefault(lacking, Group({key: shops[key] for key in lacking}))
                yield partial(_counted, group, self.seed, waiting.pop(lacking), engine)
        waiting.pop((), None)
        for lacking, numbers in waiting.items():
            yield partial(_counted, Group({key: shops[key] for key in lacking}), self.seed, numbers, engine)

    def _together(self, seasons: int, engine: Engine) -> int:
        """Say how many go out together: fewer of few seasons, lest a worker wait for another's last."""
        most = A_JOB[engine]
        return most if self.workers == 1 else min(most, seasons // (JOBS_EACH * self.workers))

    def _take(self, filled: Mapping[str, Stacked], replications: Sequence[int]) -> None:
        """Take the seasons on disk, but for those of a version that counted something else."""
        if self._store is None:
            return
        for number, found in self._store.kept(filled, replications):
            for key, columns in found.items():
                if columns.keys() == Counts.__dataclass_fields__.keys():
                    filled[key].put(number, columns)

    def _keep(self, number: int, found: Mapping[str, Counts], filled: Mapping[str, Stacked]) -> None:
        columns = {key: vars(counts) for key, counts in found.items()}
        if self._store is not None:
            lists = {
                key: {name: column.tolist() for name, column in one.items()} for key, one in columns.items()
            }
            self._store.add(number, lists)
        for key, one in columns.items():
            filled[key].put(number, one)


@dataclass(frozen=True, eq=False)
class Group:
    """Plans that meet the same customers: written once for all jobs, and read once a process."""

    shops: dict[str, Shop]

    @cached_property
    def _written(self) -> bytes:
        return pickle.dumps(self.shops)

    def __reduce__(self) -> tuple[Any, ...]:
        return _group, (self._written,)


@lru_cache(maxsize=1)
def _group(written: bytes) -> Group:
    return Group(pickle.loads(written))


def plan_key(shop: Shop) -> str:
    """Name a plan after all that its seasons depend on, but for seed and engine: 12 hex digits."""
    said = f"{shop.scenario.model_dump_json()}|{shop.boundary}|{shop.endless_staff}"
    said += f"|{sorted(shop.anew)}" if shop.anew else ""
    return sha256(said.encode()).hexdigest()[:KEY_LENGTH]


def _counted(group: Group, seed: int, numbers: list[int], engine: Engine) -> Batch:
    keys, shops = list(group.shops), list(group.shops.values())
    return [
        (number, dict(zip(keys, counts_of(shops, seed, number, engine), strict=True))) for number in numbers
    ]
