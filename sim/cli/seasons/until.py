"""Options of a run that stops when its chances are known well enough."""

from fractions import Fraction
from functools import reduce
from re import fullmatch

import click

from sim.cli.options import Decorated, share
from sim.experiments.estimates.precision import Until

MOST = 10_000  # seasons, some minutes
UNTIL = ("at_most", "until_width", "until_clear")  # the names of the options
RISK = 0.2  # from here the first screen marks a week


def until_options(command: Decorated) -> Decorated:
    """Add --until-width, --until-clear and --at-most."""
    added = (
        click.option(
            "--at-most",
            type=click.IntRange(1),
            metavar="N",
            help=f"The most seasons, of a run until something.  [default: {MOST:,}]",
        ),
        click.option(
            "--until-clear",
            is_flag=False,
            flag_value=f"{RISK:.0%}",
            metavar="[RISK]",
            callback=_risk,
            help="Go on until every chance in the table lies on one side of a risk.  [20%]",
        ),
        click.option(
            "--until-width",
            metavar="WIDTH",
            callback=_width,
            help="Go on until every chance in the table is known to within so much, 5pp from end to end.",
        ),
    )
    return reduce(lambda decorated, option: option(decorated), added, command)


def until(
    replications: int, at_most: int | None, until_width: float | None, until_clear: float | None
) -> Until | None:
    """Read the three options; the replications are the first step.

    Raises:
        click.UsageError: --at-most says nothing, or less than the first step.
    """
    if until_width is None and until_clear is None:
        if at_most is not None:
            raise click.UsageError("--at-most given; must stand with --until-width or --until-clear")
        return None
    most = max(MOST, replications) if at_most is None else at_most
    if most < replications:
        raise click.BadParameter(
            f"{most} given; must be at least --replications, {replications}", param_hint="--at-most"
        )
    return Until(replications, most, until_width, until_clear)


def _width(ctx: click.Context, parameter: click.Parameter, given: str | None) -> float | None:
    if given is None:
        return None
    said = fullmatch(r"(\d+(?:\.\d+)?) ?pp", given.strip())
    width = float(said[1]) / 100 if said else 0.0
    if not 0 < width < 1:
        raise click.BadParameter(f"{given!r} given; must be a width in percentage points; write 5pp")
    return width


def _risk(ctx: click.Context, parameter: click.Parameter, given: str | None) -> float | None:
    way_out = "a risk above 0 and below 1; write 0.2 or 20%, or FILE before --until-clear"
    try:
        risk = share(ctx, parameter, given)
    except click.BadParameter:
        risk = Fraction(0)
    if risk is not None and not 0 < risk < 1:
        raise click.BadParameter(f"{given!r} given; must be {way_out}")
    return None if risk is None else float(risk)
