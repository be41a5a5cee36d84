"""What a seller's own history tells, on one screen, in a table and in one picture."""
