"""Records of seasons: whole or not there, whatever happens while they are written."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from sim.records.store import Store, as_json, clear_partials, write_whole

COLUMNS = {"verdicts": [[1, 2], [3, 4]], "load": [5]}
OTHER = {"verdicts": [[1, 2], [3, 5]], "load": [6]}
Kept = list[tuple[int, dict[str, Any]]]


def fails(*_: Any, **__: Any) -> None:
    raise OSError(28, "No space left on device")


class FullDisk:
    """A file that takes half of what it is given."""

    def __init__(self, file: Any) -> None:
        self.file = file

    def __enter__(self) -> "FullDisk":
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def write(self, content: bytes) -> None:
        self.file.write(content[: len(content) // 2])
        self.file.flush()
        fails()


def test_a_file_is_written_with_the_folders_above_it(tmp_path: Path):
    write_whole(tmp_path / "a" / "b" / "file.txt", b"all of it")
    assert (tmp_path / "a" / "b" / "file.txt").read_bytes() == b"all of it"
    assert os.listdir(tmp_path / "a" / "b") == ["file.txt"]


@pytest.mark.parametrize("point", ["write", "fsync", "rename"])
@pytest.mark.parametrize("before", [None, b"the old file"])
def test_a_file_is_whole_or_as_it_was_wherever_writing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, point: str, before: bytes | None
):
    path = tmp_path / "file.txt"
    if before is not None:
        path.write_bytes(before)
    if point == "write":
        really = Path.open
        monkeypatch.setattr(Path, "open", lambda self, *how, **more: FullDisk(really(self, *how, **more)))
    elif point == "fsync":
        monkeypatch.setattr(os, "fsync", fails)
    else:
        monkeypatch.setattr(Path, "replace", fails)

    with pytest.raises(OSError, match="No space left") as fault:
        write_whole(path, b"the new file, all of it")

    monkeypatch.undo()
    assert fault.value.filename == str(path) and fault.value.errno == 28
    assert os.listdir(tmp_path) == ([] if before is None else ["file.txt"])
    assert (path.read_bytes() if path.exists() else None) == before
    write_whole(path, b"the new file, all of it")  # what is left of the first try is not in the way
    assert path.read_bytes() == b"the new file, all of it"


def kept(store: Store, plans: tuple[str, ...] = ("base",), of: range = range(20)) -> Kept:
    return [(number, dict(found)) for number, found in store.kept(plans, of)]


def test_a_season_is_found_again(tmp_path: Path):
    assert kept(Store(tmp_path / "seasons")) == []
    store = Store(tmp_path / "seasons")
    for number in (12, 0, 3):
        store.add(number, {"base": {**COLUMNS, "load": [number]}})
    right = [(number, {"base": {**COLUMNS, "load": [number]}}) for number in (0, 3, 12)]
    assert kept(store) == kept(Store(tmp_path / "seasons")) == right
    assert kept(store, of=range(1, 12)) == right[1:2]


def test_plans_of_one_season_are_one_file_and_found_apart(tmp_path: Path):
    store = Store(tmp_path)
    store.add(0, {"a": COLUMNS, "b": OTHER})
    store.add(0, {"c": COLUMNS})
    store.add(1, {"c": OTHER})
    assert sorted(path.name for path in tmp_path.rglob("*.json")) == [
        "000000.json",
        "000000.json",
        "000001.json",
    ]
    for found in (store, Store(tmp_path)):
        assert kept(found, ("b",)) == [(0, {"b": OTHER})]
        together = kept(found, ("a", "c", "z"))
        assert sorted(together, key=str) == [(0, {"a": COLUMNS}), (0, {"c": COLUMNS}), (1, {"c": OTHER})]


def test_a_season_that_was_only_half_written_is_not_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    store = Store(tmp_path)
    store.add(0, {"base": COLUMNS})
    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(OSError):
        store.add(1, {"base": COLUMNS})
    assert kept(store) == kept(Store(tmp_path)) == [(0, {"base": COLUMNS})]


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """The record of season 7, sound."""
    Store(tmp_path).add(7, {"base": COLUMNS})
    [path] = tmp_path.rglob("*.json")
    return path


def named(record: Path, caplog: pytest.LogCaptureFixture) -> str:
    """Look for seasons: there is none, and one line names the file. Return what it says of it."""
    caplog.clear()
    assert kept(Store(record.parents[1])) == []
    [line] = caplog.messages
    assert line.startswith(f"{record}: ") and line.endswith("that season is simulated again")
    return line.removeprefix(f"{record}: ")


def test_every_bit_of_a_record_counts(record: Path, caplog: pytest.LogCaptureFixture):
    """Flip each bit in turn: the season is not found, and the file is named."""
    sound = record.read_bytes()
    for place in range(8 * len(sound)):
        flipped = bytearray(sound)
        flipped[place // 8] ^= 1 << place % 8
        record.write_bytes(flipped)
        assert "cut off or changed" in named(record, caplog)


def test_a_record_that_was_cut_off_anywhere_is_named(record: Path, caplog: pytest.LogCaptureFixture):
    sound = record.read_bytes()
    for length in range(len(sound)):
        record.write_bytes(sound[:length])
        assert named(record, caplog).startswith(f"{length} bytes that are not what was written")
    record.write_bytes(sound + b"\n")
    assert "cut off or changed" in named(record, caplog)


@pytest.mark.parametrize("text", ["null", "[]", '{"replication": 7, "plans": {"base": {}}, "sha256": "1"}'])
def test_a_file_that_is_no_record_is_named(record: Path, caplog: pytest.LogCaptureFixture, text: str):
    record.write_text(text)
    assert f"{len(text)} bytes" in named(record, caplog)


def test_a_record_under_the_name_of_another_season_is_not_taken_for_it(
    record: Path, caplog: pytest.LogCaptureFixture
):
    other = record.rename(record.with_name("000008.json"))
    assert named(other, caplog).startswith("the record of replication 7 under another name")


def test_a_folder_in_the_place_of_a_record_is_named(record: Path, caplog: pytest.LogCaptureFixture):
    record.unlink()
    record.mkdir()
    assert "directory" in named(record, caplog).lower() or "denied" in named(record, caplog)


def test_a_record_that_goes_bad_under_our_hands_is_not_taken(record: Path, caplog: pytest.LogCaptureFixture):
    store = Store(record.parents[1])
    assert len(kept(store)) == 1
    record.write_bytes(record.read_bytes()[:-1])
    assert kept(store) == [(7, {})] and str(record) in caplog.text


def test_what_a_killed_writer_left_is_taken_away(tmp_path: Path):
    write_whole(tmp_path / "a" / "file", b"whole")
    (tmp_path / "a" / ".file.4711.partial").write_bytes(b"ha")
    clear_partials(tmp_path)
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["file"]


def test_json_of_one_form_whatever_the_order_and_the_last_digits():
    one = as_json({"b": 0.1 + 0.2, "a": [1, 2.0, -0.0, None, True], "é": "€"})
    assert one == as_json({"é": "€", "a": (1, 2.0, 0.0, None, True), "b": 0.3})
    assert json.loads(one) == {"a": [1, 2.0, 0.0, None, True], "b": 0.3, "é": "€"}
    assert one.endswith(b"}\n") and b"-0.0" not in one and "€".encode() in one
