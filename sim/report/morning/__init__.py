"""This morning on one screen, in one picture, and as a table for the team."""
