"""A shop of two people, small enough to be simulated many times in a second, and busy enough to fail."""

from sim.experiments.seasons.shop import Shop
from sim.scenario.read import read_text

TINY = """# Can two people do it?
weeks = "2026-W48..2026-W49"
edition = "8wh"
holidays = "NL"
[contacts]
questions_per_week = 240
phone_share = 0.2
[work]
minutes_per_mail = 9
[people]
Sanne = "mon-fri 09:00-17:00"
Mehmet = "mon-thu 09:00-17:00"
[orders]
items_per_week = 400
"""


def tiny(*changes: tuple[str, str], text: str = TINY) -> Shop:
    """The shop of two, with passages of its file replaced."""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return Shop(read_text(text, "tiny.toml").scenario)
