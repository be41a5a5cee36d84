"""The commands that judge a real log, and say by which rules."""
