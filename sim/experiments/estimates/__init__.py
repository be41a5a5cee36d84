"""What many seasons come to, and how sure we are of it."""
