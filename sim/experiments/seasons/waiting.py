"""How long questions wait, week by week: some orders look good by letting the late ones rot."""

import numpy as np

from sim.deadline import NEVER, OpeningHours
from sim.demand.work import Work
from sim.norms import EventLog
from sim.norms.editions.clock import Clock
from sim.norms.log import Cases
from sim.operation.contract import OPEN, UNSEEN, EngineLog
from sim.operation.rules.policy import SPOKEN
from sim.scenario.season import Season

OLDEST_S, WARNED, ASKED = range(3)  # columns of `waiting`
PHONE_CASE = Cases.choices("channel").index("phone")


def waiting(season: Season, clock: Clock, work: Work, happened: EngineLog, events: EventLog) -> np.ndarray:
    """Tell of each reported week how its questions waited: int64[weeks, 3].

    OLDEST_S is the longest wait that anybody saw in the week, answered by its end or not, in seconds of the
    norm's clock; answers to answers, which no norm counts, wait too. Of the first questions ASKED in the week
    WARNED were still open when the account marks them as open for long.
    """
    oldest = _oldest(season, clock.hours, work, happened)
    return np.column_stack([oldest, *_marked(season, clock, events.cases)])


def _oldest(season: Season, hours: OpeningHours, work: Work, happened: EngineLog) -> np.ndarray:
    """Take the longest wait of each week: of a question answered in it, or of one open at its end."""
    asked = np.flatnonzero(~work.of_kind(*SPOKEN) & (happened.outcome != UNSEEN))
    came, left = happened.came[asked], happened.left[asked]
    left = np.where(happened.outcome[asked] == OPEN, season.until, left)
    ended = season.week_edges[1:]
    oldest = np.zeros(len(ended), np.int64)
    week = season.week_of(left)
    inside = np.flatnonzero((week >= 0) & (week < len(oldest)))
    np.maximum.at(oldest, week[inside], hours.elapsed(came[inside], left[inside]))
    over = np.flatnonzero(week > season.week_of(came))  # some end of a week
    came, left = came[over], left[over]
    first_open = np.array([came[(came < end) & (left >= end)].min(initial=end) for end in ended.tolist()])
    return np.asarray(np.maximum(oldest, hours.elapsed(first_open, ended)))


def _marked(season: Season, clock: Clock, cases: Cases) -> tuple[np.ndarray, np.ndarray]:
    """Count the questions of each week that were marked, and all of them."""
    written = cases.channel != PHONE_CASE
    arrived, answered = cases.arrived_at[written], cases.answered_at[written]
    open_until = np.where(answered == NEVER, season.until, answered)
    between = season.week_of(arrived) + 1  # of no week before the first and behind the last
    marked = between[open_until > clock.warning(arrived)]
    weeks = len(season.weeks)
    counted, asked = (np.bincount(which, minlength=weeks + 2)[1:-1] for which in (marked, between))
    return counted, asked
