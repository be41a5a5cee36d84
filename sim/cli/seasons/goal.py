"""What a plan is held to, as commands ask for it: --target, --risk and --over."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from sim.cli.options import Decorated, share
from sim.experiments.plans.goal import OVERS, Goal
from sim.experiments.plans.targets import TARGETS, Target


def _targets(ctx: click.Context, parameter: click.Parameter, given: str) -> tuple[Target, ...]:
    """Read "response,phone", in the order of TARGETS."""
    found = [one.strip() for one in given.split(",") if one.strip()]
    unknown = [one for one in found if one not in TARGETS]
    if unknown or not found:
        said = repr(unknown[0] if unknown else given)
        raise click.BadParameter(f"{said} given; must be of {', '.join(TARGETS)}; write response,phone")
    return tuple(target for target in TARGETS if target in found)


def _risk(ctx: click.Context, parameter: click.Parameter, given: str) -> float:
    """Read a chance that is neither never nor always."""
    risk = float(share(ctx, parameter, given) or 0)
    if not 0 < risk < 1:
        raise click.BadParameter(f"{given!r} given; must be above 0 and below 1; write 0.05 or 5%")
    return risk


OVER = click.option(
    "--over",
    type=click.Choice(OVERS),
    default="week",
    show_default=True,
    help="Missed in the worst week, or in one or more of the season.",
)
RISK = click.option(
    "--risk",
    callback=_risk,
    metavar="SHARE",
    default="0.05",
    show_default=True,
    help="How often it may be missed.",
)


def goal_options(default: str) -> Callable[[Decorated], Decorated]:
    """Add the three options, with the targets of a command where none is typed; it gets them as a Goal."""
    target = click.option(
        "--target",
        "targets",
        callback=_targets,
        default=default,
        show_default=True,
        help=f"What is to be kept, of {', '.join(TARGETS)}; several with commas.",
    )

    def add(command: Decorated) -> Decorated:
        @wraps(command)
        def with_goal(*, targets: tuple[Target, ...], risk: float, over: Any, **given: Any) -> Any:
            return command(goal=Goal(targets, risk, over), **given)

        return target(RISK(OVER(with_goal)))

    return add
