"""The judge: plans before simulated seasons, a choice between those of one price, and the certificate."""
