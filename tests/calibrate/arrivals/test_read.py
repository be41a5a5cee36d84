"""Counts from files of every kind; what cannot be read is told by its row."""

import gzip

import pytest

from sim.calibrate.arrivals.read import read_counts
from sim.norms.faults import InputError
from sim.norms.log import Layout

MONDAY = 20_458  # 2026-01-05

FIVE_MINUTES = """begin,calls
2026-01-05 09:00,3
2026-01-05 09:05,4
2026-01-05 09:30,5
2026-01-06 10:25,60
"""


def written(path, text: str):
    path.write_text(text, encoding="utf-8")
    return path


def test_intervals_of_five_minutes_become_half_hours(tmp_path):
    found = read_counts(written(tmp_path / "calls.csv", FIVE_MINUTES), Layout())
    assert (found.opens_s, found.slot_s) == (9 * 3600, 1800)
    assert found.days.tolist() == [MONDAY, MONDAY + 1]
    assert found.counts.tolist() == [[7, 5, 0], [0, 0, 60]]


def test_a_packed_file_says_the_same(tmp_path):
    packed = tmp_path / "calls.csv.gz"
    packed.write_bytes(gzip.compress(FIVE_MINUTES.encode()))
    plain = read_counts(written(tmp_path / "calls.csv", FIVE_MINUTES), Layout())
    assert read_counts(packed, Layout()).counts.tolist() == plain.counts.tolist()


def test_parquet_says_the_same(tmp_path):
    pa, csv, pq = (pytest.importorskip(f"pyarrow{name}") for name in ("", ".csv", ".parquet"))
    plain = written(tmp_path / "calls.csv", FIVE_MINUTES)
    table = csv.read_csv(plain)
    assert pa.types.is_timestamp(table.schema.field("begin").type)
    pq.write_table(table, tmp_path / "calls.parquet")
    assert read_counts(tmp_path / "calls.parquet", Layout()).counts.tolist() == [[7, 5, 0], [0, 0, 60]]


def test_longer_intervals_stay_as_they_are(tmp_path):
    hours = written(tmp_path / "hours.csv", "at,count\n2026-01-05 09:00,30\n2026-01-05 11:00,40\n")
    days = written(tmp_path / "days.csv", "date,orders\n2026-01-05,30\n2026-01-06,40\n")
    by_hour, by_day = (read_counts(file, Layout()) for file in (hours, days))
    assert (by_hour.slot_s, by_hour.counts.tolist()) == (3600, [[30, 0, 40]])
    assert (by_day.slot_s, by_day.counts.tolist()) == (86_400, [[30], [40]])


def test_instants_with_an_offset_are_shown_on_the_clock_of_the_zone(tmp_path):
    """09:10 UTC in January is 10:10 in Amsterdam and 04:10 in New York."""
    file = written(tmp_path / "calls.csv", "at,count\n2026-01-05T09:10:00Z,30\n")
    assert read_counts(file, Layout()).opens_s == 10 * 3600
    assert read_counts(file, Layout(timezone="America/New_York")).opens_s == 4 * 3600


def test_counts_without_an_offset_stand_as_they_are_also_in_an_hour_that_a_clock_skips(tmp_path):
    """A grid of hours has a row for 02:00 and for 03:00 of 29 March 2026, whoever's clock that was."""
    rows = [f"2026-03-{day} {hour:02}:00,{hour}" for day in (28, 29) for hour in range(1, 5)]
    file = written(tmp_path / "calls.csv", "\n".join(["at,count", *rows]))
    for zone in (None, "Europe/Amsterdam", "America/New_York"):
        found = read_counts(file, Layout(timezone=zone))
        assert (found.opens_s, found.counts.tolist()) == (3600, [[1, 2, 3, 4]] * 2)


def test_columns_are_named_where_there_are_more_than_two(tmp_path):
    file = written(tmp_path / "calls.csv", "queue,begin,calls,agents\nmain,2026-01-05 09:00,30,4\n")
    named = Layout(columns={"at": "begin", "count": "calls"})
    assert read_counts(file, named).counts.tolist() == [[30]]
    with pytest.raises(InputError, match=r"--columns: begn given; must be at and count, of queue, begin"):
        read_counts(file, Layout(columns={"at": "begn", "count": "calls"}))


def test_the_rows_of_a_call_log_are_the_arrivals(tmp_path):
    log = "attempted_at,outcome\n2026-01-05T09:10:00+01:00,answered\n2026-01-05T09:12:00+01:00,abandoned\n"
    file = written(tmp_path / "calls.csv", log + "2026-01-05T10:31:00+01:00,answered\n")
    found = read_counts(file, Layout(table="calls"))
    assert (found.opens_s, found.counts.tolist()) == (9 * 3600, [[2, 0, 0, 1]])


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("soon,3", ":3: at: soon given; must be an instant"),
        (",3", ":3: at: nothing given"),
        ("2026-01-05 09:05,many", ":3: count: many given; must be a whole number, 0 or more"),
        ("2026-01-05 09:05,2.5", ":3: count: 2.5 given"),
        ("2026-01-05 09:05,-1", ":3: count: -1 given"),
        ("2026-01-05 09:05,", ":3: count: nothing given"),
        ("2026-01-05 09:00,4", ":3: at: an instant that was there before given"),
        ("2026-01-05 09:05,4,9", ":3: row: 3 cells given; must be of 2, as the header"),
    ],
)
def test_what_is_wrong_with_a_row_is_told(tmp_path, row, told):
    file = written(tmp_path / "calls.csv", f"at,calls\n2026-01-05 09:00,3\n{row}\n2026-01-06 09:00,3\n")
    with pytest.raises(InputError) as fault:
        read_counts(file, Layout())
    assert told in str(fault.value) and len(fault.value.faults) == 1


def test_an_interval_that_no_half_hour_holds_is_told(tmp_path):
    file = written(tmp_path / "calls.csv", "at,calls\n2026-01-05 09:00,3\n2026-01-05 09:45,3\n")
    with pytest.raises(InputError, match="interval: 2700 s between rows given; must be a whole part of half"):
        read_counts(file, Layout())


def test_a_file_without_rows_is_told(tmp_path):
    with pytest.raises(InputError, match="rows: none given"):
        read_counts(written(tmp_path / "calls.csv", "at,calls\n"), Layout())
