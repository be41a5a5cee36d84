"""This morning: what is open now, how the coming days may go, and what to pick first."""
