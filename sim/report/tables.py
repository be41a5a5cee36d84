"""Tables as files: CSV for people's tools, Parquet for programs."""

import io

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq


def as_csv(table: pa.Table) -> bytes:
    """Write a table as CSV, every text in quotes, so that a name may hold a comma."""
    buffer = io.BytesIO()
    pacsv.write_csv(table, buffer, pacsv.WriteOptions(quoting_style="needed"))
    return buffer.getvalue()


def as_parquet(table: pa.Table) -> bytes:
    """Write a table as Parquet."""
    buffer = io.BytesIO()
    pq.write_table(table, buffer)
    return buffer.getvalue()
