"""Norms on what was ordered: on time, cancellations, track & trace, reviews, returns."""

import numpy as np

from sim.norms.log.columns import Dates, Numbers
from sim.norms.log.tables import Items
from sim.norms.measures.contacts import share_of_orders
from sim.norms.measures.view import Counts, Rows, View

LVB = Items.choices("method").index("lvb")
OWN = Items.choices("method").index("own")
UNKNOWN = -1
CUSTOMER = Items.choices("cancelled_by").index("customer")
_DAYS = 2**20  # more days than any date's number: seller and date in one sortable key


def on_time(view: View) -> Counts:
    """Count the items of the promised week by their first delivery attempt: on time, late, not yet due.

    ">= 93% of items on time (first delivery attempt within the promise; Shipping via bol: handover scan in
    time)" (K7a-c, K2, K1: S). Delivery appointments are not measured, Logistics via bol items are left out
    (K2, K7, K24: S). An item cancelled by the promised date, unattempted, leaves the count; one cancelled
    later is late (R, as 5.9: nobody gains by dropping what is late already).
    """
    return _on_time(view, view.log.items.method != LVB)


def _on_time(view: View, asked: Rows) -> Counts:
    items = view.log.items
    attempted, cancelled = view.known(items.attempted_at), view.known(items.cancelled_at)
    kept = items.promised_on
    attempted_late = view.days(items.attempted_at) > kept
    cancelled_in_time = cancelled & (view.days(items.cancelled_at) <= kept)
    counts = asked & view.items_known & (items.appointment != 1) & (attempted | ~cancelled_in_time)
    late = np.where(attempted, attempted_late, view.today > kept)
    good, bad, pending = (
        view.cells(items, kept, counts & rows) for rows in (attempted & ~late, late, ~attempted & ~late)
    )
    return Counts(good, bad, pending, good + bad + pending)


def cancellations(view: View) -> Counts:
    """Count the cancelled items among those promised in the week.

    "(a) cancelled by the seller; (b) cancelled by the customer after the promised delivery date; (c)
    automatic cancellation on the third day after the promised delivery date when the order was not confirmed"
    (K8: S). Whoever cancelled without a name is taken for the seller.
    """
    return _cancellations(view, np.ones(len(view.log.items), bool))


def _cancellations(view: View, asked: Rows) -> Counts:
    items = view.log.items
    after = view.days(items.cancelled_at) - items.promised_on
    free_until = -1 if view.edition.cancellations.promised_day_counts else 0
    free = (items.cancelled_by == CUSTOMER) & (after <= free_until)
    cancelled = view.known(items.cancelled_at) & ~free
    good, bad = (
        view.cells(items, items.promised_on, asked & view.items_known & rows)
        for rows in (~cancelled, cancelled)
    )
    return Counts(good, bad, np.zeros_like(bad), good + bad)


def by_method(view: View, method: str) -> dict[str, Counts]:
    """Count what the performance score tells apart by the way of shipping; parcels do not say theirs.

    "separate scores for own shipping, Logistics via bol and (newest) Shipping via bol" (K10, K10b: S). An
    item that does not say its way was shipped by the seller.
    """
    ways = view.log.items.method
    code = Items.choices("method").index(method)
    asked = (ways == code) | ((ways == UNKNOWN) & (code == OWN))
    return {"on_time": _on_time(view, asked), "cancellations": _cancellations(view, asked)}


def track_and_trace(view: View) -> Counts:
    """Count the parcels shipped in the week with and without a code.

    "parcels 100% (older), 98% (idp), minimum 90% / target 98% (newest); letter post exempt" (K17, K1: S).
    """
    parcels = view.log.parcels
    counts = view.known(parcels.shipped_at) & (parcels.letter != 1)
    day = view.days(parcels.shipped_at)
    good, bad = (view.cells(parcels, day, counts & (parcels.has_code == has)) for has in (1, 0))
    return Counts(good, bad, np.zeros_like(bad), good + bad)


def reviews(view: View) -> Counts:
    """Sum and count the grades of the three months up to the week's Sunday.

    "average >= 8.0; shop page uses last 3 months, or all reviews when fewer than 5 in 3 months" (K18: S).
    """
    norm, sunday = view.edition.reviews, view.weeks + 6
    all_grades, all_number = _grades_up_to(view, sunday)
    old_grades, old_number = _grades_up_to(view, _months_before(sunday, norm.months))
    recent = all_number - old_number >= norm.all_when_fewer_than
    grades = np.where(recent, all_grades - old_grades, all_grades)
    number = np.where(recent, all_number - old_number, all_number)
    return Counts(good=grades, bad=np.zeros_like(number), pending=np.zeros_like(number), total=number)


def returns(view: View) -> Counts:
    """Count the items returned in a week against the items ordered in it.

    "<= personal dynamic norm"; "returned items over ordered items; week" (K19, K20: S).
    """
    table = view.log.returns
    returned = view.cells(table, view.days(table.registered_at), view.known(table.registered_at))
    return share_of_orders(view, returned)


def _grades_up_to(view: View, last: Dates) -> tuple[Numbers, Numbers]:
    """Return the sum and the number of each seller's grades up to some dates, included."""
    reviews = view.log.reviews
    known = view.known(reviews.given_at)
    key = view.seller(reviews)[known] * _DAYS + view.days(reviews.given_at)[known]
    order = np.argsort(key, kind="stable")
    sums = np.concatenate([[0], np.cumsum(reviews.grade[known][order])])
    start = np.arange(len(view.sellers))[:, None] * _DAYS
    number_from, number_to = (np.searchsorted(key[order], at, "right") for at in (start, start + last))
    return sums[number_to] - sums[number_from], number_to - number_from


def _months_before(day: Dates, months: int) -> Dates:
    """Return the same day of an earlier month, or that month's last."""
    date = day.astype("M8[D]")
    month = date.astype("M8[M]")
    start, end = (month - months).astype("M8[D]"), (month - months + 1).astype("M8[D]")
    earlier: Dates = (start + np.minimum(date - month.astype("M8[D]"), end - start - 1)).astype(np.int64)
    return earlier
