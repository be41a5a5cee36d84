"""From a seller's own figures to a fitted scenario, and how right such predictions were."""
