"""Files of very many cases, of which it is known how many are answered late.

    python benchmarks/many_cases.py FOLDER --cases 100_000_000 --sellers 1_000

They arrive in thirteen weeks of one winter, when Amsterdam is an hour ahead of UTC, under office hours
without holidays: what is late is then a matter of seconds since Monday, and needs no calendar.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

FIRST = int(np.datetime64("2026-11-01T23:00", "s").astype(np.int64))  # Monday 2 November 00:00 in Amsterdam
WEEKS = 13
WEEK_S, DAY_S, HOUR_S = 7 * 86_400, 86_400, 3_600
OPENS_S, OPEN_S = 9 * HOUR_S, 8 * HOUR_S
LONGEST_WAIT_S = 2 * DAY_S
PER_FILE = 5_000_000
PER_GROUP = 1_000_000


class Made(NamedTuple):
    """What was written."""

    cases: int
    late: int  # by eight working hours, a reply at the second they are used up in time


def write_cases(folder: Path, cases: int, sellers: int, seed: int = 1) -> Made:
    """Write cases in order of arrival, a file for every five million, with ids of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    late = 0
    for number, (begin, rows) in enumerate(_spans(cases)):
        rng = np.random.default_rng([seed, number])
        arrived = FIRST + (begin + np.arange(rows)) * WEEKS * WEEK_S // cases
        answered = arrived + rng.integers(60, LONGEST_WAIT_S, rows)
        late += int(is_late(arrived, answered).sum())
        table = _table(begin, arrived, answered, rng.integers(0, sellers, rows).astype(np.int32), sellers)
        pq.write_table(table, folder / f"cases-{number:04}.parquet", row_group_size=PER_GROUP)
    return Made(cases, late)


def is_late(arrived: np.ndarray, answered: np.ndarray) -> np.ndarray:
    """Tell which cases had used up their eight hours before the second of their answer."""
    return worked_s(answered - 1 - FIRST) - worked_s(arrived - FIRST) >= OPEN_S


def worked_s(since: np.ndarray) -> np.ndarray:
    """Return the open seconds between Monday 00:00 and so many seconds later."""
    days, second = np.divmod(since, DAY_S)
    weeks, weekday = np.divmod(days, 7)
    today = np.where(weekday < 5, np.clip(second - OPENS_S, 0, OPEN_S), 0)
    return (weeks * 5 + np.minimum(weekday, 5)) * OPEN_S + today


def _spans(cases: int) -> Iterator[tuple[int, int]]:
    for begin in range(0, cases, PER_FILE):
        yield begin, min(PER_FILE, cases - begin)


def _table(
    begin: int, arrived: np.ndarray, answered: np.ndarray, seller: np.ndarray, sellers: int
) -> pa.Table:
    names = pa.array([f"seller {number}" for number in range(sellers)])
    rows = len(arrived)
    return pa.table(
        {
            "case_id": np.arange(begin, begin + rows) * 7,
            "seller_id": pa.DictionaryArray.from_arrays(seller, names),
            "arrived_at": pa.array(arrived.view("M8[s]")).cast(pa.timestamp("us", "UTC")),
            "answered_at": pa.array(answered.view("M8[s]")).cast(pa.timestamp("us", "UTC")),
            "topic": pa.DictionaryArray.from_arrays(seller % 7, pa.array([f"topic {n}" for n in range(7)])),
        }
    )


def main() -> None:
    """Write the files that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cases", type=lambda word: int(word.replace("_", "")), default=1_000_000)
    parser.add_argument("--sellers", type=lambda word: int(word.replace("_", "")), default=1_000)
    given = parser.parse_args()
    made = write_cases(given.folder, given.cases, given.sellers)
    print(f"{made.cases:,} cases, {made.late:,} of them late")


if __name__ == "__main__":
    main()
