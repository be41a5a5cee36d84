"""What the options ask of a log, held against what the log holds: refused, or said to do nothing."""

from collections.abc import Iterator, Mapping
from typing import Any

import click
from click.core import ParameterSource

from sim.cli.options import pairs
from sim.deadline import week_from_label, week_label
from sim.norms import Edition, read_as
from sim.norms.editions.reading import changes
from sim.norms.log.columns import Dates
from sim.norms.measures import View
from sim.norms.standing.strikes import WEEK
from sim.norms.told.judged import Judged

MIN_RING = "phone.min_ring_s"


def demand_weeks_of_log(judged: Judged) -> None:
    """Refuse weeks to judge of which the log holds none, and strikes before the log that lie in it.

    Raises:
        click.BadParameter: an option names the wrong weeks.
    """
    view = judged.verdicts.view
    held = judged.found.extent.frame(view.today).weeks
    if _was_typed("weeks") and not set(view.weeks.tolist()) & set(held.tolist()):
        asked, there = _span(view.weeks), _span(held)
        raise click.BadParameter(
            f"{asked} given; must reach into the weeks of the log, {there}", param_hint="--weeks"
        )
    first = int(view.weeks[0])
    for label in view.options.prior_strikes:
        if week_from_label(label) >= first:
            told = f"{label!r} given; must be before the log, whose first week judged is {week_label(first)}"
            raise click.BadParameter(told, param_hint="--prior-strikes")


def without_effect(judged: Judged, given: Mapping[str, Any]) -> list[str]:
    """Say of each option that changes nothing why it does not."""
    view = judged.verdicts.view
    return [*judged.found.unmet, *_idle_rules(judged, given["rules"]), *_gone_strikes(view)]


def no_effect(idle: list[str]) -> list[str]:
    """Write what does nothing, a line each."""
    return [f"NO EFFECT  {said}" for said in idle]


def _was_typed(option: str) -> bool:
    source = click.get_current_context().get_parameter_source(option)
    return source is ParameterSource.COMMANDLINE


def _span(weeks: Dates) -> str:
    first, last = (week_label(int(weeks[place])) for place in (0, -1))
    return first if first == last else f"{first}..{last}"


def every_ring(edition: Edition) -> tuple[Edition, ...]:
    """Return the edition that counts calls of any length, to be judged last, where this one does not."""
    return (read_as(edition, {MIN_RING: "0"}),) if MIN_RING in changes(edition) else ()


def _idle_rules(judged: Judged, rules: tuple[str, ...]) -> Iterator[str]:
    edition = judged.verdicts.view.edition
    differing = changes(edition)
    for name, word in pairs("rule", "NAME=VALUE", rules):
        if name not in differing:
            yield f"--rule {name}={word}: as edition {edition.name} has it"
        elif name == MIN_RING and not _leaves_out_calls(judged):
            unended = not judged.found.calls_ended
            yield f"--rule {name}={word}: leaves out no call{'; none has an ended_at' * unended}"


def _leaves_out_calls(judged: Judged) -> bool:
    """Compare with the verdicts by `every_ring`."""
    counted, attempts = (one.tally.sums["phone"].sum(axis=0) for one in (judged.verdicts, judged.beside[-1]))
    return bool((counted < attempts).any())


def _gone_strikes(view: View) -> Iterator[str]:
    window = view.edition.strikes.window_final_weeks
    first = int(view.weeks[0])
    for label in view.options.prior_strikes:
        if week_from_label(label) <= first - WEEK * window:
            yield f"--prior-strikes {label}: gone from the window of {window} weeks by {week_label(first)}"
