"""Past weeks as we would have called them: the table a seller reads, and its picture."""
