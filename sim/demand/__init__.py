"""Customers and all their draws: who comes, when, with how much work and patience."""
