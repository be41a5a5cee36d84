"""Seasons, one and many: simulated, counted, kept on disk, done by whoever has time."""
