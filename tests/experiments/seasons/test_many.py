"""Many jobs at once: the number of workers, their order and their death change nothing but the time."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sim.experiments.seasons import many
from sim.experiments.seasons.many import Processes

ROOT = Path(__file__).parents[3]


def done(jobs: list[Callable[[], Any]], workers: int, worth: int = 1) -> list[Any]:
    with closing(Processes(workers, worth)) as crew:
        return list(crew.each(jobs, len(jobs)))


def squared(number: int) -> int:
    return number * number


@pytest.mark.parametrize("workers", [1, 2, 7])
def test_each_job_is_done_once_by_any_number_of_workers(workers: int):
    found = done([partial(squared, number) for number in range(20)], workers)
    assert sorted(found) == [
        0,
        1,
        4,
        9,
        16,
        25,
        36,
        49,
        64,
        81,
        100,
        121,
        144,
        169,
        196,
        225,
        256,
        289,
        324,
        361,
    ]


def dies_once(death: Path, number: int) -> int:
    """The worker that has job 2 is killed, as by the system when memory is short."""
    if number == 2 and not death.exists():
        death.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_a_killed_worker_does_not_cost_the_run(tmp_path: Path):
    death = tmp_path / "died"
    found = done([partial(dies_once, death, number) for number in range(9)], workers=2)
    assert death.exists()
    assert sorted(found) == list(range(9))  # nothing lost, nothing twice


def dies_always() -> None:
    os._exit(9)


def test_workers_that_die_every_time_are_not_asked_for_ever(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(many, "ATTEMPTS", 2)
    with pytest.raises(many.BrokenExecutor):
        done([partial(dies_always), partial(dies_always)], workers=2)


def whose() -> int:
    return os.getpid()


@pytest.mark.parametrize(("number", "here"), [(1, True), (19, True), (20, False)])
def test_a_process_is_started_only_where_it_has_enough_to_do(
    number: int, here: bool, monkeypatch: pytest.MonkeyPatch
):
    """Two workers of ten seasons each; with fewer this process does them."""
    monkeypatch.setattr(many, "alone", lambda: False)
    by = set(done([partial(whose) for _ in range(number)], 2, worth=10))
    assert (by == {os.getpid()}) is here


def test_who_asks_often_gets_workers_too_and_keeps_them(monkeypatch: pytest.MonkeyPatch):
    """Three times eight are worth two workers of ten each; from then on the same two are asked."""
    monkeypatch.setattr(many, "alone", lambda: False)
    with closing(Processes(2, worth=10)) as crew:
        asked = [set(crew.each([partial(whose) for _ in range(8)], 8)) for _ in range(5)]
    assert asked[0] == asked[1] == {os.getpid()}
    assert os.getpid() not in asked[2] | asked[3] | asked[4]
    assert len(asked[2] | asked[3] | asked[4]) <= 2


def test_jobs_are_made_as_they_are_handed_out():
    """A sweep of a million seasons does not begin with a million jobs in memory."""
    made = []

    def jobs() -> Iterator[Callable[[], int]]:
        for number in range(100):
            made.append(number)
            yield partial(squared, number)

    with closing(Processes(2, worth=1)) as crew:
        answers = crew.each(jobs(), 100)
        next(answers)
        assert len(made) <= 6
        answers.close()


def ignores_interrupts() -> bool:
    return signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def test_a_wish_to_stop_waits_until_a_process_is_started():
    heard: list[str] = []
    before = signal.signal(signal.SIGTERM, lambda *_: heard.append("stop"))
    try:
        with many.undivided():
            signal.raise_signal(signal.SIGTERM)
            signal.raise_signal(signal.SIGTERM)
            heard.append("started")
        assert heard == ["started", "stop"]
        signal.raise_signal(signal.SIGTERM)
        assert heard == ["started", "stop", "stop"]
    finally:
        signal.signal(signal.SIGTERM, before)


def test_a_worker_leaves_the_interrupt_to_the_process_that_asked():
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # who runs in the background ignores it
    try:
        assert done([partial(ignores_interrupts), partial(ignores_interrupts)], workers=2) == [True, True]
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)


ASKED_ALONE_OR_NOT = """
import os, sys, threading
from sim.experiments.seasons import many
from tests.experiments.seasons.test_many import done, partial, whose
if __name__ == "__main__":
    if sys.argv[1] == "not":
        threading.Thread(target=threading.Event().wait, daemon=True).start()
    print(many.alone(), *(os.getpid() not in done([partial(whose)] * n, 2, worth=50) for n in (19, 20, 100)))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody forks")
@pytest.mark.parametrize(
    ("alone", "says"), [("alone", "True False True True\n"), ("not", "False False False True\n")]
)
def test_who_has_no_other_thread_forks_for_a_fifth_of_the_work(alone: str, says: str, tmp_path: Path):
    """Two workers of fifty seasons each, or of ten; a thread of anybody's is one too many."""
    assert told_by(ASKED_ALONE_OR_NOT, tmp_path, alone).stdout == says


KILLED = """
import os, signal, sys
from contextlib import closing
from functools import partial
from sim.experiments.seasons import many
from sim.experiments.seasons.many import Processes
from tests.experiments.seasons.test_many import whose
if __name__ == "__main__":
    if sys.argv[1] == "spawn":
        many.alone = lambda: False
    with closing(Processes(2, 1)) as crew:
        print(*crew.each([partial(whose), partial(whose)], 2), flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
"""


def told_by(text: str, folder: Path, *given: str) -> "subprocess.CompletedProcess[str]":
    """Run a program in a process of its own."""
    program = folder / "program.py"
    program.write_text(text)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, program, *given], capture_output=True, text=True, env=environment, check=False
    )


@pytest.mark.parametrize("way", ["fork", "spawn"])
def test_workers_do_not_outlive_a_killed_parent(way: str, tmp_path: Path):
    ended = told_by(KILLED, tmp_path, way)
    assert ended.returncode == -signal.SIGKILL
    workers = {int(word) for word in ended.stdout.split()}
    for _ in range(100):
        if not any(runs(worker) for worker in workers):
            return
        time.sleep(0.1)
    raise AssertionError(f"{workers} are still there ten seconds after")


def runs(process: int) -> bool:
    """Tell whether a process is there and no zombie."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")
    return not (status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z")
