"""One desk in many simulators: calls before mail, callers who hang up; and one with everything on."""
