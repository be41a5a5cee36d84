"""The lines of a screen: how wide it is, and a remark that is wrapped under its name."""

import re
from itertools import chain
from textwrap import TextWrapper, wrap

WIDTH = 120
INDENT = 15  # of what a remark says, after its name
NAMED = re.compile(r" *\S+(?: \S+)* {2,}")  # how a line begins that has a name: "NEWEST EDITION  "

UNBROKEN = "\N{NO-BREAK SPACE}"


def remark(name: str, text: str) -> list[str]:
    """Wrap a remark under its name."""
    return wrapped(f"{name:<{INDENT}}{text}", INDENT)


def wrapped(text: str, indent: int = 0) -> list[str]:
    """Break a text into lines, all but the first indented; an amount stays with its sign."""
    lines = wrap(bound(text), WIDTH, subsequent_indent=" " * indent)
    return [line.replace(UNBROKEN, " ") for line in lines]


def whereabouts(name: str, text: str) -> str:
    """Say under a name where files are; see `within_width`."""
    return within_width(f"{name:<{INDENT}}{text}")


def within_width(text: str) -> str:
    """Break lines that are wider than a screen, the rest of each under what stands after its name.

    A word that is wider, the path of a file, stays whole beside its name, so that it can be copied.
    """
    return "\n".join(chain.from_iterable(map(_within_width, text.splitlines())))


def _within_width(line: str) -> list[str]:
    if len(line) <= WIDTH:
        return [line]
    named = NAMED.match(line)
    name = named[0] if named else ""
    under = " " * (len(name) or 1)
    kept = TextWrapper(WIDTH, subsequent_indent=under, break_long_words=False, break_on_hyphens=False)
    beside = name.replace(" ", UNBROKEN) + bound(line[len(name) :])
    return [one.replace(UNBROKEN, " ") for one in kept.wrap(beside)]


def bound(text: str) -> str:
    """Bind an amount to its sign, so that no line ends between them."""
    return text.replace("€ ", f"€{UNBROKEN}")
