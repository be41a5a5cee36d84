"""A comparison as pictures: what safety costs, plan by plan, and every week under each plan."""

from sim.report.comparison.pictures.price import cost_and_risk
from sim.report.comparison.pictures.weeks import weeks_side_by_side

__all__ = ["cost_and_risk", "weeks_side_by_side"]
