"""The weekly figures of the performance page: a numerator and a denominator a week and norm."""

from sim.norms.figures.kept import Figure, Figures, figures_of, merged
from sim.norms.figures.read import holds_figures, read_figures

__all__ = ["Figure", "Figures", "figures_of", "holds_figures", "merged", "read_figures"]
