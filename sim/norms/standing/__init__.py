"""How a seller stands: strikes and closure, the window of the score, a new seller, what is excused."""
