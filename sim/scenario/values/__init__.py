"""One value at a time: its type, its bounds, its words and what a wrong one is told."""
