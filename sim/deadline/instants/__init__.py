"""Instants as callers give them, and as the clock counts them: wall time, UTC seconds, arrays."""
