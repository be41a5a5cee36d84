"""Timings and comparisons; README.md says how to read them."""
