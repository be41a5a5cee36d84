"""What the weekly figures of the performance page tell of a scenario: levels, shares and their spread."""

from collections.abc import Iterator, Sequence

import numpy as np

from sim.calibrate.estimates.shares import LEAST_WEEKS, TAIL, Share, share_of
from sim.calibrate.estimates.weeks import Weeks, busyness, level
from sim.calibrate.fitted import Finding, Fitted, Untold, fact
from sim.norms.figures import Figure, Figures
from sim.scenario.customers.contacts import Calls

SHARES = {  # of what goes wrong in a norm, by the key that says so
    "orders.late_share": ("on_time", "deliveries"),
    "orders.cancelled_share": ("cancellations", "items"),
    "orders.returned_share": ("returns", "items"),
    "orders.without_code_share": ("track_and_trace", "parcels"),
}
PHONE = "contacts.phone_share"
REDIALS = float(Calls.model_fields["redial_share"].default)  # of missed attempts: not another customer


def questions_by_week(figures: Figures) -> Weeks | None:
    """Count the questions: the numerator of the norm for questions, or what the response norm judged."""
    if asked := figures.of("questions"):
        return _weeks(asked, "numerator")
    return _weeks(answered, "denominator") if (answered := figures.of("response")) else None


def orders_by_week(figures: Figures) -> Weeks | None:
    """Count the items ordered, of whichever norm sets something against them."""
    found = (figures.of(norm) for norm in ("questions", "cancellations", "on_time", "returns"))
    return next((_weeks(one, "denominator") for one in found if one), None)


def figures_told(figures: Figures) -> list[Finding]:
    """Fit what the page tells."""
    return [*_levels(figures), *_phone(figures), *_shares(figures)]


def _levels(figures: Figures) -> Iterator[Finding]:
    questions, orders = questions_by_week(figures), orders_by_week(figures)
    if questions is not None:
        yield level("contacts.questions_per_week", questions, "questions")
        yield busyness("contacts.week_busyness_sd", questions, "questions")
    if orders is not None:
        yield level("orders.items_per_week", orders, "items")


def _phone(figures: Figures) -> Iterator[Finding]:
    """Fit the share of customers who call: answered calls are questions, missed ones are not."""
    called, asked = figures.of("phone"), figures.of("questions")
    both = sorted(called.keys() & asked.keys())
    if called and not both:
        yield Untold(PHONE, fact("calls_alone"))
    if both:
        answered = np.array([called[week].numerator for week in both])
        missed = np.array([called[week].denominator for week in both]) - answered
        gave_up = np.rint(missed * (1 - REDIALS)).astype(np.int64)
        of = np.array([asked[week].numerator for week in both]) + gave_up
        share = share_of(np.minimum(answered + gave_up, of), of)
        rests_on = fact("calls_beside_questions", n=len(both), redials=REDIALS)
        yield Fitted(PHONE, share.value, share.low, share.high, rests_on)


def _shares(figures: Figures) -> Iterator[Finding]:
    for key, (norm, what) in SHARES.items():
        found = list(figures.of(norm).values())
        if not found:
            continue
        share = share_of(*wrong_of(found))
        pieces = sum(one.denominator for one in found)
        yield Fitted(
            key, share.value, share.low, share.high, fact("pieces", n=pieces, what=what, weeks=share.weeks)
        )
        yield _spread(f"{key}_spread", share, what)


def wrong_of(found: Sequence[Figure]) -> tuple[np.ndarray, np.ndarray]:
    """Count what went wrong, and of how many, week by week; of returns there may be more than items."""
    of = np.array([one.denominator for one in found])
    return np.array([min(one.bad, one.denominator) for one in found]), of


def _spread(key: str, share: Share, what: str) -> Finding:
    if share.weeks < 2 * LEAST_WEEKS:
        return Untold(key, fact("few_weeks_of_spread", n=share.weeks, least=2 * LEAST_WEEKS))
    if share.spread == 0:
        return Untold(key, fact("weeks_by_chance", n=share.weeks, what=what))
    low, high = _range(share)
    return Fitted(key, share.spread, low, high, fact("weeks", n=share.weeks, what=what))


def _range(share: Share) -> tuple[float, float]:
    """Return the 90% range of a spread, as that of any sd of so many weeks."""
    from scipy.stats import chi2

    free = share.weeks - 1
    low, high = (share.spread * (free / float(chi2.ppf(tail, free))) ** 0.5 for tail in (1 - TAIL, TAIL))
    return low, high


def _weeks(figures: dict[int, Figure], column: str) -> Weeks:
    return Weeks(np.array(list(figures)), np.array([getattr(one, column) for one in figures.values()]))
