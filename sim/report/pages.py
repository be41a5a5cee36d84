"""Pages: one file each without network or script, whose pictures are in it."""

from base64 import b64encode
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

SHARED = Path(__file__).parent / "projection" / "page" / "templates"  # how every page looks


@cache
def template(name: str, folder: Path) -> Template:
    """Find a template in its folder; what it includes may stand among those of the page of a run."""
    loader = FileSystemLoader([folder, SHARED])
    writer = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    writer.trim_blocks = writer.lstrip_blocks = True
    writer.filters |= {"capital": capital, "sentence": sentence}
    return writer.get_template(name)


def sentence(text: str) -> str:
    """Write what a screen says of a thing as a sentence of its own."""
    return f"{capital(text)}."


def capital(text: str) -> str:
    """Begin with a capital, and leave the rest as it is."""
    return f"{text[:1].upper()}{text[1:]}"


def inlined(svg: str) -> str:
    """Turn a picture into an address that holds all of it: two of them in a page share no ids."""
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
