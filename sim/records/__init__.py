"""Finished replications on disk: written whole or not at all, and found again."""
