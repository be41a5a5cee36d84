"""The planned roster of a season: a row a shift, to CSV or Excel, as `sim.scenario.roster` reads it back."""
