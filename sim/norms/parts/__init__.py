"""Logs larger than memory: files judged in parts, with the verdicts of the whole."""

from sim.norms.parts.ids import MANY
from sim.norms.parts.judge import Intake, judge_files

__all__ = ["MANY", "Intake", "judge_files"]
