"""The shop at work: rows of work meet people on duty, and an event log comes out."""
