"""Which figures of what is sold a season takes from the weeks before it."""

import pytest

from sim.calibrate.called.learned.sold import of_season, sold
from sim.norms.figures import Figure, Figures
from sim.scenario.read import read_text

SHOP = 'weeks = "2026-W45"\n[contacts]\nquestions_per_week = 500\n[people]\nSanne = "mon-fri 09:00-17:00"\n'
W30 = 20_656


def scenario(orders: str = ""):
    return read_text(SHOP + orders, "shop.toml").scenario


def weeks(norm: str, *numerators: int, of: int = 1000) -> Figures:
    return Figures(tuple(Figure(W30 + 7 * at, norm, one, of) for at, one in enumerate(numerators)))


def both(*several: Figures) -> Figures:
    return Figures(tuple(row for figures in several for row in figures.rows))


def test_what_goes_wrong_is_told_by_the_key_that_says_so():
    known = both(weeks("on_time", 960, 940, 950), weeks("returns", 30, 31, 29))
    fits = {one.key: one for one in sold(scenario(), known)}

    assert list(fits) == [
        "orders.items_per_week",
        *("orders.late_share", "orders.late_share_spread"),
        *("orders.returned_share", "orders.returned_share_spread"),
    ]
    assert fits["orders.items_per_week"].value == pytest.approx(1000)
    assert fits["orders.late_share"].value == pytest.approx(0.05, rel=0.1)
    assert fits["orders.returned_share"].value == pytest.approx(0.03, rel=0.1)


def test_where_nothing_counts_the_items_nothing_is_told():
    assert sold(scenario(), weeks("track_and_trace", 990, 980)) == ()


def test_after_an_alarm_only_the_last_four_weeks_count():
    known = weeks("cancellations", 5, 5, 5, 5, 30, 30, 30, 30)
    alone = weeks("cancellations", *(30, 30, 30, 30))

    told, expected = sold(scenario(), known, {"cancellations"}), sold(scenario(), alone)

    assert [(one.key, one.value, one.low) for one in told[1:]] == [
        (one.key, one.value, one.low) for one in expected[1:]
    ]
    assert sold(scenario(), known)[1].value < told[1].value


def test_a_season_takes_no_share_twice():
    known = both(weeks("on_time", 960, 940), weeks("cancellations", 10, 12))
    fits = sold(scenario(), known)

    def taken(orders: str) -> set[str]:
        return {one.key.removeprefix("orders.") for one in of_season(scenario(orders), fits)}

    all_of_them = {one.key.removeprefix("orders.") for one in fits}
    table = "[orders]\nitems_per_week = 900\n"
    assert taken("") == set()
    assert taken(table) == all_of_them
    assert taken(table + "bad_day_chance = 0.1") == all_of_them - {"late_share", "late_share_spread"}
    assert taken(table + "late_cancelled_share = 0.1") == all_of_them - {
        "cancelled_share",
        "cancelled_share_spread",
    }
