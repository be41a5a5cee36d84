"""The model against textbook queues: the same rows, people, rules and compiled engine, other parameters."""
