"""Commands on a real cluster: a scheduler and two workers on this machine, one of which is killed."""

import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

pytest.importorskip("distributed")

from distributed import Client

from sim.experiments.seasons import cluster as cluster_module
from sim.experiments.seasons.cluster import _done_here, running
from sim.experiments.seasons.sweep import Sweep
from tests.cli.conftest import Run
from tests.cli.seasons.machines import Machines
from tests.cli.seasons.test_run import digests
from tests.cli.seasons.test_staff import QUICK, SHOP
from tests.cli.shop import written
from tests.cli.typed import ROOT, typed, typed_anew
from tests.experiments.seasons.kills import FIRST, PLANS, SEASONS, files, swept


@contextmanager
def cluster_of(workers: int, place: Path) -> Iterator[Machines]:
    cluster = Machines(place)
    try:
        if workers:
            cluster.work(workers)
        yield cluster
    finally:
        cluster.stop()


@pytest.fixture
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """A scheduler without workers."""
    with cluster_of(0, tmp_path_factory.mktemp("scheduler")) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """A scheduler and two workers, which all tests that change nothing of them share."""
    with cluster_of(2, tmp_path_factory.mktemp("cluster")) as cluster:
        yield cluster


def told(*options: object) -> str:
    """Type a run that is refused: its one line."""
    answer = typed("run", "scenarios/quiet-quarter.toml", *options)
    assert (answer.code, answer.out) == (2, "") and answer.err.count("\n") == 1
    return answer.err


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = (ROOT / "scenarios" / "quiet-quarter.toml").read_bytes()
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "quiet-quarter.toml").write_bytes(scenario)


def test_an_address_that_is_none_or_that_nobody_answers_is_one_line(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(cluster_module, "ANSWERS_WITHIN_S", 1)
    assert "--cluster: address: bla, which has another form, given" in told("--cluster", "bla")
    assert "where no scheduler answers within 1 seconds" in told("--cluster", "tcp://127.0.0.1:1")


def test_without_the_extra_the_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert "pip install 'normsim[cluster]'" in told("--cluster", "tcp://127.0.0.1:1")


def test_a_scheduler_without_workers_is_one_line(scheduler: Machines):
    assert "which has no workers" in told("--cluster", scheduler.address)


def test_a_worker_that_runs_other_code_is_one_line_and_does_no_job(scheduler: Machines, tmp_path: Path):
    """Its normsim has one comment more."""
    shutil.copytree(ROOT / "sim", tmp_path / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "sim" / "draws.py").open("a") as file:
        file.write("# a comment\n")
    scheduler.work(1, tmp_path)
    line = told("--cluster", scheduler.address)
    assert re.search(r"a worker with normsim \S+ of code \w{8} instead of \S+ of code \w{8}, given", line)
    with (
        Client(scheduler.address, set_as_default=False) as client,
        pytest.raises(ValueError, match="a worker with normsim"),
    ):
        client.submit(_done_here, running(), partial(abs, -1)).result()


def test_a_run_on_a_cluster_has_the_bytes_of_a_run_here(machines: Machines, run: Run, tmp_path: Path):
    answer = typed_anew("run", run.scenario, *run.options, "--cluster", machines.address, "--out", tmp_path)
    assert (answer.code, answer.err) == (0, "")
    assert digests(tmp_path / "tiny" / run.folder.name) == digests(run.folder)


@pytest.mark.parametrize(
    "words",
    [
        ("ask", "work.minutes_per_mail=6", "--replications", 3),
        ("compare", "--vary", "work.minutes_per_mail=6", "--replications", 3, "--out", "results"),
        ("staff", *QUICK, "--out", "results"),
        ("why", "--replications", 2, "--out", "results"),
    ],
    ids=lambda words: words[0],
)
def test_every_command_that_simulates_many_seasons_says_the_same_on_a_cluster(
    machines: Machines, tmp_path: Path, words: tuple[object, ...], monkeypatch: pytest.MonkeyPatch
):
    told = []
    for place, crew in (("here", ("--workers", 1)), ("there", ("--cluster", machines.address))):
        (tmp_path / place).mkdir()
        monkeypatch.chdir(tmp_path / place)
        answer = typed(words[0], written(Path(), "tiny.toml", SHOP), *words[1:], *crew)
        assert (answer.code, answer.err) == (0, "")
        told.append((answer.out, digests(Path())))
    assert told[0] == told[1]


def test_a_worker_killed_in_the_middle_changes_nothing(scheduler: Machines, tmp_path: Path):
    scheduler.work(2)
    swept(tmp_path / "here")
    heard: list[int] = []

    def kill(what: str, done: int, of: int) -> None:
        heard.append(done)
        if len(heard) == 3:  # at work, and far from the end
            scheduler.dismiss()

    with Sweep(3, folder=tmp_path / "there", cluster=scheduler.address, progress=kill) as sweep:
        sweep.counts({"base": PLANS["base"]}, FIRST, "first")
        sweep.counts(PLANS, SEASONS, "plans")

    assert len(heard) > 5
    assert files(tmp_path / "there") == files(tmp_path / "here")


def test_a_cluster_that_goes_away_is_one_line_and_what_was_finished_is_kept(
    scheduler: Machines, tmp_path: Path
):
    scheduler.work(2)
    heard: list[int] = []

    def stop(what: str, done: int, of: int) -> None:
        heard.append(done)
        if len(heard) == 3:
            scheduler.stop()

    sweep = Sweep(3, folder=tmp_path, cluster=scheduler.address, progress=stop)
    with pytest.raises(ValueError, match="which went away"):
        sweep.counts(PLANS, SEASONS, "plans")
    assert len(files(tmp_path)) >= heard[-1] // len(PLANS) > 0
