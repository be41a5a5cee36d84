"""A roster in a file of its own: CSV or Excel, one row a shift, by weekday or by date; see `columns`."""
