"""A projection as pictures: the scores to expect, work against people, and a week by the half-hour."""
