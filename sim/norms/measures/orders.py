"""Norms on what was ordered: on time, cancellations, track & trace, reviews, returns.

Each is a tally, int64[kinds, sellers, weeks], that adds up over the rows of a log; what the performance score
tells apart by the way of shipping is int64[ways, kinds, sellers, weeks]. `tally` finishes them.
"""

import numpy as np

from sim.norms.log.columns import Dates, Numbers
from sim.norms.log.tables import Items
from sim.norms.measures.contacts import came, ordered
from sim.norms.measures.view import UNCOUNTED, View, kinds_of

WAYS = Items.choices("method")
OWN = WAYS.index("own")
CUSTOMER = Items.choices("cancelled_by").index("customer")
_DAYS = 2**20  # more days than any date's number: seller and date in one sortable key


def on_time(view: View) -> Numbers:
    """Count the items of the promised week by their first delivery attempt: on time, late, not yet due.

    ">= 93% of items on time (first delivery attempt within the promise; Shipping via bol: handover scan in
    time)" (K7a-c, K2, K1: S). Delivery appointments are not measured, Logistics via bol items are left out
    (K2, K7, K24: S). An item cancelled by the promised date, unattempted, leaves the count; one cancelled
    later is late (R, as 5.9: nobody gains by dropping what is late already).
    """
    items = view.log.items
    attempted, cancelled = view.known(items.attempted_at), view.known(items.cancelled_at)
    kept = items.promised_on
    attempted_late = view.days(items.attempted_at) > kept
    cancelled_in_time = cancelled & (view.days(items.cancelled_at) <= kept)
    counts = view.items_known & (items.appointment != 1) & (attempted | ~cancelled_in_time)
    late = np.where(attempted, attempted_late, view.today > kept)
    return _by_way(view, kinds_of(counts & attempted & ~late, counts & late, counts & ~attempted & ~late), 3)


def cancellations(view: View) -> Numbers:
    """Count the items promised in the week that were kept and those that were cancelled.

    "(a) cancelled by the seller; (b) cancelled by the customer after the promised delivery date; (c)
    automatic cancellation on the third day after the promised delivery date when the order was not confirmed"
    (K8: S). Whoever cancelled without a name is taken for the seller.
    """
    items = view.log.items
    after = view.days(items.cancelled_at) - items.promised_on
    free_until = -1 if view.edition.cancellations.promised_day_counts else 0
    free = (items.cancelled_by == CUSTOMER) & (after <= free_until)
    cancelled = view.known(items.cancelled_at) & ~free
    return _by_way(view, kinds_of(view.items_known & ~cancelled, view.items_known & cancelled), 2)


def track_and_trace(view: View) -> Numbers:
    """Count the parcels shipped in the week with and without a code.

    "parcels 100% (older), 98% (idp), minimum 90% / target 98% (newest); letter post exempt" (K17, K1: S).
    """
    parcels = view.log.parcels
    counts = view.known(parcels.shipped_at) & (parcels.letter != 1)
    kind = kinds_of(counts & (parcels.has_code == 1), counts & (parcels.has_code == 0))
    return view.by_week(parcels, view.days(parcels.shipped_at), kind, 2)


def reviews(view: View) -> Numbers:
    """Sum and count the grades up to the week's Sunday, and of those the ones older than three months.

    "average >= 8.0; shop page uses last 3 months, or all reviews when fewer than 5 in 3 months" (K18: S).
    """
    sunday = view.weeks + 6
    old = _months_before(sunday, view.edition.reviews.months)
    grades, number = _grades_up_to(view, np.stack([sunday, old]))
    return np.stack([grades[:, 0], number[:, 0], grades[:, 1], number[:, 1]])


def returns(view: View) -> Numbers:
    """Count the items returned in a week, and the items ordered in it.

    "<= personal dynamic norm"; "returned items over ordered items; week" (K19, K20: S).
    """
    return np.concatenate([came(view, view.log.returns, view.log.returns.registered_at), ordered(view)])


def _by_way(view: View, kind: Numbers, kinds: int) -> Numbers:
    """Sum items by their way of shipping too; one that does not say its way was shipped by the seller."""
    items = view.log.items
    way = np.maximum(items.method.astype(np.int64), OWN)
    both = np.where(kind == UNCOUNTED, UNCOUNTED, way * kinds + kind)
    sums = view.by_week(items, items.promised_on, both, len(WAYS) * kinds)
    return sums.reshape(len(WAYS), kinds, *sums.shape[1:])


def _grades_up_to(view: View, last: Dates) -> tuple[Numbers, Numbers]:
    """Return the sum and the number of each seller's grades up to some dates, included."""
    reviews = view.log.reviews
    known = view.known(reviews.given_at)
    key = view.seller(reviews)[known] * _DAYS + view.days(reviews.given_at[known])
    order = np.argsort(key)
    sums = np.concatenate([[0], np.cumsum(reviews.grade[known][order])])
    start = np.arange(len(view.frame.sellers))[:, None, None] * _DAYS
    number_from, number_to = (np.searchsorted(key[order], at, "right") for at in (start, start + last))
    return sums[number_to] - sums[number_from], number_to - number_from


def _months_before(day: Dates, months: int) -> Dates:
    """Return the same day of an earlier month, or that month's last."""
    date = day.astype("M8[D]")
    month = date.astype("M8[M]")
    start, end = (month - months).astype("M8[D]"), (month - months + 1).astype("M8[D]")
    earlier: Dates = (start + np.minimum(date - month.astype("M8[D]"), end - start - 1)).astype(np.int64)
    return earlier
