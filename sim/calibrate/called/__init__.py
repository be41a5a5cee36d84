"""Past weeks as we would have called them, from the weeks before: how far to trust the next ones."""
