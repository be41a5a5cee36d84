"""What a file says and cannot move anything, because another figure is missing or 0."""

from collections.abc import Iterator

from pydantic_core import InitErrorDetails

from sim.deadline.holidays import holidays
from sim.deadline.instants.wall import date_of
from sim.scenario.fits.reach import located
from sim.scenario.schema import Scenario

# A figure, the other one of its table (or of another table) without which it moves nothing, what that may be.
REST_ON = {
    "contacts.calls_if_slow_after_hours": ("calls_if_slow_share", 0.15),
    "contacts.replies_again_share": ("follow_up_share", 0.3),
    "contacts.thanks_share": ("follow_up_share", 0.3),
    "contacts.thanks_minutes": ("thanks_share", 0.3),
    "contacts.noticed_late_after_hours": ("noticed_late_share", 0.02),
    "contacts.outside_reply_repeated_after_hours": ("outside_reply_share", 0.01),
    "calls.short_calls_s": ("short_calls_share", 0.05),
    "chatbot.hands_over_after_minutes": ("hands_over_share", 0.1),
    "lvb.comes_back_share": ("share", 0.2),
    "lvb.comes_back_after_hours": ("comes_back_share", 0.05),
    "marketplace.comes_back_share": ("handed_over_share", 0.01),
    "marketplace.comes_back_after_hours": ("comes_back_share", 0.3),
    "marketplace.solves_share": ("calls.closed_to_marketplace_share", 0.3),
    "marketplace.forwards_after_hours": ("calls.closed_to_marketplace_share", 0.3),
    "special_care.minutes": ("share", 0.2),
    "special_care.rotates_back_share": ("share", 0.2),
    "absence.flu_weeks_in_a_row": ("flu_week_chance", 0.1),
    "orders.bad_day_late_share": ("bad_day_chance", 0.03),
    "orders.bad_days_in_a_row": ("bad_day_chance", 0.03),
    "orders.late_cancelled_after_days": ("late_cancelled_share", 0.05),
    "order_questions.when_late_after_hours": ("when_late_share", 0.3),
    "order_questions.when_on_time_after_hours": ("when_on_time_share", 0.01),
    "order_questions.when_cancelled_after_hours": ("when_cancelled_share", 0.3),
    "order_questions.when_returned_after_hours": ("when_returned_share", 0.1),
    "order_questions.unhelpful_points": ("unhelpful_share", 0.1),
    "order_questions.unhelpful_share": ("unhelpful_points", 1.5),
    "proactive_message.replies_after_hours": ("replies_share", 0.02),
}
WITHOUT_ORDERS = "add a table [orders], or take this one out"


def needless(scenario: Scenario) -> list[InitErrorDetails]:
    """List the faults of all that moves nothing."""
    return [
        *_alone(scenario),
        *_without_orders(scenario),
        *_without_questions(scenario),
        *_after_voicemail(scenario),
        *_never_forwarded(scenario),
        *_never_open(scenario),
    ]


def _alone(scenario: Scenario) -> Iterator[InitErrorDetails]:
    """Tell a figure that is not the usual one while the one that it rests on is 0."""
    for name, (other, say) in REST_ON.items():
        table, key = name.split(".")
        said = getattr(scenario, table)
        if said is None or getattr(said, key) == type(said).model_fields[key].default:
            continue
        home, _, figure = other.rpartition(".")
        if getattr(getattr(scenario, home or table), figure):
            continue
        allowed = f"beside {other}, without which it moves nothing"
        yield located((table, key), _plain(getattr(said, key)), allowed, f"add {other} = {say}")


def _plain(given: float) -> float:
    """Return a number as people write it: 48, not 48.0."""
    return int(given) if float(given).is_integer() else given


def _without_orders(scenario: Scenario) -> Iterator[InitErrorDetails]:
    if scenario.orders is not None:
        return
    if scenario.order_questions is not None:
        given = vars(scenario.order_questions)
        yield located(("order_questions",), given, "beside [orders]", WITHOUT_ORDERS)
    for name, peak in scenario.peaks.items():
        if peak.orders_times is not None:
            key = ("peaks", name, "orders_times")
            yield located(
                key, list(peak.orders_times), "beside [orders]", "add a table [orders], or take it out"
            )


def _without_questions(scenario: Scenario) -> Iterator[InitErrorDetails]:
    message, questions = scenario.proactive_message, scenario.order_questions
    if message is not None and (questions is None or not questions.when_late_share):
        way_out = "add when_late_share = 0.3 to [order_questions], or take this table out"
        yield located(("proactive_message",), vars(message), "beside questions about late items", way_out)


def _after_voicemail(scenario: Scenario) -> Iterator[InitErrorDetails]:
    slots, rings_s = scenario.calls.call_back_slots, scenario.work.rings_before_voicemail_s
    if slots is not None and slots.offered_after_s is not None and slots.offered_after_s >= rings_s:
        allowed = f"less than the {rings_s:g} of work.rings_before_voicemail_s"
        way_out = "the voicemail answers before: lower it, or let it ring longer"
        yield located(
            ("calls", "call_back_slots", "offered_after_s"), _plain(slots.offered_after_s), allowed, way_out
        )


def _never_forwarded(scenario: Scenario) -> Iterator[InitErrorDetails]:
    """A question that goes back to the marketplace must have come from there."""
    hours, rules, lvb = scenario.marketplace.returns_after_hours, scenario.marketplace, scenario.lvb
    comes = rules.forwarded_per_week or scenario.calls.closed_to_marketplace_share
    if hours is not None and not comes and not (lvb and lvb.comes_back_share):
        way_out = "add forwarded_per_week = 40, or take it out"
        yield located(
            ("marketplace", "returns_after_hours"),
            _plain(hours),
            "beside questions that it forwards",
            way_out,
        )


def _never_open(scenario: Scenario) -> Iterator[InitErrorDetails]:
    """Customers who call must find the phone open on some day of the season."""
    if not scenario.contacts.phone_share:
        return
    days = scenario.judged.days
    off = {one.day for one in holidays(scenario.country, date_of(days[0]), date_of(days[-1]))}
    off |= set(scenario.calls.closed_days)
    weekdays = {slot.weekday for slot in scenario.calls.open}
    if not any(date_of(day).weekday() in weekdays and date_of(day) not in off for day in days):
        given = f"{len(days)} days without a phone"
        way_out = "correct open or closed_days, or write phone_share = 0 in [contacts]"
        yield located(
            ("calls", "open"), given, "hours in which it is offered on some day of the season", way_out
        )
