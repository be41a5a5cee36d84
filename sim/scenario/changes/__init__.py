"""A scenario that is changed: by a key, by a plan, by a measure, by the luck of its uncertain figures."""
