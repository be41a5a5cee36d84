"""Files that the commands are tried on; the shop of two people is that of tests/experiments."""

from pathlib import Path

CASES = "case_id,arrived_at,answered_at\n"


def written(folder: Path, name: str, text: str) -> Path:
    """Write a file and return where it is."""
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def one_case(folder: Path, arrived: str, answered: str = "") -> Path:
    """A log of one question, in wall times of Amsterdam."""
    return written(folder, "log.csv", f"{CASES}1,{arrived},{answered}\n")
