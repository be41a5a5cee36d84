"""A sweep that breaks anywhere: what is finished is kept, and it ends with the bytes of an unbroken one."""

import os
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.experiments.seasons import sweep as sweep_module
from sim.experiments.seasons.replicate import Counts
from sim.experiments.seasons.sweep import Sweep
from tests.experiments.shops import tiny

PLANS = {"base": tiny(), "more": tiny(('Mehmet = "mon-thu 09:00-17:00"', 'Mehmet = "mon-fri 09:00-17:00"'))}
SEASONS = range(3)
Files = dict[str, str]


def swept(folder: Path) -> dict[str, Counts]:
    """Three seasons of one plan, then of two: two groups of records, six files."""
    with Sweep(seed=5, folder=folder) as sweep:
        sweep.counts({"base": PLANS["base"]}, SEASONS, "first")
        return sweep.counts(PLANS, SEASONS, "plans")


def files(folder: Path) -> Files:
    """Every file below the folder by its bytes, hidden ones too."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in found}


@pytest.fixture(scope="module")
def seasons() -> Iterator[Callable[..., Any]]:
    """Simulate each season once; what breaks is the writing."""
    known: dict[tuple[Any, ...], Any] = {}
    really = sweep_module.counts_of

    def remembered(shops: list[Any], *which: Any) -> Any:
        key = (*(sweep_module.plan_key(shop) for shop in shops), *which)
        if key not in known:
            known[key] = really(shops, *which)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sweep_module, "counts_of", remembered)
        yield remembered


@pytest.fixture(scope="module")
def whole(seasons: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Counts], Files]:
    """What an unbroken sweep counts and leaves."""
    folder = tmp_path_factory.mktemp("whole")
    return swept(folder), files(folder)


class Disk:
    """A disk whose n-th operation fails as a full one does: opening, writing, flushing, syncing, renaming."""

    def __init__(self, patch: pytest.MonkeyPatch, failing: int) -> None:
        self.asked = count(1)
        self.failing = failing
        self.failed: str | None = None
        really_open, really_replace, really_sync = Path.open, Path.replace, os.fsync

        def opened(path: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
            if "w" not in mode:
                return really_open(path, mode, *more, **named)
            self.asks("open")
            return File(self, really_open(path, mode, *more, **named))

        def synced(descriptor: int) -> None:
            self.asks("fsync")
            really_sync(descriptor)

        def replaced(path: Path, target: Path) -> Path:
            self.asks("rename")
            return really_replace(path, target)

        patch.setattr(Path, "open", opened)
        patch.setattr(Path, "replace", replaced)
        patch.setattr(os, "fsync", synced)

    def asks(self, what: str) -> None:
        if next(self.asked) == self.failing:
            self.failed = what
            raise OSError(28, "No space left on device")


class File:
    """An open file on that disk; a write that fails has written half."""

    def __init__(self, disk: Disk, file: Any) -> None:
        self.disk, self.file = disk, file

    def __enter__(self) -> "File":
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def fileno(self) -> int:
        return int(self.file.fileno())

    def write(self, content: bytes) -> None:
        try:
            self.disk.asks("write")
        except OSError:
            self.file.write(content[: len(content) // 2])
            raise
        self.file.write(content)

    def flush(self) -> None:
        self.disk.asks("flush")
        self.file.flush()


OPERATIONS = 5 * 2 * len(SEASONS)


def test_the_small_sweep_asks_the_disk_thirty_times(whole: Any, tmp_path: Path):
    with pytest.MonkeyPatch.context() as patch:
        disk = Disk(patch, failing=0)
        swept(tmp_path)
    assert next(disk.asked) - 1 == OPERATIONS
    assert files(tmp_path) == whole[1]


@pytest.mark.parametrize("failing", range(1, OPERATIONS + 1))
def test_wherever_the_disk_fails_the_sweep_goes_on_from_there(whole: Any, tmp_path: Path, failing: int):
    counts, right = whole
    with pytest.MonkeyPatch.context() as patch:
        disk = Disk(patch, failing)
        with pytest.raises(OSError, match="No space left") as fault:
            swept(tmp_path)
    assert disk.failed == ("open", "write", "flush", "fsync", "rename")[(failing - 1) % 5]
    left = files(tmp_path)
    assert len(left) == (failing - 1) // 5  # all before it, and nothing half
    assert left.items() <= right.items()
    assert Path(fault.value.filename).relative_to(tmp_path).as_posix() in right.keys() - left.keys()

    found = swept(tmp_path)

    assert files(tmp_path) == right
    for name, seasons in counts.items():
        assert all(np.array_equal(column, vars(found[name])[key]) for key, column in vars(seasons).items())


def test_a_changed_figure_is_simulated_again_and_never_summed(
    whole: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    """The figure is changed in text, so that the record is still a record, of another season."""
    counts, right = whole
    swept(tmp_path)
    for path in sorted(tmp_path.rglob("*.json")):
        path.write_bytes(path.read_bytes().replace(b"[[", b"[[1", 1))
        caplog.clear()
        found = swept(tmp_path)
        [told] = caplog.messages
        assert told.startswith(f"{path}: ") and "cut off or changed" in told
        assert np.array_equal(found["more"].verdicts, counts["more"].verdicts)
        assert np.array_equal(found["base"].load, counts["base"].load)
        assert files(tmp_path) == right
