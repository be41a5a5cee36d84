"""What the options ask of a log, held against what the log holds: refused, or said to do nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import click
from click.core import ParameterSource

from sim.cli.options import pairs
from sim.deadline import week_from_label, week_label
from sim.norms import Verdicts, read_as
from sim.norms.log.read import Reading
from sim.norms.measures import MEASURES, View
from sim.norms.reading import changes
from sim.norms.strikes import WEEK

MIN_RING = "phone.min_ring_s"


def demand_weeks_of_log(verdicts: Verdicts) -> None:
    """Refuse weeks to judge of which the log holds none, and strikes before the log that lie in it.

    Raises:
        click.BadParameter: an option names the wrong weeks.
    """
    view = verdicts.view
    held = _held(view)
    if _was_typed("weeks") and not set(view.weeks.tolist()) & set(held.weeks.tolist()):
        asked, there = _span(view), _span(held)
        raise click.BadParameter(
            f"{asked} given; must reach into the weeks of the log, {there}", param_hint="--weeks"
        )
    first = int(view.weeks[0])
    for label in view.options.prior_strikes:
        if week_from_label(label) >= first:
            told = f"{label!r} given; must be before the log, whose first week judged is {week_label(first)}"
            raise click.BadParameter(told, param_hint="--prior-strikes")


def without_effect(reading: Reading, verdicts: Verdicts, given: Mapping[str, Any]) -> list[str]:
    """Say of each option that changes nothing why it does not."""
    return [*reading.unmet, *_idle_rules(verdicts.view, given["rules"]), *_gone_strikes(verdicts.view)]


def no_effect(idle: list[str]) -> list[str]:
    """Write what does nothing, a line each."""
    return [f"NO EFFECT  {said}" for said in idle]


def _held(view: View) -> View:
    """Return the whole log as a view: all its weeks, whenever it is judged."""
    at_its_end = max(view.as_of, view.log.latest())
    return replace(view, as_of=at_its_end, options=replace(view.options, weeks=None))


def _was_typed(option: str) -> bool:
    source = click.get_current_context().get_parameter_source(option)
    return source is ParameterSource.COMMANDLINE


def _span(view: View) -> str:
    first, last = (week_label(int(view.weeks[place])) for place in (0, -1))
    return first if first == last else f"{first}..{last}"


def _idle_rules(view: View, rules: tuple[str, ...]) -> Iterator[str]:
    differing = changes(view.edition)
    for name, word in pairs("rule", "NAME=VALUE", rules):
        if name not in differing:
            yield f"--rule {name}={word}: as edition {view.edition.name} has it"
        elif name == MIN_RING and not _leaves_out_calls(view):
            unended = not (view.log.calls.ended_at >= view.log.calls.attempted_at).any()
            yield f"--rule {name}={word}: leaves out no call{'; none has an ended_at' * unended}"


def _leaves_out_calls(view: View) -> bool:
    every = replace(view, edition=read_as(view.edition, {MIN_RING: "0"}))
    judged, attempts = (MEASURES["phone"].tally(one).sum(axis=0) for one in (view, every))
    return bool((judged < attempts).any())


def _gone_strikes(view: View) -> Iterator[str]:
    window = view.edition.strikes.window_final_weeks
    first = int(view.weeks[0])
    for label in view.options.prior_strikes:
        if week_from_label(label) <= first - WEEK * window:
            yield f"--prior-strikes {label}: gone from the window of {window} weeks by {week_label(first)}"
