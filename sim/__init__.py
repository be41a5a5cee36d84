"""normsim: simulate a seller's customer service and judge it by the marketplace's service norms."""
