"""The loop of the compiled engine: numba compiles it, a test can run it as it stands; `run` is its door."""
