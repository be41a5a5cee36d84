"""The cheapest plan that keeps the norms: a first guess, a master problem, and simulation as the judge."""
