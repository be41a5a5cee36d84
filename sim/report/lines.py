"""The lines of a screen: how wide it is, and a remark that is wrapped under its name."""

from textwrap import wrap

WIDTH = 120
INDENT = 15  # of what a remark says, after its name


def remark(name: str, text: str) -> list[str]:
    """Wrap a remark under its name."""
    return wrap(f"{name:<{INDENT}}{text}", WIDTH, subsequent_indent=" " * INDENT)
