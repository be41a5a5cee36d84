"""What both pictures say of themselves, and how they number the plans of the table."""

from collections.abc import Mapping
from textwrap import wrap
from typing import Any

from sim.report.comparison.table import Weighed
from sim.report.comparison.words import shop_and_weeks
from sim.report.texts.language import Language
from sim.report.words import cut

Row = Mapping[str, Any]


def title(weighed: Weighed, what: str, say: Language) -> str:
    """Head a picture: what it asks, of which shop and weeks."""
    return f"{what} {shop_and_weeks(weighed, say)}"


def named(number: str, row: Row, letters: int, lines: int) -> list[str]:
    """Write the number and the name of a plan in so many letters a line and so many lines."""
    indent = " " * 2 * len(number)
    written = wrap(number + row["plan"], letters, subsequent_indent=indent)
    if len(written) <= lines:
        return written
    rest = " ".join(line.strip() for line in written[lines - 1 :])
    return [*written[: lines - 1], cut(indent + rest, letters)]
