"""What weighs: which hours are worth most to the shop's goal."""
