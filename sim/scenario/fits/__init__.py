"""What no single table can tell: whether all that a file says fits together and has an effect."""
