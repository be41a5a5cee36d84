"""The commands that simulate many seasons to weigh plans."""
