"""What the projection rests on: what endless staff could not prevent, and which guesses weigh most."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from sim.experiments.estimates.confidence import Chance, Difference, chance, difference
from sim.experiments.estimates.estimate import by_any_norm
from sim.experiments.plans.targets import PHONE, RESPONSE
from sim.experiments.seasons.replicate import BAD, MET, STRIKE, Counts
from sim.scenario.customers.peaks import Peak
from sim.scenario.schema import Scenario
from sim.scenario.values.figures import Section

MORE = 1.1  # a guess is tried ten per cent higher

Figure = Literal["late", "missed_calls", "strikes"]
FIGURES: tuple[Figure, ...] = ("late", "missed_calls", "strikes")


@dataclass(frozen=True)
class Floor:
    """What stays with more people than the shop can ever need, in the hours that are staffed now."""

    late_mean: float  # late answers a season
    phone_share: float  # of the call attempts that are answered
    phone_missed: tuple[Chance, ...]  # the phone norm, week by week


@dataclass(frozen=True)
class Weight:
    """How much a guess weighs: what a value ten per cent higher adds to a season of the same customers.

    The three intervals hold together in 95% of experiments. `moves` names the figures whose interval leaves
    out 0, the heaviest first; all the others may be chance.
    """

    key: str
    late: Difference  # late answers
    missed_calls: Difference  # call attempts not answered
    strikes: Difference  # weeks that are a strike, by whichever norm
    moves: tuple[Figure, ...]


def floor(endless: Counts) -> Floor:
    """Sum up seasons of endless staff."""
    verdicts = endless.verdicts
    answered, attempts = verdicts[:, :, PHONE, 0].sum(), verdicts[:, :, PHONE, [0, 1]].sum()
    return Floor(
        late_mean=float(verdicts[:, :, RESPONSE, BAD].sum(axis=1).mean()),
        phone_share=float(answered / attempts) if attempts else 1.0,
        phone_missed=tuple(chance(week) for week in (verdicts[:, :, PHONE, MET] == 0).T),
    )


def weights(base: Counts, tried: Mapping[str, Counts]) -> list[Weight]:
    """Weigh each guess by its seasons against the same seasons of the scenario; the heaviest comes first.

    Late answers, calls and strikes have no common unit, so each is counted in units of its own spread from
    season to season: a guess weighs as much as what it moves stands out from the luck of a season. A guess
    weighs by the heaviest of its figures, and nothing by a figure whose interval holds 0: noise has no rank.
    The spread is that of all seasons given, so a figure without any cannot have moved either.
    """
    before, after = _figures(base), {key: _figures(counts) for key, counts in tried.items()}
    spread = np.concatenate([before, *after.values()]).std(axis=0)
    weighed = [_weigh(key, figures - before, spread) for key, figures in after.items()]
    return [weight for _, weight in sorted(weighed, key=lambda pair: -pair[0])]


def raised(scenario: Scenario, guesses: Iterable[str]) -> dict[str, Scenario]:
    """Raise one guess after the other by a tenth; left out is what is empty, zero or not in the file."""
    tried = {key: _higher(scenario, key) for key in guesses}
    return {key: higher for key, higher in tried.items() if higher is not None}


def _figures(counts: Counts) -> np.ndarray:
    """Count late answers, missed calls and strikes of each season: float64[seasons, 3]."""
    bad = counts.verdicts[:, :, [RESPONSE, PHONE], BAD].sum(axis=1)
    strikes = by_any_norm(counts, STRIKE).sum(axis=1)
    return np.column_stack([bad, strikes]).astype(float)


def _weigh(key: str, differences: np.ndarray, spread: np.ndarray) -> tuple[float, Weight]:
    """Weigh a guess, in spreads of its heaviest figure."""
    changes = {
        figure: difference(column, len(FIGURES))
        for figure, column in zip(FIGURES, differences.T, strict=True)
    }
    sizes = {
        figure: abs(change.mean) / width
        for (figure, change), width in zip(changes.items(), spread.tolist(), strict=True)
        if change.beyond_chance
    }
    moves = tuple(sorted(sizes, key=lambda figure: -sizes[figure]))
    return max(sizes.values(), default=0.0), Weight(key, **changes, moves=moves)


def _higher(scenario: Scenario, key: str) -> Scenario | None:
    """Raise a value by a tenth, within its bounds, and its range; None where there is nothing to raise."""
    section, _, name = key.rpartition(".")
    holder = getattr(scenario, section) if section else scenario
    value = getattr(holder, name, None)  # a section that the file leaves out is None
    if not value:
        return None
    if key in scenario.uncertain:
        low, high = scenario.uncertain[key]
        ranges = {**scenario.uncertain, key: (low * MORE, high * MORE)}
        scenario = scenario.model_copy(update={"uncertain": ranges})
    changed = holder.model_copy(update={name: _raised(holder, name, value)})
    return scenario.model_copy(update={section: changed}) if section else changed


def _raised(holder: Section, name: str, value: Any) -> Any:
    if isinstance(value, dict):  # the peaks
        return {name: _higher_peak(peak) for name, peak in value.items()}
    if isinstance(value, tuple):
        return tuple(times * MORE for times in value)
    return min(value * MORE, holder.most(name))


def _higher_peak(peak: Peak) -> Peak:
    said = {name: times for name in ("times", "orders_times") if (times := getattr(peak, name)) is not None}
    return peak.model_copy(update={name: _raised(peak, name, times) for name, times in said.items()})
