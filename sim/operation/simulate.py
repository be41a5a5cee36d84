"""The one door of the operation: work, people and rules in, what happened out."""

from importlib import import_module
from typing import Literal

from sim.demand.work import Work
from sim.operation.contract import EngineLog, Rules
from sim.staffing.roster import NO_REACTION, Roster

Engine = Literal["kernel", "reference"]
ENGINES: tuple[Engine, ...] = ("kernel", "reference")


def simulate(work: Work, roster: Roster, rules: Rules, until: int, engine: Engine = "kernel") -> EngineLog:
    """Run the shop from its first event up to, and without, the instant `until`.

    Both engines give the same log; `reference` says what is right, `kernel` is fast.

    Raises:
        ValueError: an engine that is not one of ENGINES, or tables that break their promises.
    """
    check(work, roster, rules)
    return simulate_sound(work, roster, rules, until, engine)


def simulate_sound(
    work: Work, roster: Roster, rules: Rules, until: int, engine: Engine = "kernel"
) -> EngineLog:
    """Run a shop whose tables are known to keep their promises, as those of every season do.

    Raises:
        ValueError: an engine that is not one of ENGINES.
    """
    if engine not in ENGINES:
        raise ValueError(f"engine must be one of {', '.join(ENGINES)}; got {engine!r}")
    module = import_module(
        f"sim.operation.{engine}.engine"
    )  # numba and SimPy are loaded only where they are used
    log: EngineLog = module.simulate(work, roster, rules, until)
    return log


def check(work: Work, roster: Roster, rules: Rules) -> None:
    """Hold the tables to their promises, and to speaking of the same lines and reactions.

    Raises:
        ValueError: they break one.
    """
    for table in (work, roster, rules):
        table.check()
    lines, reactions = len(rules.rank), len(rules.reactions.measure)
    if work.line.min(initial=0) < 0 or work.line.max(initial=0) >= lines:
        raise ValueError(f"rows of work must be of one of the {lines} lines; got {work.line.max()}")
    if roster.reaction.min(initial=NO_REACTION) < NO_REACTION or roster.reaction.max(initial=-1) >= reactions:
        raise ValueError(
            f"stretches must name one of {reactions} reactions, or none; got {roster.reaction.max()}"
        )
