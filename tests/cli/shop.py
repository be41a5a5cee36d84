"""The shop that the commands are tried on: two people, two weeks, and a few lines of a log."""

from pathlib import Path

TINY = """# Can two people do it?
weeks = "2026-W48..2026-W49"
edition = "8wh"
holidays = "NL"
[contacts]
questions_per_week = 320
phone_share = 0.2
[work]
minutes_per_mail = 9
[people]
Sanne = "mon-fri 09:00-17:00"
Mehmet = "mon-thu 09:00-17:00"
[orders]
items_per_week = 400
"""
CASES = "case_id,arrived_at,answered_at\n"


def written(folder: Path, name: str, text: str) -> Path:
    """Write a file and return where it is."""
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def one_case(folder: Path, arrived: str, answered: str = "") -> Path:
    """A log of one question, in wall times of Amsterdam."""
    return written(folder, "log.csv", f"{CASES}1,{arrived},{answered}\n")
