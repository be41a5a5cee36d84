"""The planned roster of a season: a row a shift, to CSV or Excel, as `scenario.beside.roster` reads it."""
