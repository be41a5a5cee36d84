"""Options that commands share, and values of options that need more than a type."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from fractions import Fraction
from functools import reduce
from typing import Any
from zoneinfo import ZoneInfo

import click

from sim.deadline import week_from_label, week_label, zone_of
from sim.deadline.holidays import POLICIES
from sim.deadline.instants.forms import did_you_mean
from sim.deadline.instants.wall import DAY_S
from sim.norms.editions.clock import window
from sim.norms.editions.edition import NORMS, editions, exact
from sim.norms.log.cells import SkippedError, instant_of
from sim.norms.log.checks import EARLIEST, LATEST
from sim.norms.options import Options
from sim.report.texts.language import CODES, Language

EDITION = click.Choice([one.name for one in editions()])
Decorated = Callable[..., Any]
ZONE = Options.timezone
FIRST, LAST = date(2026, 1, 5), date(2026, 1, 11)  # any week: only the words are checked


def norm_options(command: Decorated) -> Decorated:
    """Add --edition, --holidays and --boundary; None means: as the scenario, or the default, says."""
    added = (
        click.option(
            "--boundary",
            type=click.Choice(["close", "next_open"]),
            help="What 'within' means for a reply when exactly all the time is used up.  [default: close]",
        ),
        click.option(
            "--holidays", type=click.Choice(list(POLICIES)), help="The public holidays that stop the clock."
        ),
        click.option("--edition", type=EDITION, help="The edition of the norms."),
    )
    return reduce(lambda decorated, option: option(decorated), added, command)


def language_option(command: Decorated) -> Decorated:
    """Add --language: the command gets it as a Language, which says every text."""
    option = click.option(
        "--language",
        "say",
        type=click.Choice(CODES),
        default="en",
        show_default=True,
        callback=lambda ctx, parameter, code: Language(code),
        help="Of the screen, the page and the pictures: English, or Dutch as the marketplace writes it.",
    )
    return option(command)


def pairs(name: str, form: str, texts: tuple[str, ...]) -> list[tuple[str, str]]:
    """Split "a=b,c=d" of a repeatable option into pairs."""
    found = []
    for part in (part for text in texts for part in text.split(",") if part):
        left, equals, right = part.partition("=")
        if not (left and equals and right):
            raise click.BadParameter(f"{part!r} given; must be {form}", param_hint=f"--{name}")
        found.append((left.strip(), right.strip()))
    return found


def once(name: str, found: list[tuple[str, str]]) -> dict[str, str]:
    """Return pairs as a mapping; a left side that stands twice is a fault, as one would undo the other."""
    for place, (left, right) in enumerate(found):
        if left in dict(found[:place]):
            told = f"{left}={dict(found[:place])[left]} and {left}={right} given; must be one {left}"
            raise click.BadParameter(told, param_hint=f"--{name}")
    return dict(found)


def zone(ctx: click.Context, parameter: click.Parameter, given: str | None) -> str | None:
    """Check the name of a time zone."""
    return None if given is None else _checked(given, zone_of)


def norm_zone(ctx: click.Context) -> ZoneInfo:
    """Return the zone of the norm."""
    return zone_of(ctx.params.get("timezone") or ZONE)


def working_hours(ctx: click.Context, parameter: click.Parameter, given: str | None) -> str | None:
    """Check opening hours in words."""
    return None if given is None else _checked(given, lambda text: window(text, (), FIRST, LAST, ZONE))


def share(ctx: click.Context, parameter: click.Parameter, given: str | None) -> Fraction | None:
    """Read a share between 0 and 1, "0.05" or "5%", as its decimals say."""
    if given is None:
        return None
    number, per_cent = given.strip().removesuffix("%"), given.strip().endswith("%")
    try:
        said = exact(number.strip()) / (100 if per_cent else 1)
        if 0 <= said <= 1:
            return said
    except (ValueError, ZeroDivisionError):
        pass
    raise click.BadParameter(f"{given!r} given; must be between 0 and 1; write 0.05 or 5%")


def weeks(ctx: click.Context, parameter: click.Parameter, given: str | None) -> tuple[int, int] | None:
    """Read "2026-W47..2026-W52", or one week, as its first and last Monday."""
    if given is None:
        return None
    first, _, last = given.partition("..")
    mondays = [week_from_label(_checked(label, week_from_label)) for label in (first, last or first)]
    if not EARLIEST <= mondays[0] * DAY_S <= mondays[1] * DAY_S <= LATEST:
        raise click.BadParameter(f"{given!r} given; must run forwards, from 1990 to 2036")
    return mondays[0], mondays[1]


def week_labels(ctx: click.Context, parameter: click.Parameter, given: str) -> tuple[str, ...]:
    """Read "2026-W36,2026-W40"."""
    return tuple(_checked(label.strip(), week_from_label) for label in given.split(",") if label.strip())


def weeks_of_norms(
    ctx: click.Context, parameter: click.Parameter, given: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """Read "on_time:2026-W48,phone:2026-W49"."""
    found = []
    for part in (part.strip() for text in given for part in text.split(",") if part.strip()):
        norm, _, label = part.partition(":")
        if norm not in NORMS:
            hint = did_you_mean(norm, NORMS)
            raise click.BadParameter(f"{part!r} given; must be NORM:WEEK, of {', '.join(NORMS)}{hint}")
        found.append((norm, _checked(label, week_from_label)))
    return tuple(found)


def as_typed(options: Options, as_of: int) -> dict[str, str]:
    """Write what a simulated shop says of itself as the options of `judge` read it."""
    said = {"questions_norm": options.questions_norm, "returns_norm": options.returns_norm}
    typed = {name: str(float(norm)) for name, norm in said.items() if norm is not None}
    if options.hours:
        typed["hours"] = options.hours
    if options.prior_strikes:
        typed["prior_strikes"] = ",".join(options.prior_strikes)
    if options.weeks is not None:
        typed["weeks"] = "..".join(week_label(monday) for monday in options.weeks)
    return {**typed, "as_of": datetime.fromtimestamp(as_of, UTC).isoformat()}


def instant(ctx: click.Context, parameter: click.Parameter, given: str | None) -> int | None:
    """Read an instant; one without an offset is local time of the norm, whose zone --timezone gives."""
    if given is None:
        return None
    try:
        second = instant_of(given, norm_zone(ctx))
    except SkippedError:
        allowed = "a time that the clock shows; that night it skips an hour"
        raise click.BadParameter(f"{given!r} given; must be {allowed}") from None
    except (ValueError, OverflowError):
        second = -1
    if not EARLIEST <= second <= LATEST:
        allowed = "an instant from 1990 to 2036; write 2026-12-16T09:00"
        raise click.BadParameter(f"{given!r} given; must be {allowed}")
    return second


def _checked(given: str, read: Callable[[str], object]) -> str:
    try:
        read(given)
    except ValueError as fault:
        told = f"{given!r} given; {fault}" if str(fault).startswith("must be") else str(fault)
        raise click.BadParameter(told) from None
    return given
