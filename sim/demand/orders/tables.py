"""What was sold, in tables of the event log: a row a day and outcome with its quantity, a row a review."""

from dataclasses import dataclass

import numpy as np

from sim.deadline import NEVER
from sim.deadline.instants.wall import DAY_S
from sim.demand.orders.asking import LATE, ON_TIME, asking
from sim.demand.orders.caused import Caused, caused
from sim.demand.orders.days import OrderDays
from sim.draws import Streams, grades_of
from sim.norms.log import Items, Parcels, Returns, Reviews
from sim.scenario.customers.deliveries import by_week
from sim.scenario.schema import Scenario
from sim.scenario.season import Season

WORST_GRADE, BEST_GRADE = 1, 10
SELLER, CUSTOMER = (Items.choices("cancelled_by").index(who) for who in ("seller", "customer"))


@dataclass(frozen=True)
class Sales:
    """What was sold: tables that pass by the engines, and what customers ask of the desk about it."""

    items: Items
    parcels: Parcels
    returns: Returns
    reviews: Reviews  # of customers who did not ask
    caused: Caused | None = None  # None: orders cause no questions


def sales(scenario: Scenario, season: Season, streams: Streams) -> Sales:
    """Draw the sales of a season; a scenario without orders has none."""
    if scenario.orders is None:
        return Sales(Items(), Parcels(), Returns(), Reviews())
    days = OrderDays(scenario, scenario.orders, season, streams)
    tables = _items(days), _parcels(days), _returns(days)
    if scenario.order_questions is None:
        return Sales(*tables, _reviews(days, days.on_time, days.late))
    who = asking(days, scenario.order_questions)
    on_time, late = (
        items - who.of(cause, len(days.day)) for cause, items in ((ON_TIME, days.on_time), (LATE, days.late))
    )
    return Sales(*tables, _reviews(days, on_time, late), caused(days, scenario.order_questions, who))


def _items(days: OrderDays) -> Items:
    course, ordered_at = days.course, days.noon(days.day)
    never = np.full(len(ordered_at), NEVER)
    quantity = np.concatenate([days.on_time, days.late - days.given_up, days.cancelled, days.given_up])
    some = quantity > 0
    by = np.repeat(np.array([-1, -1, SELLER, CUSTOMER], np.int8), len(ordered_at))
    given_up_at = days.noon(course.promised_on + days.orders.late_cancelled_after_days)
    columns = {
        "quantity": quantity,
        "ordered_at": np.tile(ordered_at, 4),
        "promised_on": np.tile(course.promised_on, 4),
        "attempted_at": np.concatenate(
            [days.noon(course.promised_on), days.noon(course.late_on), never, never]
        ),
        "cancelled_at": np.concatenate([never, never, ordered_at + DAY_S, given_up_at]),
        "cancelled_by": by,
    }
    return Items(**{name: column[some] for name, column in columns.items()})


def _parcels(days: OrderDays) -> Parcels:
    sent = np.rint(days.delivered / days.orders.items_per_parcel).astype(np.int64)
    without = days.some(sent, "without_code_share", days.day)
    quantity = np.concatenate([sent - without, without])
    has_code = np.repeat(np.array([1, 0], np.int8), len(sent))
    some = quantity > 0
    shipped_at = np.tile(days.noon(days.day) + DAY_S // 4, 2)  # the afternoon of the order's day
    return Parcels(quantity=quantity[some], shipped_at=shipped_at[some], has_code=has_code[some])


def _returns(days: OrderDays) -> Returns:
    registered_on = days.course.returned_on
    back = days.returned
    return Returns(quantity=back[back > 0], registered_at=days.noon(registered_on)[back > 0])


def _reviews(days: OrderDays, on_time: np.ndarray, late: np.ndarray) -> Reviews:
    """Draw the reviews of customers who asked nothing: int64[days] whose items came on time, and late."""
    given_at, given = [], []
    for figure, delivered, on in (
        ("grade_on_time", on_time, days.course.reviewed_on),
        ("grade_late", late, days.course.late_reviewed_on),
    ):
        by_lag = days.later(delivered, "reviewed_share", on, days.course.review_lag, figure)
        on, reviews = on.ravel(), by_lag.ravel()
        means, which = np.unique(by_week(days.orders, figure, on), return_inverse=True)
        which, u = np.repeat(which, reviews), days.streams.uniform_each(figure, reviews)
        given_at.append(np.repeat(days.noon(on), reviews))
        given.append(grades_of(u, means, which, WORST_GRADE, BEST_GRADE))
    return Reviews(given_at=np.concatenate(given_at), grade=np.concatenate(given))
