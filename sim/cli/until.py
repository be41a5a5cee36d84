"""Options of a run that stops when its chances are known well enough."""

from functools import reduce
from re import fullmatch

import click

from sim.cli.options import Decorated
from sim.experiments.precision import Until

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
    return None if given is None else _hundredths(given, "pp", "a width in percentage points; write 5pp")


def _risk(ctx: click.Context, parameter: click.Parameter, given: str | None) -> float | None:
    way_out = "a risk in per cent; write 20%, or FILE before --until-clear"
    return None if given is None else _hundredths(given, "%", way_out)


def _hundredths(given: str, unit: str, allowed: str) -> float:
    """Read "0.5pp" or "20%" as a share above 0 and below 1."""
    said = fullmatch(rf"(\d+(?:\.\d+)?) ?{unit}", given.strip())
    share = float(said[1]) / 100 if said else 0.0
    if not 0 < share < 1:
        raise click.BadParameter(f"{given!r} given; must be {allowed}")
    return share
