"""The service norms: event log in, weekly verdicts out."""

from sim.norms.editions.edition import Edition, default_edition, editions, exact
from sim.norms.editions.reading import read_as
from sim.norms.faults import Fault, InputError
from sim.norms.log import NEVER, EventLog
from sim.norms.options import Options
from sim.norms.verdicts import Verdict, Verdicts, judge, judge_by, judge_sound

__all__ = [
    "NEVER",
    "Edition",
    "EventLog",
    "Fault",
    "InputError",
    "Options",
    "Verdict",
    "Verdicts",
    "default_edition",
    "editions",
    "exact",
    "judge",
    "judge_by",
    "judge_sound",
    "read_as",
]
