"""What helps beside a run: the ladder of what its scenario may change, in the first of the run's seasons."""

from sim.experiments.compare import Plan, standard
from sim.experiments.goal import Goal
from sim.experiments.helps import Ladder, ladder
from sim.experiments.project import FLOOR_SEASONS, Run
from sim.experiments.replicate import Shop
from sim.experiments.sweep import Sweep
from sim.experiments.tracks import tracks
from sim.scenario.offers import MayChange
from sim.scenario.vary import overridden

SEASONS = 200  # those of `normsim staff`, so that both judge a plan alike


def what_helps(run: Run, sweep: Sweep) -> Ladder | None:
    """Climb the ladder of a run; None where its scenario lets nothing change.

    Options that override the scenario hold for every line: they are written into the file that is varied.
    """
    if run.file.scenario.may_change == MayChange():
        return None
    by, said = run.shop.scenario, run.file.scenario
    norms = {key: getattr(by, key) for key in ("edition", "holidays")}
    file = overridden(run.file, **{key: value for key, value in norms.items() if value != getattr(said, key)})
    base = Plan("", file, Shop(file.scenario, run.shop.boundary))
    held = standard(base, Goal(), sweep, min(FLOOR_SEASONS, run.settings.replications))
    return ladder(base, tracks(file), held, sweep, min(SEASONS, run.settings.replications))
