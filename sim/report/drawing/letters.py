"""Letters on paper: those that our font has, how wide they are, and names cut to the room there is."""

from collections.abc import Iterable
from functools import cache

from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import FT2Font

NAME_LENGTH = 34  # of a shop in a title
WEIGHTS = ("normal", "bold")
INCH_PT = 72


def legible(text: str) -> str:
    """Write a question mark for each letter that the font lacks; ends of lines stay."""
    known = _known()
    return "".join(letter if letter == "\n" or ord(letter) in known else "?" for letter in text)


def width_in(line: str, size: float) -> float:
    """Say how many inches a line takes at most, its letters bold and `size` points high."""
    return sum(map(_width_pt, legible(line))) * size / INCH_PT


def first_within(room_in: float, size: float, written: Iterable[list[str]]) -> list[str]:
    """Take the first of some ways to write lines that is not wider than the room; the last if none is."""
    lines: list[str] = []
    for lines in written:
        if all(width_in(line, size) <= room_in for line in lines):
            break
    return lines


@cache
def _width_pt(letter: str) -> float:
    """Say how wide a bold letter of 1 point is."""
    font = _font("bold")
    font.set_size(INCH_PT, INCH_PT)
    return float(font.load_char(ord(letter)).linearHoriAdvance) / 0x10000 / INCH_PT


@cache
def _known() -> frozenset[int]:
    """List the letters that the font has in each of our weights."""
    return frozenset.intersection(*(frozenset(_font(weight).get_charmap()) for weight in WEIGHTS))


def _font(weight: str) -> FT2Font:
    return get_font(findfont(FontProperties(family="DejaVu Sans", weight=weight)))
