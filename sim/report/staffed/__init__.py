"""The advice of `normsim staff`: the plan in words, its roster, what speaks for it."""
