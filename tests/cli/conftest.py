"""One run of the tiny shop, which several tests look at."""

from pathlib import Path

import pytest

from tests.experiments.shops import TINY

from .shop import written
from .typed import Answer, typed


class Run:
    """A finished run: what was typed, what was answered, and its folder."""

    def __init__(self, scenario: Path, out: Path, options: tuple[str, ...], answer: Answer) -> None:
        self.scenario, self.out, self.options, self.answer = scenario, out, options, answer

    @property
    def folder(self) -> Path:
        """The folder of the only run below --out."""
        [folder] = (self.out / self.scenario.stem).iterdir()
        return folder


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The tiny shop, five seasons, one worker."""
    place = tmp_path_factory.mktemp("run")
    scenario = written(place, "tiny.toml", TINY)
    options = ("--replications", "5", "--seed", "7")
    return Run(
        scenario,
        place / "results",
        options,
        typed("run", scenario, *options, "--workers", 1, "--out", place / "results"),
    )
