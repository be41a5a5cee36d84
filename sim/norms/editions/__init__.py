"""The norms' values: dated, sourced data, each edition a file, and how they are read."""
