"""What happened, as an event log: cases, calls, reviews, surveys, and the overtime that was worked."""
