"""How right the weekly share of answered calls would have been called: one screen, one picture, a table."""
