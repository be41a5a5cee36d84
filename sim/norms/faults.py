"""What is wrong with an input, for every reader: where, what was given, what is allowed, the way out."""

from collections.abc import Iterable
from dataclasses import dataclass

PRINTED = 100  # faults that an error prints; it carries, and counts, all of them


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a scenario or a log."""

    place: str  # "scenarios/peak.toml:31", "events.csv:14", "cases: row 12"
    key: str  # the key, column or option at fault
    given: str  # as the user wrote it
    allowed: str  # completes "must be ..."
    way_out: str

    def __str__(self) -> str:
        told = f"{self.place}: {self.key}: {self.given} given; must be {self.allowed}; {self.way_out}"
        return " ".join(told.splitlines())  # a cell of a file may hold several


class InputError(ValueError):
    """A scenario or a log that cannot be used, with every fault found in it.

    >>> print(InputError([Fault("peak.toml:31", "temps.count", "-2", "0 or more", "write 0 for no temps")]))
    peak.toml:31: temps.count: -2 given; must be 0 or more; write 0 for no temps
    """

    def __init__(self, faults: Iterable[Fault], more: int = 0) -> None:
        self.faults = tuple(faults)
        self.more = more  # beyond those, which were counted and not kept
        super().__init__(self.faults)

    def __str__(self) -> str:
        lines = [str(fault) for fault in self.faults[:PRINTED]]
        if (faults := len(self.faults) + self.more) > PRINTED:
            lines.append(f"... {faults - PRINTED} more; {faults} faults in all")
        return "\n".join(lines)
