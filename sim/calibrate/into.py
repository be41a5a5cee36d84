"""Fitted figures in a scenario: the changes they make, what the scenario cannot take, and its new text."""

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from math import floor, log10
from typing import Any

from sim.calibrate.estimates.rush import KEY as AFTER_HOLIDAY
from sim.calibrate.fit import OUTSIDE, Fit
from sim.calibrate.fitted import Fact, Fitted, Profile, Untold, fact
from sim.norms.faults import Fault, InputError
from sim.scenario.changes.change import Change, edited, remarked, without
from sim.scenario.changes.uncertain import TABLE
from sim.scenario.customers.order_questions import CAUSES
from sim.scenario.lines import KeyPath
from sim.scenario.read import ScenarioFile, read_text
from sim.scenario.schema import Scenario

STEPS = 20  # of a range, that its figures tell apart
MOST_DECIMALS = 5
TOPIC_STEPS = 1_000
# The 5% and 95% of a triangle that is as long on both sides lie at 0.684 of the way to its ends.
INSIDE = 1 - 0.1**0.5
BY_HOUR = "contacts.by_hour"

InEnglish = Callable[[Fact], str]  # says a fact as files do; a report has the words


@dataclass(frozen=True)
class Step:
    """What one figure, or one list of weights as a whole, changes in a scenario."""

    key: str
    changes: tuple[Change, ...]
    rests_on: Fact
    takes_out: tuple[KeyPath, ...] = ()
    unsure: Change | None = None  # its range in [uncertain], from which every season draws


@dataclass(frozen=True)
class Taken:
    """A scenario with what it could take of a fit."""

    text: str
    steps: tuple[Step, ...]
    refused: tuple[Untold, ...]  # fitted, and not in the text: why


def steps_of(fit: Fit) -> list[Step]:
    """List the changes that a fit makes, in its order."""
    steps = [_step(one) for one in fit.fitted]
    if fit.profiles:
        changes = tuple(_weights(one) for one in fit.profiles)
        steps.append(Step(BY_HOUR, changes, fit.profiles[0].rests_on, (tuple(OUTSIDE.split(".")),)))
    return steps


def taken(fit: Fit, file: ScenarioFile, in_english: InEnglish) -> Taken:
    """Put what was fitted into a scenario, figure by figure; one that it cannot have is told, with why."""
    text = file.text
    done: list[Step] = []
    refused: list[Untold] = []
    for step in steps_of(fit):
        if why := _without_table(step, file.scenario):
            refused.append(Untold(step.key, why))
            continue
        try:
            text = _with(text, step, file.place, in_english)
            done.append(step)
        except InputError as error:
            refused.append(Untold(step.key, _not_allowed(error.faults[0])))
    return Taken(text, tuple(done), tuple(refused))


def _not_allowed(fault: Fault) -> Fact:
    return fact("not_allowed", key=fault.key, given=fault.given, allowed=fault.allowed)


def no_lag(scenario: Scenario) -> Fact | None:
    """Say why questions that follow orders would count some twice in a scenario, if they would."""
    if scenario.orders is None:
        return fact("no_orders_to_follow")
    asks = scenario.order_questions
    others = [] if asks is None else [f"{cause}_share" for cause in CAUSES if cause != "when_on_time"]
    said = [key for key in others if getattr(asks, key)]
    return fact("other_causes", keys=", ".join(said)) if said else None


def as_toml(fit: Fit, in_english: InEnglish) -> str:
    """Write what was fitted as TOML that can be pasted into a scenario."""
    text = ""
    for step in steps_of(fit):
        text = _after(text, step, in_english)
    return edited(text, [step.unsure for step in steps_of(fit) if step.unsure is not None]).strip()


def change_of(fitted: Fitted) -> Change:
    """Write a figure as the scenario does, with as many digits as its range tells apart.

    A peak, and what follows a holiday, becomes low, likely, high: a triangle that has the range of the
    fit between its 5% and its 95%.
    """
    if fitted.key.startswith("topics."):  # rounded down: together they may be all there is
        return Change(fitted.key, f"{floor(fitted.value * TOPIC_STEPS) / TOPIC_STEPS:g}")
    if not is_times(fitted.key):
        return Change(fitted.key, written(fitted.value, fitted.low, fitted.high))
    low, high = (fitted.value + (end - fitted.value) / INSIDE for end in (fitted.low, fitted.high))
    ends = (max(low, 0.0), fitted.value, high)
    return Change(fitted.key, f"[{', '.join(written(one, fitted.low, fitted.high) for one in ends)}]")


def written(value: float, low: float, high: float) -> str:
    """Write a value as far as its range can be read.

    >>> written(0.046932, 0.0430, 0.0511), written(1034.2, 980.0, 1090.0), written(0.0, 0.0, 0.0)
    ('0.0469', '1034', '0')
    """
    width = (high - low) / STEPS or abs(value) / 1000
    decimals = min(max(-floor(log10(width)), 0), MOST_DECIMALS) if width > 0 else 0
    return f"{round(value, decimals) + 0.0:.{decimals}f}"


def is_times(key: str) -> bool:
    """Tell a key of low, likely, high."""
    return key == AFTER_HOLIDAY or key.startswith("peaks.")


def now_of(scenario: Scenario, key: str) -> object:
    """Return what a scenario says for a key, or what holds while it does not; None for what it has not."""
    found: Any = scenario
    for part in Change(key, "").path:
        found = found.get(part) if isinstance(found, Mapping) else getattr(found, part, None)
        if found is None:
            return None
    return getattr(found, "times", found)


def _step(fitted: Fitted) -> Step:
    """Change a figure, and its range where it has one; that of an older fit goes."""
    path, unsure = (TABLE, fitted.key), None
    ends = [written(end, fitted.low, fitted.high) for end in (fitted.low, fitted.high)]
    alone = not is_times(fitted.key) and not fitted.key.startswith("topics.")  # topics share what there is
    if alone and float(ends[0]) < float(ends[1]):
        unsure = Change(f"{TABLE}.{json.dumps(fitted.key, ensure_ascii=False)}", f"[{', '.join(ends)}]")
    return Step(fitted.key, (change_of(fitted),), fitted.rests_on, (path,), unsure)


def _with(text: str, step: Step, place: str, in_english: InEnglish) -> str:
    """Change a text, with a range if the scenario can have it.

    Raises:
        InputError: the scenario cannot have the value either.
    """
    after = _after(text, step, in_english)
    if step.unsure is not None:
        with suppress(InputError):
            unsure = edited(after, [step.unsure])
            read_text(unsure, place)
            return unsure
    read_text(after, place)
    return after


def _after(text: str, step: Step, in_english: InEnglish) -> str:
    after = without(edited(text, step.changes), step.takes_out)
    if step.key == BY_HOUR:
        after = re.sub(r"(\nsun = [^\n]*\n)(?=\[)", r"\1\n", after)  # the next table stands apart
    return remarked(after, {step.changes[0].path: _remark(in_english(step.rests_on))})


def _remark(rests_on: str) -> str:
    """Say what a figure rests on, in a remark that ends at its first semicolon."""
    return f"fitted from {rests_on.replace(';', ',')}"


def _weights(profile: Profile) -> Change:
    return Change(profile.key, f"[{', '.join(f'{one:g}' for one in profile.weights)}]")


def _without_table(step: Step, scenario: Scenario) -> Fact | None:
    """Say why a figure would bring more into a scenario than itself, if it would."""
    [change, *_] = step.changes
    table, *names = change.path
    if table in ("orders", "order_questions") and scenario.orders is None:
        return fact("norms_for_orders")
    if names[-1] == "orders_times" and scenario.orders is None:
        return fact("no_orders_to_peak")
    if table == "topics" and scenario.topics and names[0] not in scenario.topics:
        return fact("other_topics", topics=", ".join(scenario.topics))
    if table == "peaks" and any(peak.date is not None for peak in scenario.peaks.values()):
        return fact("peaks_around_a_date")
    return None
