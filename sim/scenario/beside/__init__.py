"""The files that a scenario names: the past of its norms, and the questions open at its start."""
