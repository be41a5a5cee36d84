"""Arrivals: read as counts, fitted by one model of week, day and half hour, and forecast a week ahead."""
