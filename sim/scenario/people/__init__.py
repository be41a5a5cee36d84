"""The tables of a scenario that speak of people: who works, what they do in trouble, who may come."""
