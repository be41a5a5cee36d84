"""A cluster on this machine: a scheduler and its workers, each a process."""

import json
import subprocess
import sys
import time
from pathlib import Path

from distributed import Client

from tests.cli.typed import ROOT


class Machines:
    """A scheduler and its workers, each a process."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.processes: list[subprocess.Popen[bytes]] = []
        self.start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", place / "scheduler")
        self.address = self.found()

    def start(self, what: str, *options: object, code: Path = ROOT) -> None:
        module = f"distributed.cli.dask_{what}"
        command = [sys.executable, "-m", module, *map(str, options), "--no-dashboard"]
        log = (self.place / f"{what}-{len(self.processes)}.log").open("wb")
        with log:
            self.processes.append(subprocess.Popen(command, cwd=code, stdout=log, stderr=log))

    def found(self) -> str:
        for _ in range(600):
            try:
                return str(json.loads((self.place / "scheduler").read_bytes())["address"])
            except (OSError, ValueError):
                time.sleep(0.1)
        raise AssertionError((self.place / "scheduler-0.log").read_text())

    def work(self, workers: int, code: Path = ROOT) -> None:
        how = ("--nthreads", "1", "--no-nanny", "--local-directory", self.place)
        for _ in range(workers):
            self.start("worker", self.address, *how, code=code)
        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=60)

    def dismiss(self) -> None:
        process = self.processes.pop()
        process.kill()
        process.wait()

    def stop(self) -> None:
        while self.processes:
            self.dismiss()
