"""Advice beside a run, in its first seasons: the ladder of what helps, and which hours are worth most."""

from dataclasses import dataclass

from sim.experiments.drivers.hours import STEP, Hours, plans, worth_of_hours
from sim.experiments.helping.helps import STEP as CLIMB
from sim.experiments.helping.helps import Ladder, ladder
from sim.experiments.helping.tracks import tracks
from sim.experiments.plans.compare import Outcome, Plan, standard
from sim.experiments.plans.goal import Goal
from sim.experiments.project import FLOOR_SEASONS, Run
from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.sweep import Sweep
from sim.scenario.changes.vary import overridden
from sim.scenario.people.offers import MayChange

SEASONS = 200  # those of `normsim staff`, so that both judge a plan alike
HOURS_SEASONS = 16  # of each half-hour of the week, as many as of each guess


@dataclass(frozen=True)
class Offered:
    """What a run says beside its weeks; None: nothing may change, or nobody asked."""

    ladder: Ladder | None = None
    hours: Hours | None = None  # what one more person is worth to the roster as it is


NOTHING = Offered()


def announce(run: Run, sweep: Sweep) -> None:
    """Say that the hours come, for the time to go; how high the ladder goes nobody knows."""
    if run.file.scenario.may_change != MayChange():
        sweep.announce(plans(run.shop), _for_hours(run), STEP)


def offered(run: Run, sweep: Sweep) -> Offered:
    """Find what helps and which hours are worth most, where the scenario lets anything change."""
    if run.file.scenario.may_change == MayChange():
        return NOTHING
    seasons = _for_hours(run)
    hours = worth_of_hours(run.shop, Goal(("response",)), sweep, len(seasons)) if len(seasons) > 1 else None
    return Offered(what_helps(run, sweep), hours if hours and hours.cells else None)


def _for_hours(run: Run) -> range:
    return range(min(HOURS_SEASONS, run.settings.replications))


def what_helps(run: Run, sweep: Sweep) -> Ladder:
    """Climb the ladder of a run.

    Options that override the scenario hold for every line: they are written into the file that is varied.
    """
    by, said = run.shop.scenario, run.file.scenario
    norms = {key: getattr(by, key) for key in ("edition", "holidays")}
    file = overridden(run.file, **{key: value for key, value in norms.items() if value != getattr(said, key)})
    base = Plan("", file, Shop(file.scenario, run.shop.boundary))
    held = standard(base, Goal(), sweep, min(FLOOR_SEASONS, run.settings.replications))
    seasons = range(min(SEASONS, run.settings.replications))
    as_it_is = Outcome(base, sweep.counts({"": base.shop}, seasons, CLIMB)[""])
    return ladder(as_it_is, tracks(file), held, sweep)
