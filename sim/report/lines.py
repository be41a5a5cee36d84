"""The lines of a screen: how wide it is, and a remark that is wrapped under its name."""

from textwrap import wrap

WIDTH = 120
INDENT = 15  # of what a remark says, after its name


UNBROKEN = "\N{NO-BREAK SPACE}"


def remark(name: str, text: str) -> list[str]:
    """Wrap a remark under its name."""
    return wrapped(f"{name:<{INDENT}}{text}", INDENT)


def wrapped(text: str, indent: int = 0) -> list[str]:
    """Break a text into lines, all but the first indented; an amount stays with its sign."""
    lines = wrap(bound(text), WIDTH, subsequent_indent=" " * indent)
    return [line.replace(UNBROKEN, " ") for line in lines]


def bound(text: str) -> str:
    """Bind an amount to its sign, so that no line ends between them."""
    return text.replace("€ ", f"€{UNBROKEN}")
