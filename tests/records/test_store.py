"""Records of seasons: whole or not there, whatever happens while they are written."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from sim.records.store import Store, as_json, write_whole

COLUMNS = {"verdicts": [[1, 2], [3, 4]], "load": [5]}


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

    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"the new file, all of it")

    monkeypatch.undo()
    assert (path.read_bytes() if path.exists() else None) == before
    write_whole(path, b"the new file, all of it")  # what is left of the first try is not in the way
    assert path.read_bytes() == b"the new file, all of it"


def test_a_season_is_found_again(tmp_path: Path):
    store = Store(tmp_path / "seasons")
    assert list(store) == []
    for number in (12, 0, 3):
        store.add(number, {**COLUMNS, "load": [number]})
    assert list(store) == [(number, {**COLUMNS, "load": [number]}) for number in (0, 3, 12)]


def test_a_season_that_was_only_half_written_is_not_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    store = Store(tmp_path)
    store.add(0, COLUMNS)
    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(OSError):
        store.add(1, COLUMNS)
    assert list(store) == [(0, COLUMNS)]


def test_every_bit_of_a_record_counts(tmp_path: Path):
    """Flip each bit in turn: the season is not found, or it is found as it was."""
    store = Store(tmp_path)
    store.add(7, COLUMNS)
    path, sound = tmp_path / "000007.json", (tmp_path / "000007.json").read_bytes()
    lost = 0
    for place in range(8 * len(sound)):
        flipped = bytearray(sound)
        flipped[place // 8] ^= 1 << place % 8
        path.write_bytes(flipped)
        found = list(store)
        assert found in ([], [(7, COLUMNS)]), f"bit {place} changes the season unseen"
        lost += not found
    assert lost > 7 * len(sound)


@pytest.mark.parametrize("length", [0, 1, 20, -1, -2])
def test_a_record_that_was_cut_off_counts_as_not_yet_done(tmp_path: Path, length: int):
    store = Store(tmp_path)
    store.add(7, COLUMNS)
    path = tmp_path / "000007.json"
    path.write_bytes(path.read_bytes()[:length])
    assert list(store) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "7",
        '"x"',
        "{}",
        '{"replication": 7}',
        '{"replication": 7, "columns": {}, "sha256": 1}',
    ],
)
def test_a_file_that_is_no_record_counts_as_not_yet_done(tmp_path: Path, text: str):
    (tmp_path / "000007.json").write_text(text)
    assert list(Store(tmp_path)) == []


def test_a_record_under_the_name_of_another_season_is_not_taken_for_it(tmp_path: Path):
    store = Store(tmp_path)
    store.add(7, COLUMNS)
    (tmp_path / "000007.json").rename(tmp_path / "000008.json")
    assert list(store) == []


def test_a_record_whose_number_was_changed_is_not_taken_for_another(tmp_path: Path):
    store = Store(tmp_path)
    store.add(7, COLUMNS)
    record = json.loads((tmp_path / "000007.json").read_text())
    (tmp_path / "000008.json").write_text(json.dumps({**record, "replication": 8}))
    assert [number for number, _ in store] == [7]


def test_a_folder_in_the_place_of_a_record_counts_as_not_yet_done(tmp_path: Path):
    (tmp_path / "000007.json").mkdir()
    assert list(Store(tmp_path)) == []


def test_json_of_one_form_whatever_the_order_and_the_last_digits():
    one = as_json({"b": 0.1 + 0.2, "a": [1, 2.0, -0.0, None, True], "é": "€"})
    assert one == as_json({"é": "€", "a": (1, 2.0, 0.0, None, True), "b": 0.3})
    assert json.loads(one) == {"a": [1, 2.0, 0.0, None, True], "b": 0.3, "é": "€"}
    assert one.endswith(b"}\n") and b"-0.0" not in one and "€".encode() in one
