"""What weighs, on one screen and in pictures."""
