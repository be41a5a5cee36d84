"""The figures that nobody knows exactly, each in a scenario at its low end and in one at its high end."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from sim.draws import triangular
from sim.experiments.plans.goal import Goal
from sim.scenario.changes.uncertain import TAIL, Figure, certain, figures, path_of
from sim.scenario.customers.peaks import Peak
from sim.scenario.schema import Scenario

# Where the ends come from: a range of [uncertain]; low, likely and high of the file, of which nine seasons in
# ten lie between; ten per cent either way, where the file gives one value.
Source = Literal["range", "forecast", "tenth"]
Times = tuple[float, float, float]

TENTH = 0.1
PEAKS, VOLUME = "peaks", "season_factor"
MAIN = (  # moved by a tenth though the file may have counted them
    "contacts.questions_per_week",
    "contacts.mails_again_share",
    "work.minutes_per_mail",
    "work.minutes_per_call",
    "work.really_at_work",
    "absence.sick_day_chance",
    "absence.sick_week_chance",
)


@dataclass(frozen=True)
class Ends:
    """A figure, and the scenario with it at either end in every season."""

    key: str
    source: Source
    low: float  # of the peaks: times normal in the highest one
    high: float
    at_low: Scenario
    at_high: Scenario


def ends_of(scenario: Scenario, guesses: Iterable[str], goal: Goal) -> list[Ends]:
    """List the forecasts of a file, its ranges, and a tenth around its main figures and its guesses.

    Left out is what is 0, what has no spread, what is a range already, and what the goal cannot see: the
    phone where nobody calls, and orders that cause no questions, unless strikes count.
    """
    known = figures(scenario)
    ranges = {path_of(key): ends for key, ends in scenario.uncertain.items()}
    found = [*_forecasts(scenario), *(_at(scenario, known[path], *ranges[path], "range") for path in ranges)]
    said = {one.key for one in found}
    for key in dict.fromkeys((*MAIN, *guesses)):
        figure = known.get(path_of(key))
        if figure is not None and figure.value and key not in said and _seen(key, scenario, goal):
            low, high = (figure.value * (1 + step) for step in (-TENTH, TENTH))
            found.append(_at(scenario, figure, low, high, "tenth"))
    return found


def _seen(key: str, scenario: Scenario, goal: Goal) -> bool:
    """Tell whether a figure can move what the goal counts."""
    if key == "contacts.questions_per_week":
        return not _spreads(scenario.season_factor)  # which says the same
    if key.startswith("calls.") or key == "work.minutes_per_call":
        return scenario.contacts.phone_share > 0
    return not key.startswith("orders.") or scenario.order_questions is not None or "strike" in goal.targets


def _at(scenario: Scenario, figure: Figure, low: float, high: float, source: Source) -> Ends:
    low, high = figure.within(low), figure.within(high)
    at_low, at_high = (certain(scenario, figure, value) for value in (low, high))
    return Ends(".".join(figure.path), source, low, high, at_low, at_high)


def _forecasts(scenario: Scenario) -> Iterator[Ends]:
    """List what the file gives as low, likely, high: the season as a whole and the height of its peaks."""
    if _spreads(scenario.season_factor):
        low, high = (_at_share(scenario.season_factor, share) for share in (TAIL, 1 - TAIL))
        at_low, at_high = (scenario.model_copy(update={VOLUME: end}) for end in (low, high))
        yield Ends(VOLUME, "forecast", low[0], high[0], at_low, at_high)
    if any(_spreads(peak.times) for peak in scenario.peaks.values()):
        at_low, at_high = (_with_peaks(scenario, share) for share in (TAIL, 1 - TAIL))
        highest = max(scenario.peaks, key=lambda name: scenario.peaks[name].times[1])
        low, high = (one.peaks[highest].times for one in (at_low, at_high))
        yield Ends(PEAKS, "forecast", low[0], high[0], at_low, at_high)


def _spreads(times: Times) -> bool:
    return times[0] < times[2]


def _at_share(times: Times, share: float) -> Times:
    """Give the value below which such a share of the seasons lies, as low, likely and high of a sure one."""
    value = float(triangular(share, times))
    return value, value, value


def _with_peaks(scenario: Scenario, share: float) -> Scenario:
    """Fix the height of all peaks, which one draw sets."""
    return scenario.model_copy(
        update={PEAKS: {name: _with_height(peak, share) for name, peak in scenario.peaks.items()}}
    )


def _with_height(peak: Peak, share: float) -> Peak:
    said = {name: times for name in ("times", "orders_times") if (times := getattr(peak, name)) is not None}
    return peak.model_copy(update={name: _at_share(times, share) for name, times in said.items()})
