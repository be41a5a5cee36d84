"""A projection told: screen, page, tables and pictures, written to the folder of its run."""
