"""A scenario with a history learns from it, once for all commands: what it learned lies beside results."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.cli.seasons.shared import Crew, sweeping
from sim.deadline import Boundary
from sim.experiments.seasons.shop import Shop
from sim.records.manifest import is_whole, run_name, seal
from sim.records.store import as_json, write_whole
from sim.report.lines import remark
from sim.report.texts.language import Language
from sim.report.words import span
from sim.scenario.beside.history import Learned
from sim.scenario.changes.change import Change
from sim.scenario.changes.vary import changed
from sim.scenario.read import ScenarioFile, read_text
from sim.scenario.schema import Scenario

if TYPE_CHECKING:
    from sim.calibrate.called.envelope import Envelope

KEPT = "learned.json"
SEED = 1  # whatever the seed of a command: they all take the same figures from a past
HISTORY = ("history",)


@dataclass(frozen=True)
class Learning:
    """Where scenarios learn, and who simulates their past.

    What was is learned from a file as it is written. Options and changes tell of the season to come: they
    leave what was learned as it is, but for one of `history`.
    """

    out: Path
    crew: Crew
    boundary: Boundary
    _learned: dict[Path, ScenarioFile] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, out: Path, crew: Crew, boundary: Boundary | None) -> "Learning":
        """Take the options of a command."""
        return cls(out, crew, boundary or "close")

    def learned(self, file: ScenarioFile) -> ScenarioFile:
        """Return the scenario with what its history tells; one that has none, or has learned, as it is."""
        if file.scenario.past is None:
            return file
        folder = self.folder(file)
        if folder not in self._learned:
            self._learned[folder] = self._kept(file, folder)
        return self._learned[folder]

    def knows(self, file: ScenarioFile) -> bool:
        """Tell whether nothing is to be learned first: there is no history, or what it tells is kept."""
        return file.scenario.past is None or is_whole(self.folder(file))

    def changed(self, written: ScenarioFile, ahead: Sequence[Change]) -> ScenarioFile:
        """Return what a scenario learned with other values for the season to come; see `parted`."""
        learned = self.learned(written)
        return changed(learned, ahead) if ahead else learned

    def folder(self, file: ScenarioFile) -> Path:
        """Name the folder of what a scenario learned after everything that can change it."""
        options = {"command": "learn", "boundary": self.boundary, **file.digests}
        return self.out / file.name / f"learned-{run_name(file.text, options, version('normsim'))}"

    def past(self, file: ScenarioFile) -> "Envelope":
        """Say how predictions of the past of a scenario with a history did; what it learns is kept."""
        from sim.calibrate.called.envelope import envelope, learned_file  # not for an answer in a second

        folder = self.folder(file)
        with sweeping(folder, self.crew, SEED) as sweep:
            past = envelope(Shop(file.scenario, self.boundary), sweep)
        if not is_whole(folder):
            found = learned_file(file, past.fits)
            write_whole(folder / KEPT, as_json({"text": found.text, "guesses": found.guesses}))
            seal(folder, {"scenario": file.name, "scenario_text": file.text, "normsim": version("normsim")})
        return past

    def _kept(self, file: ScenarioFile, folder: Path) -> ScenarioFile:
        """Take what was learned from its folder, where it is learned first if it is not there."""
        if not self.knows(file):
            self.past(file)
        kept: dict[str, Any] = json.loads((folder / KEPT).read_bytes())
        read = read_text(kept["text"], file.place)
        return replace(read, name=file.name, guesses=tuple(kept["guesses"]))


def parted(file: ScenarioFile, changes: Sequence[Change]) -> tuple[ScenarioFile, list[Change]]:
    """Part changes: the scenario with another history, if any, and what is to change once it has learned.

    Raises:
        InputError: what the scenario cannot say; nobody waits for it to learn first.
    """
    of_past = [change for change in changes if change.path == HISTORY]
    ahead = [change for change in changes if change.path != HISTORY]
    written = changed(file, of_past) if of_past else file
    if ahead and (past := written.scenario.past) is not None:
        changed(changed(written, [Change("history", str(past.learned))]), ahead)
    return written, ahead


def say_learned(files: Iterable[ScenarioFile], say: Language) -> None:
    """Say from which files and weeks the figures of scenarios are learned, each once; nothing of others."""
    for past in filter(None, dict.fromkeys(_learned_from(file.scenario) for file in files)):
        text = say("called.learned_from", files=say.joined(past.files), weeks=span(past.weeks, say))
        click.echo("\n".join(remark(say("called.learned"), text)))


def _learned_from(scenario: Scenario) -> Learned | None:
    """Return the past of a scenario, whether it has learned from it or is yet to do so."""
    return scenario.learned if scenario.past is None else scenario.past.learned
