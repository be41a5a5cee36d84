"""What was asked of a backtest, whatever its kind."""

from dataclasses import dataclass
from pathlib import Path

from sim.cli.seasons.shared import Crew
from sim.norms.log.naming import Layout
from sim.norms.told import judged
from sim.report.texts.language import Language


@dataclass(frozen=True)
class Asked:
    """The options of `normsim backtest`."""

    layout: Layout
    on_fault: str
    weeks: int | None  # how many of the last ones are scored; None: as many as is usual for the kind
    seed: int
    crew: Crew
    out: Path
    say: Language
    as_json: bool
    roster: Path | None  # who is planned, where a kind asks for that
    rules: judged.Asked  # by which a log is judged, where a kind asks for verdicts
