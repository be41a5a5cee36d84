"""A seller's own history: its files recognised, read and put together."""

from sim.calibrate.history.kept import Asking, Given, History
from sim.calibrate.history.read import kind_of, read_history

__all__ = ["Asking", "Given", "History", "kind_of", "read_history"]
