"""The scenario file: read, checked, every fault at once with its line."""
