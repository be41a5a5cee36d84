"""How right predictions were: every week called on its eve from what was known then, and scored."""
