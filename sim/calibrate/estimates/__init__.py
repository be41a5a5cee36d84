"""Estimates and how sure they are: shares, medians, levels of weeks, and how far weeks and days stray."""
