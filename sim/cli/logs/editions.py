"""normsim editions: every value of every norm, with its source and basis."""

import click

from sim.cli.options import EDITION
from sim.norms.editions.edition import Edition, Value, editions
from sim.norms.editions.edition import edition as edition_named
from sim.norms.editions.reading import written

BASIS = "S = the text of a source, R = our reading of it, U = not found, chosen here"
SOURCES = (
    "sources by their key or section in the norms' README; judge --rule NAME=VALUE reads a value otherwise"
)


@click.command()
@click.argument("names", nargs=-1, metavar="[EDITION]...", type=EDITION)
def command(names: tuple[str, ...]) -> None:
    """List the values of the EDITIONs (all without one): value, since when, basis and source."""
    chosen = [edition_named(name) for name in names] or list(editions())
    click.echo("\n\n".join(told(edition) for edition in chosen))
    click.echo(f"\n{BASIS}; {SOURCES}")


def told(edition: Edition) -> str:
    """Tell one edition: a line a value."""
    inherits = f", inherits {edition.inherits}" if edition.inherits else ""
    default = " (the default)" if edition.default else ""
    lines = [f"{edition.name}{default}: {edition.said_in}{inherits}"]
    for norm, values in edition.provenance.items():
        lines += [_line(norm, key, value) for key, value in values.items()]
    return "\n".join(lines)


def _line(norm: str, key: str, value: Value) -> str:
    since = str(value.since) if value.since else "not known"
    why = f"  ({value.why})" if value.why else ""
    shown = f"  {f'{norm}.{key}':<37}{written(value.value):<42} since {since:<11}"
    return f"{shown} {value.basis:<2} {value.source:<22} {value.edition}{why}"
