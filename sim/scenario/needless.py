"""What the tables of orders say and cannot move anything, because another figure is missing or 0."""

from collections.abc import Iterator

from pydantic_core import InitErrorDetails

from sim.scenario.figures import Section
from sim.scenario.order_questions import CAUSES, OrderQuestions, ProactiveMessage
from sim.scenario.orders import Orders
from sim.scenario.reach import located


def needless(
    orders: Orders | None, questions: OrderQuestions | None, message: ProactiveMessage | None
) -> list[InitErrorDetails]:
    """List the faults of all that moves nothing."""
    found = list(_alone("orders", orders, "bad_day_late_share", "bad_day_chance", 0.03))
    found += _alone("orders", orders, "late_cancelled_after_days", "late_cancelled_share", 0.05)
    found += _alone("orders", orders, "bad_days_in_a_row", "bad_day_chance", 0.03)
    for cause in CAUSES:
        found += _alone("order_questions", questions, f"{cause}_after_hours", f"{cause}_share", 0.1)
    found += _alone("order_questions", questions, "unhelpful_points", "unhelpful_share", 0.1)
    found += _alone("order_questions", questions, "unhelpful_share", "unhelpful_points", 1.5)
    found += _alone("proactive_message", message, "replies_after_hours", "replies_share", 0.02)
    if questions is not None and orders is None:
        way_out = "add a table [orders], or take this one out"
        found.append(located(("order_questions",), vars(questions), "beside [orders]", way_out))
    if message is not None and (questions is None or not questions.when_late_share):
        way_out = "add when_late_share = 0.3 to [order_questions], or take this table out"
        allowed = "beside questions about late items"
        found.append(located(("proactive_message",), vars(message), allowed, way_out))
    return found


def _alone(table: str, said: Section | None, key: str, other: str, say: float) -> Iterator[InitErrorDetails]:
    """Tell a figure that is not the usual one and moves nothing, as another one is 0."""
    if said is None or getattr(said, other) or getattr(said, key) == type(said).model_fields[key].default:
        return
    given = getattr(said, key)
    shown = int(given) if float(given).is_integer() else given
    allowed = f"beside {other}, without which it moves nothing"
    yield located((table, key), shown, allowed, f"add {other} = {say}")
