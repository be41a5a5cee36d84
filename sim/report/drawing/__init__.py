"""What all pictures are made of: one look, a sheet with a column a week, and their files."""
