"""What an order of work, a reaction or a shift's end means to both engines, as data."""
