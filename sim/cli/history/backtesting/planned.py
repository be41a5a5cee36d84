"""The roster beside a call log: who was planned in which of its weeks."""

from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import numpy as np

from sim.calibrate.phone.people.rostered import rostered, weeks_of
from sim.deadline import date_of, day_number
from sim.norms.editions.clock import holidays_between
from sim.norms.faults import Fault, InputError
from sim.norms.measures import View
from sim.report.backtest.pick_up.found import Rostered
from sim.scenario.beside.roster.read import people_of
from sim.scenario.beside.roster.sheet import KINDS
from sim.staffing.intervals import whose


@dataclass(frozen=True)
class Planned:
    """Who was planned, and the calls of the weeks that the roster speaks of."""

    at_work: np.ndarray  # int64[k, 2], a line of stretches
    view: View
    told: Rostered
    digest: str  # of the file


def planned_for(view: View, path: Path) -> Planned:
    """Read a roster for the days of a log: weekdays as far as the log goes, dates in their own weeks only.

    Raises:
        InputError: every fault of the file; that it plans nobody for the calls, among them.
    """
    if path.suffix.lower() not in KINDS or not path.is_file():
        way_out = "give the file that normsim roster writes"
        raise InputError(
            [Fault(str(path), "--roster", "no such file", f"one of {', '.join(KINDS)}", way_out)]
        )
    people = people_of(path)
    days = view.days(view.log.calls.attempted_at)
    seen = range(int(days.min()), int(days.max()) + 1)
    known = weeks_of(people) or seen
    kept = range(max(seen.start, known.start), min(seen.stop, known.stop))
    at_work = rostered(people, kept, _holidays(view, seen), view.options.timezone)
    if not len(at_work):
        span = f"shifts of who takes calls, from {date_of(seen.start)} to {date_of(seen.stop - 1)}"
        raise InputError([Fault(str(path), "roster", "none", span, "look at its dates, and at phone")])
    calls = view.log.calls
    own = np.isin(days, np.arange(kept.start, kept.stop))
    held = type(calls)(**{name: column[own] for name, column in vars(calls).items()})
    told = Rostered(path.name, len(np.unique(whose(at_work))), float(np.diff(at_work).sum()) / 3600)
    return Planned(
        at_work, replace(view, log=replace(view.log, calls=held)), told, sha256(path.read_bytes()).hexdigest()
    )


def _holidays(view: View, days: range) -> set[int]:
    found = holidays_between(view.holidays, date_of(days.start), date_of(days.stop))
    return {day_number(one.day) for one in found}
