"""Ids that come again in tables larger than memory: their hashes are dealt out to files on disk by value.

An id and its copies fall into one shard, and a shard is small enough to be sorted. Hashes that come twice are
looked up in a second scan, so that ids which merely share one are no fault.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from sim.deadline.kernel.loops import compiled
from sim.norms.log.cells import Reader
from sim.norms.log.checks import Marks, id_of
from sim.norms.log.columns import columns
from sim.norms.log.files import readable, text_of
from sim.norms.log.part import Part, Source
from sim.norms.log.tables import TABLES
from sim.norms.parts.kernel import hashed_rows, mixed_rows
from sim.norms.parts.scan import batches

MANY = 10_000_000  # rows of a table beyond which ids are looked at only when asked for
SHARDS = 64
IN_MEMORY = 1 << 27  # bytes of all shards before they go to disk

Hashes = NDArray[np.uint64]
Tick = Callable[[int], None]  # so many more rows are looked at


@dataclass
class Marked:
    """The rows of one file, from 0, whose id is not given or came before, with what stands there."""

    column: str
    blank: dict[int, str] = field(default_factory=dict)
    again: dict[int, str] = field(default_factory=dict)

    def of(self, part: Part) -> Marks | None:
        """Return those of a part of the file, if there are any."""
        blank, again = (np.isin(part.rows, list(rows)) for rows in (self.blank, self.again))
        if not (blank.any() or again.any()):
            return None
        said = {**self.blank, **self.again}
        given = {row: said[int(part.rows[row])] for row in np.flatnonzero(blank | again).tolist()}
        return Marks(self.column, blank, again, given)


def has_ids(source: Source) -> bool:
    """Tell a file whose rows have ids of their own."""
    name = id_of(source.name)
    return columns(TABLES[source.name])[name].filled and name in source.theirs


def marked(found: Sequence[Source], rows: int, batch: int, tick: Tick) -> dict[Path, Marked]:
    """Look for ids that are not given or come again in the files of one table of so many rows."""
    marks = {source.path: Marked(id_of(source.name)) for source in found}
    shards = _Shards(SHARDS if rows > MANY else 1)
    for ids in _scanned(found, batch):
        tick(len(ids.cells))
        shards.add(ids.hashes[~ids.blank])
        marks[ids.path].blank |= {
            int(ids.rows[row]): ids.text(row) for row in np.flatnonzero(ids.blank).tolist()
        }
    if len(again := shards.repeated()):
        seen: set[str] = set()
        for ids in _scanned(found, batch):
            marks[ids.path].again |= ids.among(again, seen)
    return {path: one for path, one in marks.items() if one.blank or one.again}


@dataclass(frozen=True, eq=False)
class _Ids:
    """The ids of a batch that is not dropped."""

    path: Path
    cells: Any  # as the file has them
    read: Any  # int64, or text without spaces around it
    rows: NDArray[np.int64]  # of the file
    hashes: Hashes
    blank: NDArray[np.bool_]

    def text(self, row: int) -> str:
        """Return what stands in the file."""
        return text_of(self.cells[row])

    def among(self, hashes: Hashes, seen: set[str]) -> dict[int, str]:
        """Return the rows whose id was seen before, of those with one of some sorted hashes."""
        place = np.minimum(np.searchsorted(hashes, self.hashes), len(hashes) - 1)
        again = {}
        for row in np.flatnonzero((hashes[place] == self.hashes) & ~self.blank).tolist():
            name = str(self.read[row].as_py())
            if name in seen:
                again[int(self.rows[row])] = self.text(row)
            seen.add(name)
        return again


def _scanned(found: Sequence[Source], batch: int) -> Iterator[_Ids]:
    for source in found:
        name = id_of(source.name)
        wanted = {ours: source.theirs[ours] for ours in source.theirs if ours in {name, *source.layout.drop}}
        for start, cells in batches(source, wanted, batch):
            kept, rows = source.kept(cells, start)
            with readable(source.path):
                yield _ids(source, kept[name].combine_chunks(), rows)


def _ids(source: Source, cells: Any, rows: NDArray[np.int64]) -> _Ids:
    import pyarrow as pa
    import pyarrow.compute as pc

    reader = source.readers[id_of(source.name)]
    assert isinstance(reader, Reader)
    if pa.types.is_integer(cells.type) and not reader.words:
        numbers = cells.cast(pa.int64()).fill_null(-1)
        values = numbers.to_numpy()
        return _Ids(source.path, cells, numbers, rows, _mixed(values), values == -1)
    texts = (
        pa.array(reader.read(cells)[0]) if reader.words else pc.utf8_trim_whitespace(cells.cast(pa.string()))
    )
    texts = texts.fill_null("").cast(pa.large_string())
    return _Ids(source.path, cells, texts, rows, *_hashed(texts))


def _mixed(values: NDArray[np.int64]) -> Hashes:
    """Hash numbers one to one."""
    hashes = np.empty(len(values), np.uint64)
    compiled(mixed_rows)(values.view(np.uint64), hashes)
    return hashes


def _hashed(texts: Any) -> tuple[Hashes, NDArray[np.bool_]]:
    """Hash texts, and tell which are empty."""
    _, offsets, data = texts.buffers()
    ends = np.frombuffer(offsets, np.int64)[texts.offset : texts.offset + len(texts) + 1]
    hashes = np.empty(len(texts), np.uint64)
    compiled(hashed_rows)(ends, np.frombuffer(data or b"", np.uint8), hashes)
    return hashes, ends[1:] == ends[:-1]


class _Shards:
    """Hashes, dealt out by their highest bits."""

    def __init__(self, number: int) -> None:
        self._bits = number.bit_length() - 1
        self._files = [
            SpooledTemporaryFile(IN_MEMORY // number)  # noqa: SIM115 - closed when its hashes are sorted
            for _ in range(number)
        ]

    def add(self, hashes: Hashes) -> None:
        """Deal out some more."""
        if not self._bits:
            self._files[0].write(hashes.tobytes())
            return
        shard = (hashes >> np.uint64(64 - self._bits)).astype(np.uint8)
        dealt = hashes[np.argsort(shard, kind="stable")]
        ends = np.cumsum(np.bincount(shard, minlength=len(self._files)))
        for file, own in zip(self._files, np.split(dealt, ends[:-1]), strict=True):
            file.write(own.tobytes())

    def repeated(self) -> Hashes:
        """Return the hashes that came more than once, sorted; the shards are gone then."""
        return np.concatenate([_repeated(file) for file in self._files])


def _repeated(file: IO[bytes]) -> Hashes:
    with file:
        file.seek(0)
        hashes = np.sort(np.frombuffer(file.read(), np.uint64))
    return np.unique(hashes[1:][hashes[1:] == hashes[:-1]])
