"""The floors of the house again, and stories, theory and mutants beside them."""
