"""Do intervals cover what they promise? `make check-coverage` prints it; the suite holds it smaller."""
