"""Past weeks simulated again, with as many questions and calls as came, for every share really at work.

What the marketplace counts is not what came first: who waits long mails again, who hung up calls again. So
the contacts of a week are matched in two steps: a few seasons with the counted ones as contacts, and then as
many as bring the counted ones about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.calibrate.called.replay.week import Volume, at_work, counted, in_week, with_volume
from sim.experiments.seasons.replicate import BAD, GOOD, TOTAL, Counts
from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.sweep import Sweep
from sim.norms.editions.edition import NORMS
from sim.norms.figures import Figures
from sim.scenario.beside.history import SERVICE
from sim.scenario.schema import Scenario

NODES = np.round(np.linspace(0.4, 1.0, 7), 2)  # shares of people's time, between which figures run on
MATCHED_AT = NODES[::3]
FIRST_SEASONS = 3  # of the first step: counts of a week differ little from season to season
SEASONS = 12
PLACES = [NORMS.index(norm) for norm in SERVICE]
STEPS = ("contacts matched", "weeks replayed")

Key = tuple[int, float]  # a week, and a share of people's time


@dataclass(frozen=True)
class Replayed:
    """A past week as it would have gone, for each share in NODES, before the same customers."""

    shares: np.ndarray  # float64[nodes, seasons, 2], of response and of phone; NaN: nothing to judge
    volumes: tuple[Volume, ...]  # the contacts of the week, by node

    def volume(self, present: float) -> Volume:
        """Return the contacts of the week if people were at work for a share of their time."""
        return _between(self.volumes, NODES, present)


def replay(shop: Shop, figures: Figures, weeks: Sequence[int], sweep: Sweep) -> dict[int, Replayed]:
    """Replay some weeks of a past; each depends on its own figures and those before, and on no later week."""
    counts = {week: counted(shop.scenario, figures, week) for week in weeks}
    then = {week: in_week(shop.scenario, figures, week, counts[week].contacts) for week in weeks}
    first = {
        (week, node): with_volume(at_work(then[week], node), counts[week])
        for week in weeks
        for node in MATCHED_AT.tolist()
    }
    tried = _simulated(shop, first, FIRST_SEASONS, STEPS[0], sweep)
    volumes = {week: _volumes(week, counts[week], tried) for week in weeks}
    matched = {
        (week, node): with_volume(at_work(then[week], node), volume)
        for week in weeks
        for node, volume in zip(NODES.tolist(), volumes[week], strict=True)
    }
    found = _simulated(shop, matched, SEASONS, STEPS[1], sweep)
    return {
        week: Replayed(np.stack([shares(found[week, node]) for node in NODES.tolist()]), volumes[week])
        for week in weeks
    }


def shares(seasons: Counts) -> np.ndarray:
    """Return the shares of response and phone in the last week of seasons: float64[seasons, 2], NaN: none."""
    return shares_by_week(seasons)[:, -1]


def shares_by_week(seasons: Counts) -> np.ndarray:
    """Return the shares of response and phone in each week: float64[seasons, weeks, 2], NaN: none."""
    good, bad = (seasons.verdicts[:, :, PLACES, column].astype(float) for column in (GOOD, BAD))
    none = np.full_like(good, np.nan)
    return np.asarray(np.divide(good, good + bad, out=none, where=good + bad > 0))


def _simulated(
    shop: Shop, scenarios: Mapping[Key, Scenario], seasons: int, step: str, sweep: Sweep
) -> dict[Key, Counts]:
    names = {f"{week} {node}": (week, node) for week, node in scenarios}
    plans = {name: replace(shop, scenario=scenarios[key]) for name, key in names.items()}
    counts = sweep.counts(plans, range(seasons), step, "kernel")
    return {names[name]: found for name, found in counts.items()}


def _volumes(week: int, count: Volume, tried: Mapping[Key, Counts]) -> tuple[Volume, ...]:
    """Give the contacts that bring the counted ones about, for each share in NODES."""
    matched = [_matched(count, tried[week, node]) for node in MATCHED_AT.tolist()]
    return tuple(_between(matched, MATCHED_AT, node) for node in NODES.tolist())


def _matched(count: Volume, seasons: Counts) -> Volume:
    """Correct contacts by what the seasons with the counted ones as contacts counted themselves."""
    questions, calls = seasons.verdicts[:, -1, PLACES, TOTAL].mean(axis=0).tolist()
    return Volume(_corrected(count.questions, questions), _corrected(count.calls, calls))


def _corrected(count: float, simulated: float) -> float:
    return count**2 / simulated if simulated else count


def _between(volumes: Sequence[Volume], at: np.ndarray, present: float) -> Volume:
    columns = [one.questions for one in volumes], [one.calls for one in volumes]
    return Volume(*(float(np.interp(present, at, column)) for column in columns))
