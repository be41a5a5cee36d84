"""Customers who call: their attempts, calls back to them, and what those do whom nobody answers."""
