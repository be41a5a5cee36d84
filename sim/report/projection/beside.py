"""What is told beside the seasons of a run themselves."""

from dataclasses import dataclass

from sim.calibrate.called.envelope import Envelope
from sim.experiments.drivers.hours import Hours
from sim.experiments.helping.helps import Ladder


@dataclass(frozen=True)
class Beside:
    """Each is None where there is nothing to tell, or nobody asked."""

    ladder: Ladder | None = None  # what helps
    hours: Hours | None = None  # which hours are worth most
    past: Envelope | None = None  # how predictions of the shop's past did


NOTHING = Beside()
