"""A folder is one process's at a time, and a dead one's is free."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sim.norms.faults import InputError
from sim.records.lock import claimed

HOLDER = """
import sys, time
from pathlib import Path
from sim.records.lock import claimed
with claimed(Path(sys.argv[1])):
    print("mine", flush=True)
    sys.stdin.read()
"""


STARTING_A_WORKER = HOLDER.replace(
    '    print("mine"',
    '    import os\n    if not os.fork():\n        time.sleep(0.5)\n        os._exit(0)\n    print("mine"',
)


def holder(folder: Path, script: str = HOLDER) -> "subprocess.Popen[str]":
    """Another process that holds the folder until its input ends."""
    command = [sys.executable, "-c", script, str(folder)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline() == "mine\n"
    return process


def test_a_folder_is_made_and_left_without_a_trace(tmp_path: Path):
    folder = tmp_path / "a" / "b"
    with claimed(folder):
        assert [path.name for path in folder.iterdir()] == [".lock"]
    assert list(folder.iterdir()) == []
    with claimed(folder):  # free again
        pass


def test_a_folder_in_use_is_refused_with_the_process_that_has_it(tmp_path: Path):
    with holder(tmp_path) as process:
        with pytest.raises(InputError) as refused, claimed(tmp_path):
            pass
        process.communicate("")
    told = re.escape(f"{tmp_path}: folder: in use by process {process.pid} since ")
    assert re.match(told + r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\S+ given; must be free; ", str(refused.value))
    with claimed(tmp_path):
        pass


def test_this_process_is_refused_its_own_folder_twice(tmp_path: Path):
    with claimed(tmp_path), pytest.raises(InputError, match=f"process {os.getpid()} "), claimed(tmp_path):
        pass


def test_a_worker_that_was_being_started_does_not_keep_the_lock_of_its_dead_master(tmp_path: Path):
    with holder(tmp_path, STARTING_A_WORKER) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
        with claimed(tmp_path):
            pass


def test_the_lock_of_a_killed_process_is_taken_over(tmp_path: Path):
    with holder(tmp_path) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert str(process.pid) in (tmp_path / ".lock").read_text()
        with claimed(tmp_path):
            assert (tmp_path / ".lock").read_text().startswith(f"process {os.getpid()} since ")
    assert not (tmp_path / ".lock").exists()


def test_a_lock_whose_number_another_process_got_since_is_taken_over(tmp_path: Path):
    """Our own parent lives, and holds nothing."""
    (tmp_path / ".lock").write_text(f"process {os.getppid()} since 2026-11-30 04:00:00+00:00\n")
    with claimed(tmp_path):
        pass


def test_a_lock_that_cannot_be_written_is_named_and_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space left") as fault, claimed(tmp_path):
        pass
    monkeypatch.undo()
    assert fault.value.filename == str(tmp_path / ".lock")
    assert list(tmp_path.iterdir()) == []


def test_many_at_once_are_never_two(tmp_path: Path):
    """Six processes add to one number, which nothing but the claim protects."""
    (tmp_path / "number").write_text("0")
    command = [sys.executable, "-c", ADDER, str(tmp_path)]
    processes = [subprocess.Popen(command) for _ in range(6)]
    assert [process.wait() for process in processes] == [0] * 6
    assert (tmp_path / "number").read_text() == str(6 * 50)
    assert [path.name for path in tmp_path.iterdir()] == ["number"]


ADDER = """
import sys, time
from pathlib import Path
from sim.norms.faults import InputError
from sim.records.lock import claimed
folder, added = Path(sys.argv[1]), 0
while added < 50:
    try:
        with claimed(folder):
            number = int((folder / "number").read_text())
            (folder / "number").write_text(str(number + 1))
            added += 1
    except InputError:
        time.sleep(0.001)
"""
