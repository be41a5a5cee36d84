"""What the first screen and the page say of a projection, a subject a module; "" where there is nothing."""
