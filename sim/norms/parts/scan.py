"""Parquet files read batch by batch, and what their own statistics say before a row is read."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sim.norms.log.columns import columns
from sim.norms.log.files import readable
from sim.norms.log.part import Source
from sim.norms.log.tables import TABLES

BATCH = 1 << 19  # rows
AHEAD = 4  # batches that are read while one is judged
LARGE_GROUP = 1 << 22  # rows; larger groups are not held whole
IN_DICTIONARY = ("choice", "flag", "id")  # few words that many rows share


def rows_of(path: Path) -> int:
    """Return how many rows a file has."""
    import pyarrow.parquet as pq

    with readable(path):
        return int(pq.read_metadata(path).num_rows)


def batches(source: Source, wanted: Mapping[str, str], size: int) -> Iterator[tuple[int, Any]]:
    """Yield the first row and the cells of each batch, a pyarrow table of our columns."""
    import pyarrow as pa

    start = 0
    with readable(source.path):
        for batch in _scanned(source, wanted, size):
            if len(batch):
                found = pa.Table.from_batches([batch])
                yield start, found.select([*wanted.values()]).rename_columns([*wanted])
                start += len(batch)


def _scanned(source: Source, wanted: Mapping[str, str], size: int) -> Iterable[Any]:
    """Return the record batches of the columns wanted; a scanner reads ahead, but groups of rows whole."""
    import pyarrow.dataset as ds
    import pyarrow.parquet as pq

    theirs, shared = [*dict.fromkeys(wanted.values())], [*_shared(source, wanted)]
    file = pq.ParquetFile(source.path, read_dictionary=shared)
    groups = [file.metadata.row_group(group).num_rows for group in range(file.metadata.num_row_groups)]
    if max(groups, default=0) > LARGE_GROUP:
        return file.iter_batches(size, columns=theirs)  # type: ignore[no-any-return]
    form = ds.ParquetFileFormat(dictionary_columns=shared)
    scanner = ds.dataset(source.path, format=form).scanner(
        columns=theirs, batch_size=size, batch_readahead=AHEAD, fragment_readahead=1
    )
    return scanner.to_batches()  # type: ignore[no-any-return]


def extremes(source: Source, column: str) -> tuple[int, int] | tuple[()] | None:
    """Return the least and the greatest value that a file says of a column, none of one without values.

    None when the file does not say.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    with readable(source.path):
        file = pq.ParquetFile(source.path)
    kind = file.schema_arrow.field(source.theirs[column]).type
    if not (pa.types.is_timestamp(kind) or pa.types.is_date(kind)):
        return None
    ends = [*_ends(file.metadata, source.theirs[column])]
    if None in ends:
        return None
    try:
        cells = pa.array([end for pair in ends if pair for end in pair], kind)
        values, _ = source.readers[column].read(cells)
    except (ValueError, OverflowError, pa.ArrowException):  # no year that datetime knows, or no clock
        return None
    return (int(values.min()), int(values.max())) if len(values) else ()


def _ends(metadata: Any, name: str) -> Iterator[tuple[Any, Any] | tuple[()] | None]:
    """Yield the least and the greatest value of each group of rows; nothing, () of one without values."""
    for group in range(metadata.num_row_groups):
        row_group = metadata.row_group(group)
        leaves = (row_group.column(place) for place in range(metadata.num_columns))
        column = next(leaf for leaf in leaves if leaf.path_in_schema == name)
        said = column.statistics
        if said is not None and said.has_min_max:
            yield said.min, said.max
        elif said is not None and said.has_null_count and said.null_count == column.num_values:
            yield ()
        else:
            yield None


def _shared(source: Source, wanted: Mapping[str, str]) -> Iterator[str]:
    """Yield the columns of the file whose words are to be kept in a dictionary."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema, rules = pq.read_schema(source.path), columns(TABLES[source.name])
    for ours, theirs in wanted.items():
        if rules[ours].kind in IN_DICTIONARY and pa.types.is_string(schema.field(theirs).type):
            yield theirs
