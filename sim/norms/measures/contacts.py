"""Norms on contact with customers: response time, phone, number of questions, NPS.

Each is a tally, int64[kinds, sellers, weeks], that adds up over the rows of a log; `tally` finishes them.
"""

from dataclasses import dataclass

import numpy as np

from sim.deadline import NEVER
from sim.norms.log.columns import Dates, Instants, Numbers, Table
from sim.norms.log.tables import Calls, Cases, Surveys
from sim.norms.measures.frame import FOREVER
from sim.norms.measures.view import Rows, View, kinds_of

PHONE = Cases.choices("channel").index("phone")
ANSWERED = Calls.choices("outcome").index("answered")
ABANDONED = Calls.choices("outcome").index("abandoned")
BOL = Surveys.choices("closed_by").index("bol")
PROMOTER, DETRACTOR = 9, 6
GRADES = 3  # kinds of grades: promoters, detractors, neither


@dataclass(frozen=True, eq=False)
class Questions:
    """What the response norm says of each question, bool[n] each; one in none of the three does not count."""

    due_at: Instants  # int64[n], the last second in time; NEVER: no deadline
    in_time: Rows
    late: Rows
    pending: Rows


def response(view: View) -> Numbers:
    """Count the questions answered in time, late, and still open and not yet due.

    ">= 90% of customer questions get an initial response in time. Time = 8 working hours Mon-Fri 09:00-17:00
    (older) or 24 hours excluding weekend days and public holidays (newer)" (K3, K4a; K4b, K5: S).
    """
    cases, found = view.log.cases, judged_questions(view)
    kind = kinds_of(found.in_time, found.late, found.pending)
    return view.by_week(cases, view.asked_on, kind, 3)


def judged_questions(view: View) -> Questions:
    """Judge each question by its first answer from a person.

    "Response time counts questions that arrive by mail, message or chat; first answer by a person; an
    auto-reply does not stop the clock" (section 6: R). "Handed to bol, taken over by bol or returned
    unanswered: out of the denominator before its due instant, late after it" (5.9, 5.10: R).
    """
    cases = view.log.cases
    due_at = view.clock.due(cases.arrived_at, view.options.boundary)
    limit = np.where(due_at == NEVER, FOREVER, due_at)
    counts = view.known(cases.arrived_at)
    if not view.edition.response.phone_cases_count:
        counts = counts & (cases.channel != PHONE)
    answered_at = _come(view, cases.answered_at)
    gone_at = np.minimum.reduce(
        [_come(view, at) for at in (cases.handed_to_bol_at, cases.taken_over_by_bol_at, cases.returned_at)]
    )
    gone = gone_at < answered_at
    settled_at = np.minimum(gone_at, answered_at)
    open_still = settled_at == FOREVER
    late = np.where(open_still, view.as_of, settled_at) > limit
    return Questions(
        due_at,
        in_time=counts & ~late & ~gone & ~open_still,
        late=counts & late,
        pending=counts & ~late & open_still,
    )


def phone(view: View) -> Numbers:
    """Count the call attempts answered, not answered, and still ringing.

    ">= 90% of call attempts answered, Mon-Fri 09:00-17:00 (CET/CEST), public holidays do not count" (K6,
    K20, Sd1: S). Every attempt in the window counts, redials and early hang-ups too (5.13: R).
    """
    calls = view.log.calls
    answered = calls.outcome == ANSWERED
    counts = view.known(calls.attempted_at)
    counts[counts] = view.phone_window.is_open(calls.attempted_at[counts])
    short = (calls.ended_at != NEVER) & (calls.ended_at - calls.attempted_at < view.edition.phone.min_ring_s)
    counts &= ~(short & (calls.outcome == ABANDONED))
    decided_at = np.where(answered, calls.answered_at, calls.ended_at)
    ringing = (decided_at != NEVER) & ~view.known(decided_at)
    kind = kinds_of(counts & answered & ~ringing, counts & ~answered & ~ringing, counts & ringing)
    return view.by_week(calls, view.days(calls.attempted_at), kind, 3)


def questions(view: View) -> Numbers:
    """Count the questions of a week, and the items ordered in it.

    "<= personal dynamic norm (expected % from the product groups sold); older: <= 5%", "cases over ordered
    items per week (API)" (K15, K20, K1: S). A phone contact is a question too (5.16).
    """
    cases = view.log.cases
    asked = view.by_week(cases, view.asked_on, kinds_of(view.known(cases.arrived_at)), 1)
    return np.concatenate([asked, ordered(view)])


def ordered(view: View) -> Numbers:
    """Count the items ordered in a week."""
    return came(view, view.log.items, view.log.items.ordered_at)


def came(view: View, table: Table, at: Instants) -> Numbers:
    """Count the rows of one kind only: those that have come."""
    return view.by_week(table, view.days(at), kinds_of(view.known(at)), 1)


def nps(view: View) -> Numbers:
    """Count promoters (9-10), detractors (0-6) and the rest of the month in which the week ends.

    "NPS = %(9-10) - %(0-6)"; "survey sent 24 h after closing a case; month score; a case closed by bol's own
    service does not count" (K16, Sd2: S); the month is that of the week's Sunday (section 6: R).
    """
    surveys = view.log.surveys
    month, week_month = _months(view.days(surveys.closed_at)), _months(view.weeks + 6)
    first = int(week_month[0])
    months = int(week_month[-1]) - first + 1
    counts = view.known(surveys.closed_at) & (surveys.closed_by != BOL)
    good, bad = surveys.grade >= PROMOTER, surveys.grade <= DETRACTOR
    kind = kinds_of(counts & good, counts & bad, counts & ~good & ~bad)
    return view.by_group(surveys, month - first, months, kind, GRADES)[..., week_month - first]


def _come(view: View, at: Instants) -> Instants:
    return np.where(view.known(at), at, FOREVER)


def _months(day: Dates) -> Numbers:
    return day.astype("M8[D]").astype("M8[M]").astype(np.int64)
