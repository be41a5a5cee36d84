"""Reading real logs: the forms they come in, and every fault they come with."""

import doctest
import gzip
import json
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sim.norms import NEVER, EventLog, InputError
from sim.norms.log import Calls, Cases, Layout, Reviews, cells, files, write
from sim.norms.log.columns import columns
from sim.norms.log.part import in_one
from sim.norms.log.read import Reading, read
from tests.norms.logs import at
from tests.norms.shops import random_log

CSV = """case_id,customer,arrived_at,answered_at,channel
A1,Jansen,2026-11-17T10:00:00+01:00,2026-11-17T12:00:00+01:00,mail
A2,de Vries,2026-11-17T09:00:00Z,,chat
"""


def csv(folder: Path, text: str, name: str = "log.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def faults(path: Path, layout: Layout = Layout()) -> list[str]:  # noqa: B008 - frozen
    with pytest.raises(InputError) as error:
        read(path, layout)
    return [str(fault).replace(f"{path.parent}/", "") for fault in error.value.faults]


def columns_of(log: EventLog, table: str = "cases") -> dict[str, list]:
    return {name: values.tolist() for name, values in vars(getattr(log, table)).items()}


LEAVE_OUT = "or leave it out with --on-fault skip"
NAME_FILE = "name one file, the files of one table, or a folder as normsim writes it"


# ── forms ──


def test_a_csv_file(tmp_path: Path):
    cases = read(csv(tmp_path, CSV)).log.cases
    assert cases.case_id.tolist() == ["A1", "A2"]
    assert cases.arrived_at.tolist() == [at("2026-11-17 10:00")] * 2
    assert cases.answered_at.tolist() == [at("2026-11-17 12:00"), NEVER]
    assert cases.channel.tolist() == [1, 2]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_csv_file_of_a_dutch_spreadsheet(tmp_path: Path, separator: str):
    text = "\ufeff" + CSV.replace(",", separator)
    assert columns_of(read(csv(tmp_path, text)).log) == columns_of(read(csv(tmp_path, CSV, "b.csv")).log)


def test_a_json_lines_file(tmp_path: Path):
    rows = [
        {"case_id": 7, "arrived_at": "2026-11-17T10:00:00+01:00", "answered_at": None},
        {"case_id": 8, "arrived_at": "2026-11-17T10:00:00+01:00", "answered_at": "2026-11-17T11:00:00Z"},
    ]
    path = csv(tmp_path, "\n".join(map(json.dumps, rows)) + "\n\n", "log.jsonl")
    cases = read(path).log.cases
    assert cases.case_id.tolist() == ["7", "8"]
    assert cases.answered_at.tolist() == [NEVER, at("2026-11-17 12:00")]


def test_an_object_without_anything_in_it_is_no_row(tmp_path: Path):
    path = csv(tmp_path, '{}\n{"arrived_at": "2026-11-17T10:00Z", "answered_at": null}\n', "log.jsonl")
    assert len(read(path).log.cases) == 1


def test_a_parquet_file(tmp_path: Path):
    instants = pa.array([at("2026-11-17 10:00") * 1000 + 999], pa.int64()).cast(
        pa.timestamp("ms", "Asia/Tokyo")
    )
    never = pa.array([None], pa.timestamp("us", "UTC"))
    pq.write_table(pa.table({"arrived_at": instants, "answered_at": never}), tmp_path / "log.parquet")
    cases = read(tmp_path / "log.parquet").log.cases
    assert (cases.arrived_at.tolist(), cases.answered_at.tolist()) == ([at("2026-11-17 10:00")], [NEVER])


@pytest.mark.parametrize("seed", range(3))
def test_a_log_written_is_read_as_it_was(tmp_path: Path, seed: int):
    log = random_log(np.random.default_rng(seed))
    write(log, tmp_path / "events")
    for path in (tmp_path, tmp_path / "events"):
        again = read(path).log
        assert all(columns_of(log, name) == columns_of(again, name) for name in log.tables())


def test_names_and_sellers_in_words_survive_writing(tmp_path: Path):
    cases = Cases(case_id=["é", "ß"], seller_id=["a", ""], arrived_at=[10**9] * 2, answered_at=[NEVER] * 2)
    write(EventLog(cases=cases), tmp_path)
    assert columns_of(read(tmp_path).log) == columns_of(EventLog(cases=cases))


def test_the_same_log_makes_the_same_bytes(tmp_path: Path):
    for folder in ("one", "two"):
        write(random_log(np.random.default_rng(5)), tmp_path / folder)
    written = [sorted((tmp_path / folder).iterdir()) for folder in ("one", "two")]
    assert [file.read_bytes() for file in written[0]] == [file.read_bytes() for file in written[1]]
    assert [file.stem for file in written[0]] == sorted(EventLog().tables())


@pytest.mark.parametrize(
    ("table", "header"),
    [
        ("cases", "arrived_at,answered_at,closed_at,grade"),
        ("calls", "attempted_at,outcome"),
        ("items", "promised_on,attempted_at,cancelled_at"),
        ("parcels", "shipped_at,has_code"),
        ("returns", "registered_at,quantity"),
        ("reviews", "given_at,grade"),
        ("surveys", "closed_at,grade"),
    ],
)
def test_a_table_is_recognised_by_its_columns(tmp_path: Path, table: str, header: str):
    values = {
        "outcome": "busy",
        "promised_on": "2026-11-18",
        "has_code": "yes",
        "quantity": "2",
        "grade": "8.0",
    }
    row = ",".join(values.get(name, "2026-11-17T10:00:00Z") for name in header.split(","))
    log = read(csv(tmp_path, f"{header}\n{row}\n")).log
    assert [name for name, found in log.tables().items() if len(found)] == [table]


def test_only_columns_of_the_log_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    asked: list[list[str]] = []
    real = pq.read_table
    monkeypatch.setattr(
        pq, "read_table", lambda path, columns: asked.append(columns) or real(path, columns=columns)
    )
    table = pa.table({"arrived_at": ["2026-11-17T10:00Z"], "answered_at": [""], "customer": ["Jansen"]})
    pq.write_table(table, tmp_path / "log.parquet")
    read(tmp_path / "log.parquet")
    assert asked == [["arrived_at", "answered_at"]]


# ── another shop's names ──

BANK = """vru_entry,ended,outcome,agent
1999-01-03 10:00:00,1999-01-03 10:02:00,AGENT,Zohar
1999-01-03 10:00:01,1999-01-03 10:00:31,HANG,
1999-01-03 10:00:02,,PHANTOM,
"""
BANK_LAYOUT = Layout(
    columns={"attempted_at": "vru_entry", "ended_at": "ended"},
    values={"outcome": {"AGENT": "answered", "HANG": "abandoned"}},
    drop={"outcome": ["PHANTOM"]},
    timezone="Asia/Jerusalem",
)


def test_columns_and_words_are_translated_and_rows_dropped(tmp_path: Path):
    reading = read(csv(tmp_path, BANK), BANK_LAYOUT)
    assert reading.dropped_rows == 1
    assert reading.log.calls.outcome.tolist() == [0, 1]
    ten_in_jerusalem = at("1999-01-03 09:00")
    assert reading.log.calls.attempted_at.tolist() == [ten_in_jerusalem, ten_in_jerusalem + 1]


@pytest.mark.parametrize(
    ("wall", "utc"),
    [
        ("2026-03-29 01:59", "2026-03-29T00:59"),
        ("2026-03-29 03:00", "2026-03-29T01:00"),  # the next minute
        ("2026-10-25 02:30", "2026-10-25T00:30"),  # repeated: the first pass
        ("2026-10-25 03:00", "2026-10-25T02:00"),
    ],
)
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_naive_instants_follow_the_clock_named(tmp_path: Path, wall: str, utc: str, form: str):
    if form == "csv":
        path = csv(tmp_path, f"arrived_at,answered_at\n{wall},\n")
    else:
        path = tmp_path / "log.parquet"
        instants = pa.array(np.array([wall], "M8[s]"))
        pq.write_table(
            pa.table({"arrived_at": instants, "answered_at": instants.cast(pa.timestamp("ns"))}), path
        )
    arrived_at = read(path, Layout(timezone="Europe/Amsterdam")).log.cases.arrived_at
    assert arrived_at.view("M8[s]").tolist() == np.array([utc], "M8[s]").tolist()


@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "Asia/Jerusalem"])
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_time_that_the_clock_skipped_is_told_and_never_moved(tmp_path: Path, zone: str, form: str):
    """In 2026 both clocks go from 2 to 3, on 29 March and on 27 March."""
    skipped = {"Europe/Amsterdam": "2026-03-29 02:30:00", "Asia/Jerusalem": "2026-03-27 02:30:00"}[zone]
    path = csv(tmp_path, f"arrived_at,answered_at\n{skipped},\n{skipped}Z,\n2026-03-28 02:30:00,\n")
    if form == "parquet":
        path = tmp_path / "log.parquet"
        arrived = np.array([skipped, "2026-03-28 02:30", "2026-03-28 03:30"], "M8[s]")
        answered = np.append(arrived[:2], np.datetime64("NaT"))
        pq.write_table(pa.table({"arrived_at": arrived, "answered_at": answered}), path)
    told = faults(path, Layout(timezone=zone))[0].partition(": ")[2]
    assert told.removeprefix("row 1: ") == (
        f"arrived_at: {skipped} given; must be a time that the clock of {zone} shows, which skips an hour"
        " that night; correct the row, or leave it out with --on-fault skip"
    )
    kept = read(path, Layout(timezone=zone), on_fault="skip")
    assert kept.skipped_rows == 1 and len(kept.log.cases) == 2


@pytest.mark.parametrize("blank", [";;;", " ; ;;", "  "])
def test_rows_that_somebody_emptied_are_none(tmp_path: Path, blank: str):
    """A spreadsheet keeps them, between the rows and below; lines stay those of the file."""
    whole = "1;2026-03-02 10:00;2026-03-02 11:00;x"
    rows = [whole, blank, "2;2026-03-02 10:00;soon;x", "3;;;y", blank, blank]
    path = csv(tmp_path, "\n".join(["case_id;arrived_at;answered_at;note", *rows]))
    layout = Layout(timezone="Europe/Amsterdam")
    assert [one.split(":")[1] for one in faults(path, layout)] == ["4", "5"]
    assert read(path, layout, on_fault="skip").log.cases.case_id.tolist() == ["1"]


def test_a_row_that_is_blank_where_we_look_and_nowhere_else_is_a_fault(tmp_path: Path):
    path = csv(tmp_path, "arrived_at,answered_at,note\n2026-03-02 10:00,,x\n,,total 1\n,,\n")
    told = faults(path, Layout(timezone="Europe/Amsterdam"))
    assert len(told) == 1 and told[0].startswith("log.csv:3: arrived_at: nothing given")


@pytest.mark.parametrize("on_fault", ["stop", "skip"])
def test_a_log_of_events_is_told_in_one_line(tmp_path: Path, on_fault: str):
    """Three rows a question: no answer is the last of them, so leaving rows out would judge nonsense."""
    rows = [f"{row // 3},2026-03-02 10:{row:02},2026-03-02 11:{row:02}" for row in range(60)]
    path = csv(tmp_path, "\n".join(["case_id,arrived_at,answered_at", *rows]))
    with pytest.raises(InputError) as told:
        read(path, Layout(timezone="Europe/Amsterdam"), on_fault)
    assert [str(one).replace(str(path), "log.csv") for one in told.value.faults] == [
        "log.csv: case_id: ids that come again and again given; must be one row a question; this is a log of "
        "events: make one row of all events of an id, with arrived_at and answered_at"
    ]


@pytest.mark.parametrize(
    ("again", "others", "events"), [(20, 0, False), (21, 0, True), (30, 59, False), (31, 60, True)]
)
def test_a_log_of_events_has_many_ids_that_come_again(tmp_path: Path, again: int, others: int, events: bool):
    """More than twenty, and more than a third of all rows."""
    rows = [f"{max(row - again, 0)},2026-03-02,," for row in range(again + 1 + others)]
    said = faults(csv(tmp_path, "\n".join(["item_id,promised_on,attempted_at,cancelled_at", *rows])))
    assert len(said) == (1 if events else again)
    if events:
        assert said[0].endswith(
            "must be one row an id; this is a log of events: make one row of all events of "
            "an id, with all that is known of it"
        )


# ── faults of a whole file ──


def test_a_missing_file(tmp_path: Path):
    assert faults(tmp_path / "log.csv") == [
        "log.csv: log: no such file given; must be a folder events/, or one CSV, Parquet or JSON-lines file; "
        "check the path"
    ]


def test_an_ending_that_is_unknown(tmp_path: Path):
    allowed = "one of .parquet, .pq, .csv, .tsv, .txt, .jsonl, .ndjson, .json; save it as CSV"
    assert faults(csv(tmp_path, CSV, "log.xlsx")) == [f"log.xlsx: file: .xlsx given; must be {allowed}"]
    assert faults(csv(tmp_path, CSV, "log")) == [f"log: file: no ending given; must be {allowed}"]


def test_an_empty_file(tmp_path: Path):
    (said,) = faults(csv(tmp_path, ""))
    assert said.startswith("log.csv: columns: none given; must be arrived_at, answered_at for cases; or")


def test_letters_of_a_header_are_no_separator(tmp_path: Path):
    text = "arrived_at,answered_at,XXX remarks\n2026-11-17T10:00Z,,\n"
    assert read(csv(tmp_path, text)).log.cases.arrived_at.tolist() == [at("2026-11-17 11:00")]


def test_a_cell_of_two_lines_may_lie_anywhere_in_a_large_file(tmp_path: Path):
    """Larger than the megabyte that the CSV reader takes at a time."""
    rows = "".join(f'"A\n{number}",2026-11-17T10:00:00+01:00,\n' for number in range(40_000))
    cases = read(csv(tmp_path, f"case_id,arrived_at,answered_at\n{rows}")).log.cases
    assert cases.case_id.tolist() == [f"A\n{number}" for number in range(40_000)]


def test_an_unreadable_file(tmp_path: Path):
    (tmp_path / "log.parquet").write_bytes(b"\xff\xfe\x00nonsense")
    (said,) = faults(tmp_path / "log.parquet")
    assert said.startswith("log.parquet: file: unreadable (")


def test_a_csv_file_of_another_encoding(tmp_path: Path):
    (tmp_path / "log.csv").write_bytes(CSV.replace("A1", "Zoé").encode("cp1252"))
    assert faults(tmp_path / "log.csv") == [
        "log.csv: file: text that is not UTF-8 given; must be CSV in UTF-8; save it anew, as CSV in UTF-8"
    ]


@pytest.mark.parametrize("ending", [".gz", ".GZ"])
def test_a_packed_file_is_read_as_the_file_in_it(tmp_path: Path, ending: str):
    (tmp_path / f"log.csv{ending}").write_bytes(gzip.compress(b"\xef\xbb\xbf" + CSV.encode()))
    plain = csv(tmp_path, CSV)
    assert columns_of(read(tmp_path / f"log.csv{ending}").log) == columns_of(read(plain).log)
    lines = '{"arrived_at": "2026-11-17T10:00Z", "answered_at": null}\n'
    (tmp_path / f"log.jsonl{ending}").write_bytes(gzip.compress(lines.encode()))
    assert len(read(tmp_path / f"log.jsonl{ending}").log.cases) == 1


def test_a_cell_of_two_lines_stays_as_it_is_in_a_packed_file_with_a_row_of_another_length(tmp_path: Path):
    text = 'topic,arrived_at,answered_at\r\n"a\r\nb",2026-11-17T10:00Z,\r\nc\r\n'
    (tmp_path / "log.csv.gz").write_bytes(gzip.compress(text.encode()))
    assert read(tmp_path / "log.csv.gz", on_fault="skip").log.cases.topic.tolist() == ["a\r\nb"]


def test_parquet_packs_its_columns_itself(tmp_path: Path):
    (tmp_path / "log.parquet.gz").write_bytes(b"")
    (said,) = faults(tmp_path / "log.parquet.gz")
    assert said.startswith("log.parquet.gz: file: .gz given; must be one of .parquet, ")


def test_a_packed_file_of_another_encoding_is_called_so(tmp_path: Path):
    packed = gzip.compress(CSV.replace("customer", "klant é").encode("cp1252"))
    (tmp_path / "log.csv.gz").write_bytes(packed)
    (said,) = faults(tmp_path / "log.csv.gz")
    assert said.startswith("log.csv.gz: file: text that is not UTF-8 given")


def test_a_file_of_several_groups_of_rows_is_read_whole(tmp_path: Path):
    came = pa.array([0, 3600, 7200], pa.timestamp("s", "UTC"))
    table = pa.table({"case_id": ["a", "b", "c"], "arrived_at": came, "answered_at": came})
    pq.write_table(table, tmp_path / "log.parquet", row_group_size=1)
    assert in_one(pa.chunked_array([[1], [2, 3]])).to_pylist() == [1, 2, 3]
    with pytest.raises(InputError) as told:  # 1970 is too early for a log
        read(tmp_path / "log.parquet")
    assert len(told.value.faults) == 6


def test_letters_of_another_encoding_do_no_harm_in_columns_that_are_not_read(tmp_path: Path):
    (tmp_path / "log.csv").write_bytes(CSV.replace("Jansen", "Zoé").replace("chat", "fax").encode("cp1252"))
    (said,) = faults(tmp_path / "log.csv")
    assert said.startswith("log.csv:3: channel: fax given")


def test_a_column_of_a_strange_type(tmp_path: Path):
    pq.write_table(pa.table({"arrived_at": [[1, 2]], "answered_at": [None]}), tmp_path / "log.parquet")
    (said,) = faults(tmp_path / "log.parquet")
    assert said.startswith("log.parquet: file: unreadable (")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_file_whose_rows_differ_in_length(tmp_path: Path, separator: str):
    text = 'arrived_at,answered_at\n2026-11-17T10:00Z,\n"2026-11-17\nT10:00Z",,,\n\n2026-11-17T10:00Z\n'
    way_out = f"fill the row, put quotes around a cell with a separator in it, {LEAVE_OUT}"
    assert faults(csv(tmp_path, text.replace(",", separator))) == [
        f"log.csv:{line}: row: {cells} given; must be of 2, as the header; {way_out}"
        for line, cells in ((3, "4 cells"), (6, "1 cell"))
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_in_another_encoding_is_called_so(tmp_path: Path, encoding: str):
    path = tmp_path / "log.csv"
    path.write_bytes("arrived_at,answered_at\n2026-11-17T10:00Z,\n".encode(encoding))
    assert faults(path) == [
        "log.csv: file: text that is not UTF-8 given; must be CSV in UTF-8; save it anew, as CSV in UTF-8"
    ]


def test_the_line_in_which_excel_names_the_separator_is_no_header(tmp_path: Path):
    path = csv(tmp_path, "sep=;\narrived_at;answered_at\n2026-11-17T10:00Z;\n")
    assert len(read(path).log.cases) == 1
    assert faults(csv(tmp_path, "sep=;\narrived_at;answered_at\nsoon;\n"))[0].startswith("log.csv:3: ")


def test_a_cell_of_several_lines_is_told_in_one(tmp_path: Path):
    (said,) = faults(csv(tmp_path, 'arrived_at,answered_at\n2026-11-17T10:00Z,"soon\nor later"\n'))
    assert said.startswith("log.csv:2: answered_at: soon or later given; must be an instant")


def test_a_line_that_is_not_json(tmp_path: Path):
    sound = '{"arrived_at": "2026-11-17T10:00Z", "answered_at": null}'
    late = '{"arrived_at": "2026-11-17T10:00Z", "answered_at": "soon"}'
    path = csv(tmp_path, f"{sound}\n\nsecret words\n{late}\n[1]\n{sound}\n", "log.jsonl")
    first, second, third = faults(path)
    way_out = f"correct the line, {LEAVE_OUT}"
    assert first == f"log.jsonl:3: line: Expecting value given; must be one JSON object a line; {way_out}"
    assert second.startswith("log.jsonl:4: answered_at: soon given")
    assert third == f"log.jsonl:5: line: list given; must be one JSON object a line; {way_out}"
    reading = read(path, on_fault="skip")
    assert (reading.skipped_rows, len(reading.log.cases)) == (3, 2)


def test_a_file_without_one_json_object_is_no_log(tmp_path: Path):
    assert faults(csv(tmp_path, "[1]\n\n2\n", "log.jsonl")) == [
        f"log.jsonl:{line}: line: {given} given; must be one JSON object a line; correct the line"
        for line, given in ((1, "list"), (3, "int"))
    ]


def test_a_row_of_another_length_is_a_faulty_row_among_others(tmp_path: Path):
    """Its neighbours keep their lines, are told in the order of the file, and are read when it is skipped."""
    sound = "{id},2026-11-17T10:00Z,2026-11-17T11:00Z,4"
    rows = [
        "A,soon,,4",
        "B,2026-11-17T10:00Z",
        sound.format(id="C"),
        "D,,,,,,",
        "E,later,,4",
        sound.format(id="F"),
    ]
    path = csv(tmp_path, "case_id,arrived_at,answered_at,grade\n" + "\n".join(rows) + "\n")
    told = [said.split(" given")[0] for said in faults(path)]
    assert told == [
        "log.csv:2: arrived_at: soon",
        "log.csv:3: row: 2 cells",
        "log.csv:5: row: 7 cells",
        "log.csv:6: arrived_at: later",
    ]
    reading = read(path, on_fault="skip")
    assert reading.log.cases.case_id.tolist() == ["C", "F"]
    assert reading.log.cases.arrived_at.tolist() == [at("2026-11-17 11:00")] * 2
    assert (reading.skipped_rows, len(reading.skipped)) == (4, 4)


def test_a_row_of_another_length_is_one_fault_whatever_its_cells_lack(tmp_path: Path):
    (said,) = faults(csv(tmp_path, "given_at,grade\n2026-11-17T10:00Z\n"))
    assert said.startswith("log.csv:2: row: 1 cell given")


def test_a_cell_of_two_lines_stays_as_it_is_beside_a_row_of_another_length(tmp_path: Path):
    text = 'case_id,arrived_at,answered_at\r\n"A\r\n1",2026-11-17T10:00Z,\r\nB\r\n'
    (tmp_path / "log.csv").write_bytes(text.encode())
    assert read(tmp_path / "log.csv", on_fault="skip").log.cases.case_id.tolist() == ["A\r\n1"]


def test_rows_dropped_before_a_row_of_another_length_leave_its_line(tmp_path: Path):
    text = "attempted_at,outcome\n2026-11-17T10:00Z,PHANTOM\n2026-11-17T10:00Z\n2026-11-17T10:00Z,busy\n"
    layout = Layout(drop={"outcome": ["PHANTOM"]})
    (said,) = faults(csv(tmp_path, text), layout)
    assert said.startswith("log.csv:3: row: 1 cell given; must be of 2, as the header")
    reading = read(tmp_path / "log.csv", layout, "skip")
    assert (reading.dropped_rows, reading.skipped_rows, len(reading.log.calls)) == (1, 1, 1)


def test_a_missing_column_lists_those_there_and_the_nearest(tmp_path: Path):
    assert faults(csv(tmp_path, "arrived_at,answerd_at\n2026-11-17T10:00Z,\n")) == [
        "log.csv: columns: arrived_at, answerd_at given; must be a table of cases with answered_at; "
        "name it with --columns answered_at=YOURS; did you mean 'answerd_at'?"
    ]


def test_a_column_that_has_its_place_is_not_offered_for_another(tmp_path: Path):
    (said,) = faults(csv(tmp_path, "arrived_at\n2026-11-17T10:00Z\n"))
    assert said.endswith("name it with --columns answered_at=YOURS")


def test_columns_that_make_no_table(tmp_path: Path):
    (said,) = faults(csv(tmp_path, "opened,priority\n2026-11-17T10:00Z,3\n"))
    given = "log.csv: columns: opened, priority given; "
    assert said.startswith(
        f"{given}must be arrived_at, answered_at for cases; or attempted_at, outcome for calls;"
    )
    assert said.endswith("name them with --columns OURS=YOURS")


def test_a_layout_that_names_what_is_not_there(tmp_path: Path):
    layout = Layout(columns={"arrived_at": "opend", "answerd_at": "left"}, drop={"chanel": ["mail"]})
    assert faults(csv(tmp_path, "opened,left\n2026-11-17T10:00Z,\n"), layout) == [
        "log.csv: --columns: answerd_at given; must be one of "
        + ", ".join(columns(Cases))
        + "; name a column of cases; did you mean 'answered_at'?",
        "log.csv: --drop: chanel given; must be one of "
        + ", ".join(columns(Cases))
        + "; name a column of cases; did you mean 'channel'?",
        "log.csv: --columns: opend given; must be one of opened, left; name a column of the file; "
        "did you mean 'opened'?",
        "log.csv: columns: opened, left given; must be a table of cases with answered_at; "
        "name it with --columns answered_at=YOURS",
    ]


def test_the_nearest_column_of_the_file_is_named(tmp_path: Path):
    (said,) = faults(csv(tmp_path, CSV), Layout(columns={"topic": "custommer"}))
    assert said.endswith("name a column of the file; did you mean 'customer'?")


def test_an_unknown_table(tmp_path: Path):
    assert faults(csv(tmp_path, CSV), Layout(table="case")) == [
        "log.csv: table: case given; must be one of cases, calls, items, parcels, returns, reviews, surveys; "
        "write one of them; did you mean 'cases'?"
    ]


def test_a_table_named_is_the_one_that_is_looked_for(tmp_path: Path):
    (said,) = faults(csv(tmp_path, CSV), Layout(table="returns"))
    assert "must be a table of returns with registered_at" in said


def test_a_folder_with_other_files(tmp_path: Path):
    for name in ("calls", "orders", "calls.backup"):
        (tmp_path / f"{name}.parquet").write_bytes(b"")
    allowed = "named cases, calls, items, parcels, returns, reviews, surveys"
    strange = "calls.backup.parquet, orders.parquet"
    assert faults(tmp_path) == [f"{tmp_path.name}: tables: {strange} given; must be {allowed}; {NAME_FILE}"]
    (tmp_path / "calls.backup.parquet").unlink()
    assert faults(tmp_path) == [
        f"{tmp_path.name}: tables: orders.parquet given; must be {allowed}; {NAME_FILE}"
    ]


def test_an_empty_folder(tmp_path: Path):
    (said,) = faults(tmp_path)
    assert "tables: no Parquet file given" in said


def test_a_layout_for_a_folder(tmp_path: Path):
    """Of one table it may speak, in as many files as there are; of several it cannot."""
    cases = Cases(arrived_at=[10**9], answered_at=[NEVER])
    write(EventLog(cases=cases), tmp_path)
    assert len(read(tmp_path, Layout(columns={"closed_at": "arrived_at"})).log.cases) == 1
    write(EventLog(cases=cases, reviews=Reviews(given_at=[10**9], grade=[8])), tmp_path)
    assert faults(tmp_path, Layout(columns={"arrived_at": "opened"})) == [
        f"{tmp_path.name}: options: a layout for one table given; must be given with one table; {NAME_FILE}"
    ]


def test_a_file_named_after_a_table_is_that_table_whatever_else_its_columns_could_make(tmp_path: Path):
    instants = ["2026-11-17T10:00Z"]
    columns = {"item_id": ["a"], "shop": ["A"], "quantity": [1], "registered_at": instants}
    pq.write_table(pa.table(columns | {"given_at": instants, "grade": [8]}), tmp_path / "reviews.parquet")
    log = read(tmp_path, Layout(columns={"seller_id": "shop"})).log
    assert (len(log.reviews), len(log.returns)) == (1, 0)


@pytest.mark.parametrize(
    "names", [("cases", "cases-2"), ("cases/a", "cases/b"), ("part-0", "part-1"), ("cases_01", "cases/x")]
)
def test_the_files_of_one_table_are_one_table(tmp_path: Path, names: tuple[str, str]):
    ids = (["a", "b"], ["c", "a"])
    for name, own in zip(names, ids, strict=True):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        at = ["2026-11-17T10:00Z", "2026-11-17T11:00Z"]
        table = pa.table({"case_id": own, "arrived_at": at, "answered_at": ["", ""]})
        pq.write_table(table, tmp_path / f"{name}.parquet")
    (said,) = faults(tmp_path)
    assert said.endswith(
        f"{names[1]}.parquet: row 2: case_id: a a second time given; must be of one row only; "
        "correct the row, or leave it out with --on-fault skip"
    )
    kept = read(tmp_path, on_fault="skip")
    assert kept.log.cases.case_id.tolist() == ["a", "b", "c"] and kept.skipped_rows == 1


def test_rows_without_ids_are_numbered_through_the_files_of_a_table(tmp_path: Path):
    for name in ("cases-1", "cases-2"):
        write(EventLog(cases=Cases(arrived_at=[10**9] * 2, answered_at=[NEVER] * 2)), tmp_path / "one")
        table = pq.read_table(tmp_path / "one" / "cases.parquet").drop_columns("case_id")
        pq.write_table(table, tmp_path / f"{name}.parquet")
    assert read(tmp_path).log.cases.case_id.tolist() == [0, 1, 2, 3]


def test_files_of_a_table_that_are_not_alike_are_told(tmp_path: Path):
    at = ["2026-11-17T10:00Z"]
    pq.write_table(pa.table({"arrived_at": at, "answered_at": at}), tmp_path / "cases-1.parquet")
    more = pa.table({"arrived_at": at, "answered_at": at, "seller_id": ["A"]})
    pq.write_table(more, tmp_path / "cases-2.parquet")
    assert faults(tmp_path) == [
        f"{tmp_path.name}/cases-2.parquet: columns: seller_id, arrived_at, answered_at given; must be "
        "arrived_at, answered_at, as cases-1.parquet has; save the files of one table with the same columns"
    ]


def test_files_that_name_no_table_and_make_two_are_told(tmp_path: Path):
    at = ["2026-11-17T10:00Z"]
    pq.write_table(pa.table({"arrived_at": at, "answered_at": at}), tmp_path / "one.parquet")
    pq.write_table(pa.table({"registered_at": at}), tmp_path / "two.parquet")
    assert faults(tmp_path) == [
        f"{tmp_path.name}: tables: one.parquet (cases), two.parquet (returns) given; "
        f"must be files of one table; {NAME_FILE}"
    ]


@pytest.mark.parametrize("text", ["arrived_at,answered_at\n", BANK.splitlines()[0] + "\n"])
def test_no_rows(tmp_path: Path, text: str):
    layout = BANK_LAYOUT if text.startswith("vru") else Layout()
    assert faults(csv(tmp_path, text), layout) == [
        "log.csv: rows: none given; must be one or more; check the file, and what was dropped"
    ]


def test_naive_instants_without_a_timezone(tmp_path: Path):
    text = "arrived_at,answered_at\n2026-11-17 10:00:00,2026-11-17 11:00\n"
    said = (
        "must be an instant with its offset, or Z; say which clock showed it with --timezone Europe/Amsterdam"
    )
    assert faults(csv(tmp_path, text)) == [
        f"log.csv: arrived_at: 2026-11-17 10:00:00 given; {said}",
        f"log.csv: answered_at: 2026-11-17 11:00 given; {said}",
    ]
    naive = pa.table({"arrived_at": np.array(["2026-11-17T10:00"], "M8[s]"), "answered_at": [""]})
    pq.write_table(naive, tmp_path / "log.parquet")
    assert faults(tmp_path / "log.parquet") == [f"log.parquet: arrived_at: 2026-11-17T10:00:00 given; {said}"]


def test_an_unknown_timezone(tmp_path: Path):
    with pytest.raises(ValueError, match="did you mean 'Europe/Amsterdam'"):
        read(csv(tmp_path, CSV), Layout(timezone="Europe/Amsterdm"))


def test_what_a_layout_says_of_words_that_no_row_has_is_named(tmp_path: Path):
    text = "attempted_at,outcome\n2026-11-17T10:00Z,OK\n2026-11-17T10:00Z,GHOST\n2026-11-17T10:00Z,OK\n"
    words = {"outcome": {"OK": "answered", "zz": "busy"}}
    drop = {"outcome": ["GHOST", "PHANTOM"], "call_id": ["99"]}
    reading = read(csv(tmp_path, text), Layout(values=words, drop=drop))
    assert (reading.dropped_rows, len(reading.log.calls)) == (1, 2)
    assert reading.unmet == (
        ("--drop", "outcome=PHANTOM", "outcome", "PHANTOM"),
        ("--drop", "call_id=99", "call_id", None),
        ("--values", "outcome:zz=busy", "outcome", "zz"),
    )
    assert read(csv(tmp_path, CSV, "plain.csv")).unmet == ()


def test_a_row_is_dropped_by_any_of_its_words(tmp_path: Path):
    rows = "".join(
        f"{number},2026-11-17T10:00Z,{word}\n" for number, word in enumerate(("GHOST", "busy", "busy"))
    )
    layout = Layout(drop={"outcome": ["GHOST"], "call_id": ["2"]})
    reading = read(csv(tmp_path, f"call_id,attempted_at,outcome\n{rows}"), layout)
    assert (reading.dropped_rows, reading.log.calls.call_id.tolist()) == (2, ["1"])


def test_a_file_of_a_folder_that_makes_no_table_is_named(tmp_path: Path):
    pq.write_table(pa.table({"opened": [1]}), tmp_path / "one.parquet")
    (said,) = faults(tmp_path)
    assert said.startswith(f"{tmp_path.name}/one.parquet: columns: opened given; must be")


def test_the_clock_of_a_folder_is_no_layout_for_one_table(tmp_path: Path):
    log = random_log(np.random.default_rng(1))
    write(log, tmp_path)
    again = read(tmp_path, Layout(timezone="Asia/Jerusalem")).log
    assert all(columns_of(log, name) == columns_of(again, name) for name in log.tables())


def test_the_folder_above_one_run_names_it(tmp_path: Path):
    cases = Cases(arrived_at=[10**9], answered_at=[NEVER])
    write(EventLog(cases=cases), tmp_path / "peak" / "aa" / "events")
    assert faults(tmp_path / "peak") == [
        "peak: log: the folder above 1 run given; must be that of one run; give peak/aa"
    ]


@pytest.mark.parametrize("above", ["", "peak"])
def test_the_folder_above_runs_names_them(tmp_path: Path, above: str):
    for run in ("bb", "aa"):
        write(
            EventLog(cases=Cases(arrived_at=[10**9], answered_at=[NEVER])), tmp_path / "peak" / run / "events"
        )
    (said,) = faults(tmp_path / above)
    assert "log: the folder above 2 runs given; must be that of one run; give one of " in said
    assert said.endswith(f"{'peak' if above else tmp_path.name + '/peak'}/bb") and said.index(
        "/aa,"
    ) < said.index("/bb")


# ── faults of rows ──

FAULTY = """case_id,arrived_at,answered_at,channel
A1,2026-11-17T10:00:00Z,2026-11-17T09:00:00Z,mail
A2,yesterday,2026-11-17T11:00:00Z,mail

A3,,2026-11-17T11:00:00Z,fax
"A
4",2026-11-17T10:00:00Z,,mail
A5,2026-11-17T10:00:00Z,,mail
A5,2026-11-17T10:00:00Z,2026-11-17T10:00:00Z,mail
"""
FIX = f"correct the row, {LEAVE_OUT}"


def test_every_faulty_row_is_told_with_its_line(tmp_path: Path):
    assert sorted(faults(csv(tmp_path, FAULTY))) == [
        "log.csv:2: answered_at: 2026-11-17T09:00:00Z with arrived_at 2026-11-17T10:00:00Z given; "
        f"must be at or after arrived_at; {FIX}",
        "log.csv:3: arrived_at: yesterday given; must be an instant such as 2026-11-17T10:00:00+01:00"
        " or 17-11-2026 10:00; " + FIX,
        "log.csv:5: arrived_at: nothing given; must be an instant from 1990 to 2036; " + FIX,
        "log.csv:5: channel: fax given; must be one of message, mail, chat, phone; "
        f"say which of these yours is with --values channel:YOURS=OURS, {FIX}",
        "log.csv:9: case_id: A5 a second time given; must be of one row only; " + FIX,
    ]


def test_a_faulty_instant_is_told_as_the_file_has_it(tmp_path: Path):
    header = "case_id,arrived_at,answered_at\n"
    path = csv(tmp_path, header + "5,20-11-2026 10:00,20-11-2026 9:00\n6,1889-11-20 10:00,NaT\n")
    first, second = faults(path, Layout(timezone="Europe/Amsterdam"))
    assert "answered_at: 20-11-2026 9:00 with arrived_at 20-11-2026 10:00 given" in first
    assert "arrived_at: 1889-11-20 10:00 given" in second


def test_a_faulty_instant_of_a_parquet_file_is_told_in_its_own_zone(tmp_path: Path):
    ten, nine = at("2026-11-20 10:00"), at("2026-11-20 09:00")

    def told(kind: pa.DataType, *instants: int) -> str:
        columns = {
            name: pa.array([one], pa.int64()).cast(kind)
            for name, one in zip(("arrived_at", "answered_at"), instants, strict=True)
        }
        pq.write_table(pa.table(columns), tmp_path / "log.parquet")
        return faults(tmp_path / "log.parquet")[0]

    said = told(pa.timestamp("us", "Europe/Amsterdam"), ten * 10**6, nine * 10**6)
    assert "answered_at: 2026-11-20 09:00:00+01:00 with arrived_at 2026-11-20 10:00:00+01:00 given" in said
    said = told(pa.timestamp("ns", "UTC"), ten * 10**9 + 1, nine * 10**9 + 1)
    assert "answered_at: 2026-11-20 08:00:00+00:00 with arrived_at 2026-11-20 09:00:00+00:00 given" in said
    said = told(pa.timestamp("s", "UTC"), ten * 1000, ten * 1000)
    assert f"arrived_at: {ten * 1000} given; must be an instant from 1990 to 2036" in said


def test_faulty_rows_are_skipped_and_counted(tmp_path: Path):
    reading = read(csv(tmp_path, FAULTY), on_fault="skip")
    assert reading.log.cases.case_id.tolist() == ["A\n4", "A5"]
    assert (reading.skipped_rows, len(reading.skipped)) == (4, 5)


def test_a_row_of_a_parquet_file_is_counted_from_one(tmp_path: Path):
    outcome = pa.array(["answered", "missed"]).dictionary_encode()
    attempted_at = pa.array([10**9] * 2, pa.timestamp("s", "UTC"))
    pq.write_table(pa.table({"attempted_at": attempted_at, "outcome": outcome}), tmp_path / "log.parquet")
    (said,) = faults(tmp_path / "log.parquet")
    assert said.startswith("log.parquet: row 2: outcome: missed given; must be one of answered, abandoned,")
    pq.write_table(
        pa.table({"attempted_at": attempted_at, "outcome": ["busy", None]}), tmp_path / "log.parquet"
    )
    (said,) = faults(tmp_path / "log.parquet")
    assert said.startswith("log.parquet: row 2: outcome: nothing given; must be one of answered, abandoned,")


def test_lines_stay_those_of_the_file_when_rows_are_dropped(tmp_path: Path):
    text = "attempted_at,outcome\n2026-11-17T10:00Z,PHANTOM\n2026-11-17T10:00Z,what\n"
    (said,) = faults(csv(tmp_path, text), Layout(drop={"outcome": ["PHANTOM"]}))
    assert said.startswith("log.csv:3: outcome: what given")


def test_numbers_that_are_none(tmp_path: Path):
    given = ("8.5", "", "ten", "inf", str(2**63))
    for header, name in (("given_at,grade", "grade"), ("registered_at,quantity", "quantity")):
        text = "".join(f"2026-11-17T10:00Z,{cell}\n" for cell in given)
        assert faults(csv(tmp_path, f"{header}\n{text}")) == [
            f"log.csv:{line}: {name}: {cell or 'nothing'} given; must be a whole number; {FIX}"
            for line, cell in enumerate(given, 2)
        ]


def test_integers_are_no_instants(tmp_path: Path):
    pq.write_table(pa.table({"arrived_at": [10**9], "answered_at": [10**9]}), tmp_path / "log.parquet")
    said = faults(tmp_path / "log.parquet")
    assert "arrived_at: 1000000000 given; must be an instant such as 2026-11-17T10:00:00+01:00" in said[0]


def test_dates_are_dates_of_the_clock_named(tmp_path: Path):
    header = "promised_on,attempted_at,cancelled_at\n"
    text = header + "2026-11-18,,\n2026-11-17T23:30:00Z,,\n2026-11-18 07:00,,\n18-11-2026,,\n11/18/2026,,\n"
    reading = read(csv(tmp_path, text), on_fault="skip")
    assert reading.log.items.promised_on.view("M8[D]").astype(str).tolist() == ["2026-11-18"] * 4
    assert reading.skipped_rows == 1


def test_a_date_is_that_of_the_clock_named_at_an_instant_with_another_and_a_wall_time_keeps_its_own(
    tmp_path: Path,
):
    header = "promised_on,attempted_at,cancelled_at\n"
    path = csv(tmp_path, header + "2026-11-18T23:30:00+01:00,,\n2026-11-18 23:30,,\n")
    promised_on = read(path, Layout(timezone="Asia/Jerusalem")).log.items.promised_on
    assert promised_on.view("M8[D]").astype(str).tolist() == ["2026-11-19", "2026-11-18"]


def test_a_clock_is_asked_once_a_quarter_and_before_1970_too():
    """On 18 February 1968 London went from 02:00 to 03:00: 02:50 was never shown and is 03:50."""
    shown, london = np.array(["1968-02-18T02:50"], "M8[s]").astype(np.int64), ZoneInfo("Europe/London")
    assert cells.from_wall(shown, london)[0].view("M8[s]").astype(str).tolist() == ["1968-02-18T02:50:00"]
    assert [each.dtype for each in cells.from_wall(shown[:0], london)] == [np.int64, bool]


def test_the_examples_in_the_text_hold():
    assert doctest.testmod(cells).failed == 0


def test_on_fault_is_stop_or_skip(tmp_path: Path):
    with pytest.raises(ValueError, match="on_fault must be one of stop, skip; got 'ignore'"):
        read(csv(tmp_path, CSV), on_fault="ignore")


def test_a_reading_without_trouble_says_so(tmp_path: Path):
    reading = read(csv(tmp_path, CSV))
    assert isinstance(reading, Reading)
    assert (reading.dropped_rows, reading.skipped_rows, reading.skipped) == (0, 0, ())


def test_calls_keep_their_unknowns(tmp_path: Path):
    calls = Calls(attempted_at=[10**9], outcome=["busy"])
    write(EventLog(calls=calls), tmp_path)
    assert pq.read_schema(tmp_path / "calls.parquet").names == ["call_id", "attempted_at", "outcome"]
    assert columns_of(read(tmp_path).log, "calls") == columns_of(EventLog(calls=calls), "calls")


def test_a_file_that_is_written_says_utc_and_leaves_empty_what_is_not_known(tmp_path: Path):
    calls = Calls(attempted_at=[10**9] * 2, outcome=np.array([-1, -1]), seller_id=["A", ""], case_id=[""] * 2)
    write(EventLog(calls=calls), tmp_path)
    written = pq.read_table(tmp_path / "calls.parquet")
    assert written.schema.field("attempted_at").type.tz == "UTC"
    assert written.schema.field("outcome").type == pa.string()
    assert written["seller_id"].to_pylist() == ["A", None]
    assert "case_id" not in written.column_names


def test_faults_come_in_the_order_of_the_file_whatever_their_kind(tmp_path):
    path = tmp_path / "cases.csv"
    path.write_text(
        "case_id,arrived_at,answered_at\nA,2026-03-28T23:00:00Z,2026-03-27T23:00:00Z\nA,,x\n",
        encoding="utf-8",
    )

    with pytest.raises(InputError) as caught:
        read(path)

    assert [fault.place.rpartition(":")[2] for fault in caught.value.faults] == ["2", "3", "3", "3"]


def test_the_faults_of_a_row_stay_together_in_a_long_file(tmp_path: Path):
    path = csv(tmp_path, "arrived_at,answered_at,channel\n" + "soon,later,fax\n" * 100)
    told = [said.split(":")[1:3] for said in faults(path)]
    columns_of_cases = (" channel", " arrived_at", " answered_at")
    assert told == [[str(line), name] for line in range(2, 102) for name in columns_of_cases]


def test_a_column_of_the_log_that_stands_twice_is_a_fault_and_no_guess(tmp_path: Path):
    twice = "arrived_at,arrived_at,answered_at\n2026-11-17T10:00Z,2026-11-18T10:00Z,\n"
    assert faults(csv(tmp_path, twice)) == [
        "log.csv: columns: arrived_at 2 times given; must be one arrived_at; take out the others"
    ]
    other = "arrived_at,remark,answered_at,remark\n2026-11-17T10:00Z,a,,b\n"
    assert len(read(csv(tmp_path, other)).log.cases) == 1


def test_a_library_that_quotes_a_row_is_not_repeated(tmp_path):
    """Its cells are of columns that nobody asked to read."""
    path = csv(tmp_path, "a,b\n1,2\n")
    with pytest.raises(InputError) as raised, files.readable(path):
        raise pa.ArrowInvalid("CSV parse error: Row #3: Expected 2 columns, got 3: Quist, her street, 5")
    assert "got 3" in str(raised.value) and "Quist" not in str(raised.value)
