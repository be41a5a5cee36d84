"""The contest: the same cases for every engine, how many answers are wrong, and how fast they come."""
