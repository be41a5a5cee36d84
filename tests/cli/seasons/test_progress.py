"""The time to go: of the whole run, at the pace seen here, and silent before there is something to say."""

import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sim.cli import progress
from sim.cli.progress import Bar, Pace, in_words
from tests.cli.shop import written
from tests.cli.typed import ROOT
from tests.experiments.seasons.kills import spawned
from tests.experiments.shops import TINY


def heard(*told: tuple[str, int, int, float]) -> Pace:
    pace = Pace()
    for what, done, of, at in told:
        pace.hear(what, done, of, at)
    return pace


def test_all_steps_count_and_the_first_jobs_do_not():
    """Ten seconds of starting, then two seasons a second: 80 of 300 are left after 110 of them."""
    pace = heard(("a", 0, 100, 0), ("b", 0, 200, 0), ("a", 10, 100, 10), ("a", 100, 100, 55))
    assert pace.to_go_s == 200 / 2
    pace.hear("b", 0, 200, 55)
    pace.hear("b", 120, 200, 115)
    assert pace.to_go_s == pytest.approx(40) and pace.share == 220 / 300


def test_what_lay_on_disk_was_not_simulated_at_any_pace():
    """Resumed: 90 of 100 and 150 of 200 are there, and one season a second is finished from then on."""
    pace = heard(("b", 150, 200, 0), ("a", 90, 100, 0), ("a", 92, 100, 1), ("a", 100, 100, 9))
    assert pace.to_go_s == pytest.approx(50)
    pace.hear("b", 150, 200, 9)
    assert pace.to_go_s == pytest.approx(50)


@pytest.mark.parametrize("told", [(), (("a", 8, 100, 1),), (("a", 8, 100, 1), ("a", 16, 100, 2.9))])
def test_before_two_seconds_of_work_nothing_is_said(told):
    assert heard(("a", 0, 100, 0), *told).to_go_s is None
    assert heard(("a", 0, 100, 0), ("a", 8, 100, 1), ("a", 16, 100, 3.1)).to_go_s is not None


def test_a_step_that_nobody_spoke_of_has_a_pace_of_its_own():
    pace = heard(("a", 0, 10, 0), ("a", 1, 10, 100), ("a", 10, 10, 1000), ("b", 0, 200, 1000))
    assert pace.to_go_s is None
    for done in (8, 16, 96):
        pace.hear("b", done, 200, 1000 + done / 10)
    assert pace.to_go_s == pytest.approx(104 / 10)


def test_no_pace_and_no_step_is_no_fault():
    assert heard(("a", 0, 0, 0)).share == 0 and heard(("a", 0, 0, 0)).to_go_s is None


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "a few seconds"),
        (14, "about 10 seconds"),
        (89, "about 90 seconds"),
        (150, "about 2 minutes"),
        (5300, "about 88 minutes"),
        (7200, "about 2.0 hours"),
    ],
)
def test_a_time_to_go_is_no_more_exact_than_it_is_known(seconds, words):
    assert in_words(seconds) == f"{words} to go"


def test_a_pipe_hears_a_line_a_minute_and_nothing_of_a_short_command(capsys, monkeypatch):
    clock = iter([0.0, 0.0, 20.0, 59.0, 61.0, 100.0, 122.0])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    with Bar() as bar:
        for done in (0, 1000, 2000, 3000, 4000, 6000):
            bar("seasons", done, 10_000)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines() == [
        "seasons 3,000/10,000; about 2 minutes to go",  # 41 s for 2,000: 143 s
        "seasons 6,000/10,000; about 80 seconds to go",  # 102 s for 5,000: 82 s
    ]


def test_a_terminal_sees_one_bar_of_the_whole_run(monkeypatch):
    class Terminal:
        def __init__(self) -> None:
            self.shown = ""

        def write(self, text: str) -> None:
            self.shown += text

        def flush(self) -> None:
            pass

        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", terminal)
    with Bar() as bar:
        bar("endless staff", 0, 200)
        bar("seasons", 100, 200)
    seen = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", terminal.shown)
    assert "seasons 100/200" in seen and "to go" not in seen


def test_a_command_that_is_told_to_end_leaves_no_warning(tmp_path: Path):
    """Python's tracker of semaphores warns of those that a killed process left behind."""
    scenario = written(tmp_path, "tiny.toml", TINY)
    options = (
        "--replications",
        "100000",
        "--workers",
        "2",
        "--no-advice",
        "--out",
        str(tmp_path / "results"),
    )
    command = [sys.executable, "-m", "sim", "run", str(scenario), *options]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        while not spawned(process.pid):
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=120)
    assert process.returncode == 130
    assert [line for line in said.splitlines() if line] == [
        "finished seasons are kept: the same command goes on from there",
        "stopped",
    ]
