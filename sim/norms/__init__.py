"""The service norms: event log in, weekly verdicts out."""

from sim.norms.edition import Edition, editions, exact
from sim.norms.faults import Fault, InputError
from sim.norms.log import NEVER, EventLog
from sim.norms.options import Options
from sim.norms.verdicts import Verdict, Verdicts, judge

__all__ = [
    "NEVER",
    "Edition",
    "EventLog",
    "Fault",
    "InputError",
    "Options",
    "Verdict",
    "Verdicts",
    "editions",
    "exact",
    "judge",
]
