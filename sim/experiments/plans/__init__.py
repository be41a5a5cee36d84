"""Plans beside each other: what each costs and changes, and what it is held to."""
