"""What the orders of each day tell: a normal week, the shape of a peak, and the questions that follow."""
