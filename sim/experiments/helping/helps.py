"""What helps: measures one above the other, each the one that takes away most risk for its price."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from sim.experiments.estimates.confidence import difference_of_chances
from sim.experiments.helping.tracks import Track
from sim.experiments.plans.compare import Outcome, Plan
from sim.experiments.plans.goal import Goal, Standard
from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.sweep import Sweep
from sim.norms.faults import InputError
from sim.scenario.changes.change import Change
from sim.scenario.changes.vary import changed
from sim.scenario.read import ScenarioFile

MOST = 8  # rungs above the first
FEW = 60  # seasons in which all that could come next is tried: enough to rank it, in some seconds
NEITHER = 0.5  # euro: what costs less costs nothing
STEP = "what helps"


@dataclass(frozen=True)
class Rung:
    """One line of the ladder: what is added to the line above, and what all of it together comes to."""

    track: str  # what is added, "temp"; "" for the scenario as it is
    level: int  # how many of it there are now
    adds: tuple[Change, ...]  # to the file of the line above
    outcome: Outcome
    extra_euro: float  # than the scenario as it is
    risk: float  # of the week, or the season, that lies most above what the goal asks
    keeps: bool  # all that the goal asks


@dataclass(frozen=True)
class Ladder:
    """All lines, the scenario as it is first."""

    rungs: tuple[Rung, ...]
    standard: Standard

    @property
    def goal(self) -> Goal:
        """What the lines are held to."""
        return self.standard.goal

    @property
    def enough(self) -> bool:
        """A line keeps what the goal asks."""
        return self.rungs[self.advised].keeps

    @cached_property
    def advised(self) -> int:
        """The place of the cheapest line that keeps the goal; if none does, that comes as low as any."""
        kept = [place for place, rung in enumerate(self.rungs) if rung.keeps]
        lowest = kept or self.standard.lowest([rung.outcome.seasons for rung in self.rungs])
        return min(lowest, key=lambda place: self.rungs[place].extra_euro)


def ladder(
    as_it_is: Outcome, offered: Sequence[Track], standard: Standard, sweep: Sweep, most: int = MOST
) -> Ladder:
    """Climb from the scenario as it is, each time by what takes away most missed weeks for its price.

    Every line is judged in the seasons that the scenario as it is has met, replications 0 and up.

    What costs nothing comes first. Only what helps beyond chance is taken, in the first of the seasons of
    the line above. Once a line keeps what is asked, what it does not need is left out of the lines below it,
    and one line more shows what comes next; or the ladder ends where nothing helps any more.
    """
    seasons = range(len(as_it_is.seasons.verdicts))
    climber = _Climber(sweep, seasons, standard, as_it_is, tuple(offered))
    rungs = [climber.first]
    while len(rungs) <= most and not rungs[-1].keeps and (better := climber.best(rungs)):
        rungs.append(better)
    if rungs[-1].keeps:
        rungs = climber.spared(rungs)
        rungs += filter(None, [climber.best(rungs)]) if len(rungs) <= most else []
    return Ladder(tuple(rungs), standard)


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
    seasons: range  # in which a line is judged
    standard: Standard
    as_it_is: Outcome
    offered: tuple[Track, ...]

    @property
    def first(self) -> Rung:
        """The scenario as it is."""
        return self._rung("", 0, (), self.as_it_is)

    def best(self, rungs: Sequence[Rung]) -> Rung | None:
        """Return the best next line; None where nothing helps beyond chance."""
        last, levels = rungs[-1], {rung.track: rung.level for rung in rungs}
        possible = {}
        for track, level in _open(self.offered, levels):
            adds = track.levels[level - 1]
            if (plan := _plan(last.outcome.plan, adds)) is not None:
                possible[track.name] = (level, adds, plan)
        tried = self._rungs(possible, self.seasons[:FEW])
        helping = [rung for rung in tried if self._gain(last, rung) > 0]
        best = max(helping, key=lambda rung: self._worth(last, rung), default=None)
        return best and self._in_all_seasons(best)

    def spared(self, rungs: Sequence[Rung]) -> list[Rung]:
        """Leave out lines that the last one does not need, the dearest first."""
        steps = [rung.track for rung in rungs[1:]]
        prices = [after.extra_euro - before.extra_euro for before, after in pairwise(rungs)]
        for place in sorted(range(len(steps)), key=lambda place: -prices[place]):
            without = [step for other, step in enumerate(steps) if other != place and step]
            if prices[place] >= NEITHER and self._replayed(without)[-1].keeps:
                steps[place] = ""
        kept = [step for step in steps if step]
        return list(rungs) if len(kept) == len(steps) else self._replayed(kept)

    def _replayed(self, steps: Sequence[str]) -> list[Rung]:
        """Take some steps again, one more of a track where it comes again; ends before one that cannot be."""
        by_name = {track.name: track for track in self.offered}
        rungs = [self.first]
        for place, name in enumerate(steps):
            level = steps[: place + 1].count(name)
            adds = by_name[name].levels[level - 1]
            plan = _plan(rungs[-1].outcome.plan, adds)
            if plan is None:
                break
            rungs += self._rungs({name: (level, adds, plan)}, self.seasons)
        return rungs

    def _in_all_seasons(self, rung: Rung) -> Rung:
        [found] = self._rungs({rung.track: (rung.level, rung.adds, rung.outcome.plan)}, self.seasons)
        return found

    def _rungs(self, tried: Mapping[str, tuple[int, tuple[Change, ...], Plan]], seasons: range) -> list[Rung]:
        """Simulate what may be added, by its track: how much of it, what it sets, and the plan with it."""
        shops = {track: plan.shop for track, (_, _, plan) in tried.items()}
        counts = self.sweep.counts(shops, seasons, STEP)
        return [
            self._rung(track, level, adds, Outcome(plan, counts[track]))
            for track, (level, adds, plan) in tried.items()
        ]

    def _rung(self, track: str, level: int, adds: tuple[Change, ...], outcome: Outcome) -> Rung:
        return Rung(
            track=track,
            level=level,
            adds=adds,
            outcome=outcome,
            extra_euro=outcome.euro - self.as_it_is.euro,
            risk=self.standard.risk_of(outcome.seasons).share,
            keeps=self.standard.keeps(outcome.seasons),
        )

    def _gain(self, last: Rung, rung: Rung) -> float:
        """Return the missed weeks that a line spares in a season; 0 where that may be chance."""
        before = self.standard.missed_weeks(_few(last).seasons)
        after = self.standard.missed_weeks(rung.outcome.seasons)
        spared = before - after
        surely = difference_of_chances(spared < 0, spared > 0).low > 0  # better seasons outnumber worse ones
        return max(float(spared.mean()), 0.0) if surely else 0.0

    def _worth(self, last: Rung, rung: Rung) -> tuple[bool, float]:
        """Order lines: first what costs nothing, by what it spares; then by what it spares a euro."""
        gain, price = self._gain(last, rung), rung.outcome.euro - _few(last).euro
        return (True, gain) if price < NEITHER else (False, gain / price)


def _few(rung: Rung) -> Outcome:
    """Return what a line came to in the seasons in which those that could come next are tried."""
    return replace(rung.outcome, seasons=rung.outcome.seasons.first(FEW))


def _plan(above: Plan, adds: Sequence[Change]) -> Plan | None:
    """Add to a plan; None where the scenario cannot say it, such as more people kept free than there are."""
    try:
        file: ScenarioFile = changed(above.file, adds)
    except InputError:
        return None
    shop: Shop = replace(above.shop, scenario=file.scenario)
    return Plan(", ".join(map(str, adds)), file, shop)
