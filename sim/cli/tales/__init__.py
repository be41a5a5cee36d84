"""The commands that simulate one season again and tell of it."""
