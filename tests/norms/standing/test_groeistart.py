"""What the marketplace sees of a new seller; the stories in tests/stories/strikes.toml tell the rest."""

from dataclasses import replace
from itertools import islice

from sim.deadline import week_from_label
from sim.norms import NEVER, EventLog, Options, judge_by
from sim.norms.log import Items
from sim.norms.measures import View
from sim.norms.standing.groeistart import _looks, _ordered_at, looks
from tests.norms.logs import at, day


def hundred_orders(weeks: tuple[int, int] | None = None) -> View:
    """Ten orders delivered late in week 46, and ninety of week 48 that are not due when the last comes."""
    log = EventLog(
        items=Items(
            ordered_at=[at("2026-11-09 10:00")] * 10 + [at("2026-11-23 10:00")] * 90,
            promised_on=[day("2026-11-10")] * 10 + [day("2026-11-24")] * 90,
            attempted_at=[at("2026-11-11 10:00")] * 10 + [at("2026-11-24 10:00")] * 90,
            cancelled_at=[NEVER] * 100,
        )
    )
    return judge_by(log, "8wh", "NL", options=Options(new_seller=True, weeks=weeks)).view


def test_a_look_counts_everything_since_the_first_order_whatever_weeks_are_reported():
    last = hundred_orders((week_from_label("2026-W48"), week_from_label("2026-W48")))
    assert [look.met["on_time"] for look in looks(last)] == [-1, 0, 0]
    assert looks(last) == looks(hundred_orders())


def test_items_of_one_order_are_one_and_an_item_whose_order_has_no_instant_is_none():
    """Nine orders: the marketplace has not looked at the seller yet."""
    ordered, delivered = at("2026-11-09 10:00"), at("2026-11-10 10:00")
    items = Items(
        order_id=["Z", *"BCDEFGHI", "A", "A"],
        ordered_at=[NEVER, *[ordered] * 10],
        promised_on=[day("2026-11-10")] * 11,
        attempted_at=[delivered] * 11,
        cancelled_at=[NEVER] * 11,
    )
    assert looks(judge_by(EventLog(items=items), "8wh", "NL", options=Options(new_seller=True)).view) == ()


def test_a_look_counts_everything_whatever_cells_a_part_is_counted_in():
    view = hundred_orders()
    frame = replace(view.frame, weeks=view.weeks[-1:])
    assert looks(replace(view, whole=frame)) == looks(view)


def test_an_order_is_as_old_as_its_first_item_and_an_item_without_one_is_an_order():
    ten = at("2026-11-17 10:00")
    log = EventLog(
        items=Items(
            order_id=["later", "two", "two", "", "one"],
            ordered_at=[ten + 7200, ten + 60, ten, ten + 30, ten + 90],
            promised_on=[day("2026-11-18")] * 5,
            attempted_at=[NEVER] * 5,
            cancelled_at=[NEVER] * 5,
        )
    )
    view = judge_by(log, "8wh", "NL", ten + 3600).view
    assert _ordered_at(view).tolist() == [ten, ten + 30, ten + 90]


def test_each_phase_that_is_failed_brings_the_looks_of_another_hundred_orders():
    """Ten are delivered late, and the others are not due yet when the last comes, as above."""
    log = EventLog(
        items=Items(
            ordered_at=[at("2026-11-09 10:00")] * 10 + [at("2026-11-23 10:00")] * 290,
            promised_on=[day("2026-11-10")] * 10 + [day("2026-11-24")] * 290,
            attempted_at=[at("2026-11-11 10:00")] * 10 + [at("2026-11-24 10:00")] * 290,
            cancelled_at=[NEVER] * 300,
        )
    )
    view = judge_by(log, "8wh", "NL").view
    told = list(islice(_looks(view, _ordered_at(view)), 10))
    assert [look.orders for look in told] == [10, 50, 100, 110, 150, 200, 210, 250, 300]
