"""The tables of a scenario that speak of customers and of what they order."""
