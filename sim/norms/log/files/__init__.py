"""The files that a log lies in: which columns one has, its cells, and where a person finds a row."""

from sim.norms.log.files.kinds import is_parquet, readable
from sim.norms.log.files.read import cells, names, places, text_of
from sim.norms.log.files.saved import save
from sim.norms.log.files.text import NONE_BROKEN, Broken

__all__ = [
    "NONE_BROKEN",
    "Broken",
    "cells",
    "is_parquet",
    "names",
    "places",
    "readable",
    "save",
    "text_of",
]
