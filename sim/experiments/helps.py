"""What helps: measures one above the other, each the one that takes away most risk for its price."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sim.experiments.compare import Outcome, Plan
from sim.experiments.confidence import difference_of_chances
from sim.experiments.goal import Goal
from sim.experiments.replicate import Shop
from sim.experiments.sweep import Sweep
from sim.experiments.tracks import Track
from sim.norms.faults import InputError
from sim.scenario.change import Change
from sim.scenario.read import ScenarioFile
from sim.scenario.vary import changed

MOST = 8  # rungs above the first
NEITHER = 0.5  # euro: what costs less costs nothing
STEP = "what helps"


@dataclass(frozen=True)
class Rung:
    """One line of the ladder: what is added to the line above, and what all of it together comes to."""

    track: str  # what is added, "extra temp"; "" for the scenario as it is
    level: int  # how many of it there are now
    adds: tuple[Change, ...]  # to the file of the line above
    outcome: Outcome
    extra_euro: float  # than the scenario as it is
    risk: float  # of the goal


@dataclass(frozen=True)
class Ladder:
    """All lines, the scenario as it is first."""

    rungs: tuple[Rung, ...]
    goal: Goal

    @property
    def enough(self) -> bool:
        """A line brings the risk down to what the goal allows."""
        return self.rungs[self.advised].risk <= self.goal.risk

    @property
    def advised(self) -> int:
        """The place of the cheapest line that keeps the goal; of the one with the least risk if none does."""
        kept = [place for place, rung in enumerate(self.rungs) if rung.risk <= self.goal.risk]
        if kept:
            return min(kept, key=lambda place: self.rungs[place].extra_euro)
        return min(range(len(self.rungs)), key=lambda place: self.rungs[place].risk)


def ladder(
    base: Plan, offered: Sequence[Track], goal: Goal, sweep: Sweep, replications: int, most: int = MOST
) -> Ladder:
    """Climb from the scenario as it is, each time by what takes away most missed weeks for its price.

    What costs nothing comes first. Only what helps beyond chance is taken, in the same seasons as the line
    above. The ladder ends one line above the first that keeps the goal, or where nothing helps any more.
    """
    climber = _Climber(sweep, range(replications), goal)
    first = climber.simulated({"": base})[""]
    rungs = [Rung("", 0, (), first, 0.0, goal.risk_of(first.seasons))]
    levels: dict[str, int] = {}
    while len(rungs) <= most:
        found = climber.best(rungs[-1], rungs[0], _open(offered, levels))
        if found is None:
            break
        kept = rungs[-1].risk <= goal.risk
        rungs.append(found)
        levels[found.track] = found.level
        if kept:
            break
    return Ladder(tuple(rungs), goal)


def _open(offered: Sequence[Track], levels: Mapping[str, int]) -> Iterator[tuple[Track, int]]:
    """List the next step of each track, of those that set no key of another one that was taken."""
    set_by_others = {
        track.name: {
            key for other in offered if levels.get(other.name) and other != track for key in other.keys
        }
        for track in offered
    }
    for track in offered:
        level = levels.get(track.name, 0)
        if level < len(track.levels) and not track.keys & set_by_others[track.name]:
            yield track, level + 1


@dataclass(frozen=True)
class _Climber:
    """Tries what could come next."""

    sweep: Sweep
    replications: range
    goal: Goal

    def simulated(self, plans: Mapping[str, Plan]) -> dict[str, Outcome]:
        shops = {name: plan.shop for name, plan in plans.items()}
        counts = self.sweep.counts(shops, self.replications, STEP)
        return {name: Outcome(plan, counts[name]) for name, plan in plans.items()}

    def best(self, last: Rung, first: Rung, steps: Iterator[tuple[Track, int]]) -> Rung | None:
        """Return the best next line; None where nothing helps beyond chance."""
        tried = {track.name: (track, level) for track, level in steps}
        plans = {
            name: _plan(last.outcome.plan, track.levels[level - 1]) for name, (track, level) in tried.items()
        }
        possible = {name: plan for name, plan in plans.items() if plan is not None}
        found = [
            self._rung(*tried[name], outcome, first) for name, outcome in self.simulated(possible).items()
        ]
        helping = [rung for rung in found if self._gain(last, rung) > 0]
        return max(helping, key=lambda rung: self._worth(last, rung), default=None)

    def _rung(self, track: Track, level: int, outcome: Outcome, first: Rung) -> Rung:
        extra = outcome.euro - first.outcome.euro
        return Rung(
            track.name, level, track.levels[level - 1], outcome, extra, self.goal.risk_of(outcome.seasons)
        )

    def _gain(self, last: Rung, rung: Rung) -> float:
        """Return the missed weeks that a line spares in a season; 0 where that may be chance."""
        spared = self.goal.missed_weeks(last.outcome.seasons) - self.goal.missed_weeks(rung.outcome.seasons)
        surely = difference_of_chances(spared < 0, spared > 0).low > 0  # better seasons outnumber worse ones
        return max(float(spared.mean()), 0.0) if surely else 0.0

    def _worth(self, last: Rung, rung: Rung) -> tuple[bool, float]:
        """Order lines: first what costs nothing, by what it spares; then by what it spares a euro."""
        gain, price = self._gain(last, rung), rung.extra_euro - last.extra_euro
        return (True, gain) if price < NEITHER else (False, gain / price)


def _plan(above: Plan, adds: Sequence[Change]) -> Plan | None:
    """Add to a plan; None where the scenario cannot say it, such as more people kept free than there are."""
    try:
        file: ScenarioFile = changed(above.file, adds)
    except InputError:
        return None
    shop: Shop = replace(above.shop, scenario=file.scenario)
    return Plan(", ".join(map(str, adds)), file, shop)
