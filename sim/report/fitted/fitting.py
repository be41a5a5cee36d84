"""A fit as it is told: beside the scenario that it was made for, if there is one."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sim.calibrate.fit import Fit
from sim.calibrate.fitted import Untold
from sim.calibrate.history import History
from sim.calibrate.into import BY_HOUR, Taken, now_of
from sim.scenario.fits.guesses import GUESSES
from sim.scenario.read import ScenarioFile
from sim.scenario.schema import Scenario

REQUIRED = ("contacts.questions_per_week", "orders.items_per_week")  # without a default


@dataclass(frozen=True)
class Fitting:
    """What was learnt of a history, and what the scenario says of the same figures."""

    name: str
    history: History
    fit: Fit
    file: ScenarioFile | None  # None: no scenario was given
    taken: Taken | None

    @cached_property
    def untold(self) -> tuple[Untold, ...]:
        """What the history cannot tell, and what it tells and the scenario cannot have."""
        return (*self.fit.untold, *(() if self.taken is None else self.taken.refused))

    @cached_property
    def still_guessed(self) -> list[str]:
        """The guesses of the scenario of which no file says anything."""
        told = {*(one.key for one in self.fit.fitted), *(one.key for one in self.untold)}
        told |= {BY_HOUR, "contacts.outside_office_hours_share"} if self.fit.profiles else set()
        tables = {key.partition(".")[0] for key in told}
        guesses = _guesses_in(tables) if self.file is None else self.file.guesses
        return [key for key in guesses if key not in told and not ("." not in key and key in tables)]

    def now(self, key: str) -> object:
        """What the scenario says for a key, or its default; None for what it has not."""
        if self.file is not None:
            return now_of(self.file.scenario, key)
        return None if key in REQUIRED else now_of(DEFAULTS, key)


def _guesses_in(tables: set[str]) -> list[str]:
    """List the guesses in tables of which a history says something."""
    return [key for key in GUESSES if key.partition(".")[0] in tables]


def _nothing_said() -> Scenario:
    said: Mapping[str, object] = {
        "weeks": "2026-W47",
        "contacts": {"questions_per_week": 0},
        "orders": {"items_per_week": 0},
        "people": {"Sanne": "mon-fri 09:00-17:00"},
    }
    return Scenario.model_validate(said)


DEFAULTS = _nothing_said()
