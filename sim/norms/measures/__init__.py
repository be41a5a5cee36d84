"""The nine norms: each a tally of the rows of a log, finished to counts a seller and week."""

from sim.norms.measures.frame import Counts, Extent, Frame
from sim.norms.measures.tally import MEASURES, Tally, tally
from sim.norms.measures.view import View

__all__ = ["MEASURES", "Counts", "Extent", "Frame", "Tally", "View", "tally"]
