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
from sim.norms.log.part import Unmet
from sim.norms.measures import View
from sim.norms.standing.strikes import WEEK
from sim.norms.told.judged import Judged
from sim.report.texts.language import Language

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


def without_effect(judged: Judged, given: Mapping[str, Any], say: Language) -> list[str]:
    """Say of each option that changes nothing why it does not."""
    unmet = (_unmet(one, say) for one in judged.found.unmet)
    return [*unmet, *_idle_rules(judged, given["rules"], say), *_gone_strikes(judged.verdicts.view, say)]


def no_effect(judged: Judged, given: Mapping[str, Any], say: Language) -> list[str]:
    """Write what does nothing, a line each."""
    return [say("no_effect.line", said=said) for said in without_effect(judged, given, say)]


def _unmet(one: Unmet, say: Language) -> str:
    if one.word is None:
        return say("no_effect.no_column", option=one.option, typed=one.typed, column=one.column)
    return say("no_effect.no_row", **one._asdict())


def _was_typed(option: str) -> bool:
    source = click.get_current_context().get_parameter_source(option)
    return source is ParameterSource.COMMANDLINE


def _span(weeks: Dates) -> str:
    first, last = (week_label(int(weeks[place])) for place in (0, -1))
    return first if first == last else f"{first}..{last}"


def every_ring(edition: Edition) -> tuple[Edition, ...]:
    """Return the edition that counts calls of any length, to be judged last, where this one does not."""
    return (read_as(edition, {MIN_RING: "0"}),) if MIN_RING in changes(edition) else ()


def _idle_rules(judged: Judged, rules: tuple[str, ...], say: Language) -> Iterator[str]:
    edition = judged.verdicts.view.edition
    differing = changes(edition)
    for name, word in pairs("rule", "NAME=VALUE", rules):
        if name not in differing:
            yield say("no_effect.as_edition", rule=f"{name}={word}", edition=edition.name)
        elif name == MIN_RING and not _leaves_out_calls(judged):
            why = "no_effect.no_call" if judged.found.calls_ended else "no_effect.no_call_ended"
            yield say(why, rule=f"{name}={word}")


def _leaves_out_calls(judged: Judged) -> bool:
    """Compare with the verdicts by `every_ring`."""
    counted, attempts = (one.tally.sums["phone"].sum(axis=0) for one in (judged.verdicts, judged.beside[-1]))
    return bool((counted < attempts).any())


def _gone_strikes(view: View, say: Language) -> Iterator[str]:
    window = view.edition.strikes.window_final_weeks
    first = int(view.weeks[0])
    for label in view.options.prior_strikes:
        if week_from_label(label) <= first - WEEK * window:
            yield say("no_effect.gone", week=label, window=window, first=week_label(first))
