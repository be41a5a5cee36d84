"""The readable engine, in SimPy: what says what is right; `engine` is its door."""
