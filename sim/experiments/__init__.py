"""Many seasons of one scenario: run, count, and say how sure we are."""
