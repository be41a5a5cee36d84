"""People, shifts, breaks, holidays and absence: one row per stretch on duty."""
