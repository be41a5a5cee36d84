"""A log as one reading of the rules judges it."""

from dataclasses import dataclass

from sim.norms import Verdicts


@dataclass(frozen=True)
class Read:
    """The log under one reading of the rules."""

    name: str  # "holidays=NL+BE"
    verdicts: Verdicts
