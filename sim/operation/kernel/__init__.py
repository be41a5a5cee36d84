"""The compiled engine: the same as `sim.operation.reference`, row for row, fast; `engine` is its door."""
