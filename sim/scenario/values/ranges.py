"""A range around a figure of which the file is unsure, as it is written."""

from typing import Annotated

from pydantic import BeforeValidator

EXAMPLE = '"work.minutes_per_mail" = [6.1, 6.9]'
MOST = 1e9  # of any figure; its own bounds are narrower


def _ends(given: object) -> tuple[float, float]:
    """Read two numbers, low and high; whether the key may have them is asked of the whole file."""
    if isinstance(given, dict):
        raise ValueError(f"must be low and high in brackets; put the whole key in quotes: {EXAMPLE}")
    if not isinstance(given, list | tuple) or len(given) != 2 or not all(map(_is_number, given)):
        raise ValueError(f"must be low and high in brackets; write {EXAMPLE}")
    low, high = given
    if not -MOST <= low < high <= MOST:  # nor where one is nan
        raise ValueError("must be low, then a higher high; correct it, or take it out: it would move nothing")
    return float(low), float(high)


def _is_number(given: object) -> bool:
    return isinstance(given, int | float) and not isinstance(given, bool)


Range = Annotated[tuple[float, float], BeforeValidator(_ends)]  # of 90%: low, high
