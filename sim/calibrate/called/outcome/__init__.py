"""Calls beside what came: right or wrong, and whether the last ones drifted."""
