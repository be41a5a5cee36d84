"""The one door of the operation: work, people and rules in, what happened out."""

from importlib import import_module
from typing import Literal

from sim.demand.work import Work
from sim.operation.contract import EngineLog, Rules
from sim.staffing.roster import Roster

Engine = Literal["kernel", "reference"]
ENGINES: tuple[Engine, ...] = ("kernel", "reference")


def simulate(work: Work, roster: Roster, rules: Rules, until: int, engine: Engine = "kernel") -> EngineLog:
    """Run the shop from its first event up to, and without, the instant `until`.

    Both engines give the same log; `reference` says what is right, `kernel` is fast.

    Raises:
        ValueError: an engine that is not one of ENGINES, or tables that break their promises.
    """
    if engine not in ENGINES:
        raise ValueError(f"engine must be one of {', '.join(ENGINES)}; got {engine!r}")
    for table in (work, roster, rules):
        table.check()
    module = import_module(f"sim.operation.{engine}")  # numba and SimPy are loaded only where they are used
    log: EngineLog = module.simulate(work, roster, rules, until)
    return log
