"""How right predictions would have been: one screen, one picture, tables."""
