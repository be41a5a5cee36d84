"""The figures of [contacts] and [marketplace] that a case log tells, and those it cannot."""

from collections.abc import Iterator

import numpy as np

from sim.calibrate.estimates.medians import median_of
from sim.calibrate.estimates.shares import share_of
from sim.calibrate.estimates.weeks import level
from sim.calibrate.fitted import Finding, Fitted, Untold, fact, too_few
from sim.calibrate.questions import again
from sim.calibrate.questions.log import Questions
from sim.calibrate.questions.topics import topics_of, weekly

LEAST = 50  # questions of a share

NEVER_TOLD = "work.minutes_per_mail", "work.minutes_per_follow_up"  # by a log of one row a question


def figures_of(questions: Questions) -> list[Finding]:
    """Fit what the log tells; the rest is told by name."""
    return [
        level("contacts.questions_per_week", questions.weeks, "questions"),
        _phone(questions),
        _outside(questions),
        *topics_of(questions),
        *again.figures_of(questions.cases),
        _waits(questions),
        *_marketplace(questions),
        *(Untold(key, fact("no_writing_times")) for key in NEVER_TOLD),
    ]


def _phone(questions: Questions) -> Finding:
    key = "contacts.phone_share"
    if not questions.by_phone.any():
        return Untold(key, fact("no_phone_contact"))
    return _shared(key, questions, questions.by_phone, questions.own, "questions")


def _outside(questions: Questions) -> Finding:
    key = "contacts.outside_office_hours_share"
    return _shared(key, questions, questions.outside, questions.mailed, "written_questions")


def _waits(questions: Questions) -> Finding:
    """Fit how long an answered question stays open for the customer's reply."""
    key = "contacts.waits_for_customer_hours"
    hours = questions.hours_between("answered_at", "closed_at", questions.mailed)
    if not len(hours):
        return Untold(key, fact("no_closing_times"))
    fit, closed = median_of(hours), fact("closed_questions", n=len(hours))
    if fit is None:
        return Untold(key, fact("few", given=closed))
    return Fitted(key, *fit, fact("median", given=closed))


def _marketplace(questions: Questions) -> Iterator[Finding]:
    """Fit what goes to the marketplace and comes from it, where the log says so."""
    if questions.forwarded.any():
        yield level(
            "marketplace.forwarded_per_week", questions.counted(questions.forwarded), "forwarded_questions"
        )
    ways = {
        "marketplace.handed_over_share": "handed_to_bol_at",
        "contacts.outside_reply_share": "outside_reply_at",
    }
    for key, column in ways.items():
        if (known := questions.known(column)).any():
            yield _shared(key, questions, known, questions.mailed, "written_questions")


def _shared(key: str, questions: Questions, some: np.ndarray, of: np.ndarray, what: str) -> Finding:
    if (n := int(of.sum())) < LEAST:
        return Untold(key, too_few(fact(what, n=n), LEAST))
    share = share_of(*weekly(questions, some, of))
    return Fitted(
        key, share.value, share.low, share.high, fact("in_weeks", given=fact(what, n=n), n=share.weeks)
    )
