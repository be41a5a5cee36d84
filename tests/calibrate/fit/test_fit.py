"""A fit of a shop that we simulated: what was put in comes out, and what was not is said to be missing."""

from pathlib import Path

import numpy as np
import pytest

from sim.calibrate.fit import fit, peak_after
from sim.calibrate.fitted import Fitted, fact
from sim.calibrate.history import Asking, History, kind_of, read_history
from sim.calibrate.orders.daily import every_day
from sim.deadline import week_from_label, week_label
from sim.experiments.seasons.replicate import season_log
from sim.experiments.seasons.shop import Shop
from sim.norms.faults import InputError
from sim.norms.figures import Figures
from sim.norms.figures.kept import Figure
from sim.norms.log import Cases, Layout, write
from sim.scenario.read import read_text
from tests.calibrate.orders.test_lag import shop as shop_with_lag

TRUTH = {
    "contacts.phone_share": 0.12,
    "orders.late_share": 0.06,
    "orders.cancelled_share": 0.015,
    "orders.returned_share": 0.05,
    "contacts.waits_for_customer_hours": 48,
    "topics.0.share": 0.4,  # a simulated log knows topics by their number
}
SHOP = """weeks = "2026-W24..2026-W38"  # without a public holiday, on which nobody could call
[contacts]
questions_per_week = 700
phone_share = 0.12
week_busyness_sd = 0
day_busyness_sd = 0
follow_up_share = 0
mails_again_share = 0
after_holiday = [1, 1, 1]
waits_for_customer_hours = 48
[topics.delivery]
share = 0.4
[calls]
hangs_up_at_once_share = 0
[people]
Sanne = "mon-sun 00:00-24:00"
Mehmet = "mon-sun 00:00-24:00"
Aylin = "mon-sun 00:00-24:00"
[absence]
sick_day_chance = 0
sick_week_chance = 0
[orders]
items_per_week = 3000
late_share = 0.06
cancelled_share = 0.015
returned_share = 0.05
"""


@pytest.fixture(scope="module")
def log(tmp_path_factory) -> Path:
    """The events of one season of the shop, as a run leaves them."""
    folder = tmp_path_factory.mktemp("events")
    write(season_log(Shop(read_text(SHOP, "shop.toml").scenario), 1, 0), folder)
    return folder


@pytest.fixture(scope="module")
def found(log):
    history = read_history([log], Asking())
    return fit(history, peak_after(history))


def test_what_was_put_into_a_season_comes_out_of_its_log(found):
    for key, truth in TRUTH.items():
        one = found.figure(key)
        assert one.low <= truth <= one.high or one.value == pytest.approx(truth, rel=0.02), key


def test_levels_are_those_of_the_scenario_by_poisson(found):
    """15 weeks of Poisson counts; without luck of weeks and days, a level is off by some percent only."""
    questions, items = (
        found.figure(key).value for key in ("contacts.questions_per_week", "orders.items_per_week")
    )
    assert questions == pytest.approx(700, rel=0.04) and items == pytest.approx(3000, rel=0.02)


def test_nearly_all_answers_of_a_shop_that_is_always_there_are_in_time(found):
    assert 0.999 * found.answered.judged <= found.answered.in_time > 9_000


def test_a_log_of_items_alone_says_nothing_of_returns_and_questions(log):
    history = read_history([log / "items.parquet"], Asking())
    told = {one.key for one in fit(history, []).fitted}
    assert {"orders.late_share", "orders.items_per_week"} <= told
    assert not {"orders.returned_share", "contacts.questions_per_week", "contacts.phone_share"} & told


def test_questions_that_follow_orders_are_not_among_those_of_a_week():
    """100 questions of their own and 60 that follow 1,000 orders, on every day on average."""
    asked, orders = shop_with_lag(0.06, np.random.default_rng(11))
    arrived = asked * 86_400 + np.arange(len(asked)) % 24 * 3600
    history = History((), "UTC", cases=Cases(arrived_at=arrived, answered_at=arrived), orders=orders)
    whole, split = fit(history, [], no_lag=fact("no_orders_to_follow")), fit(history, [])
    assert split.figure("order_questions.when_on_time_share").value == pytest.approx(0.06, rel=0.25)
    questions = [one.figure("contacts.questions_per_week").value for one in (whole, split)]
    assert questions == pytest.approx([7 * 160, 7 * 100], rel=0.12)
    assert whole.figure("order_questions.when_on_time_share") is None
    assert [type(panel).__name__ for panel in split.panels] == ["Level", "Level", "Week", "Curve"]


def test_a_key_is_told_once(found):
    keys = [one.key for one in (*found.fitted, *found.untold, *found.profiles)]
    assert len(set(keys)) == len(keys)


def test_the_hours_take_the_place_of_the_share_outside_them(found):
    assert len(found.profiles) == 7 and found.figure("contacts.outside_office_hours_share") is None


def test_a_log_and_its_files_one_by_one_are_the_same_history(log, found):
    by_file = read_history(sorted(log.glob("*.parquet")), Asking())
    told = {one.key: one.value for one in fit(by_file, peak_after(by_file)).fitted}
    assert told == {one.key: pytest.approx(one.value, rel=0.02) for one in found.fitted}


def test_weekly_figures_alone_tell_levels_and_shares():
    """Twenty weeks by hand: 500 questions, 2,000 items of which 40 were cancelled, 900 of 1,000 in time."""
    mondays = [week_from_label("2026-W10") + 7 * week for week in range(20)]
    rows = [
        one
        for week in mondays
        for one in (
            Figure(week, "questions", 500, 2000),
            Figure(week, "cancellations", 40, 2000),
            Figure(week, "on_time", 900, 1000),
            Figure(week, "phone", 90, 100),
        )
    ]
    told = fit(History((), "Europe/Amsterdam", figures=Figures(tuple(sorted(rows)))), [])
    values = {one.key: one.value for one in told.fitted}
    assert values["contacts.questions_per_week"] == 500 and values["orders.items_per_week"] == 2000
    assert values["orders.cancelled_share"] == 0.02 and values["orders.late_share"] == pytest.approx(0.1)
    assert values["contacts.phone_share"] == pytest.approx((90 + 6) / 506)  # 44% of ten missed calls again
    assert {"orders.late_share_spread", "contacts.week_busyness_sd"} <= {one.key for one in told.untold}


def test_the_peak_ahead_is_the_next_one_or_what_is_left_of_it():
    ahead = peak_after(History((), "Europe/Amsterdam", last_day=week_from_label("2026-W30")))
    assert [week_label(one) for one in (ahead[0], ahead[-1])] == ["2026-W46", "2027-W01"]
    left = peak_after(History((), "Europe/Amsterdam", last_day=week_from_label("2026-W50")))
    assert week_label(left[0]) == "2026-W51"


def test_orders_peak_by_themselves_where_questions_reach_back_too():
    """Two years of both: peaks of the questions, and of the orders as orders_times."""
    first, days = week_from_label("2025-W10"), 7 * 82
    orders = every_day(np.arange(first, first + days), np.full(days, 100))
    rows = tuple(Figure(first + 7 * week, "response", 50, 60) for week in range(82))
    told = fit(
        History((), "Europe/Amsterdam", orders=orders, figures=Figures(rows)), [week_from_label("2026-W48")]
    )
    peaks = {one.key: one.value for one in told.fitted if one.key.startswith("peaks")}
    assert peaks == {'peaks."2026-W48"': 1, 'peaks."2026-W48".orders_times': 1}


@pytest.mark.parametrize(
    ("name", "header", "kind"),
    [
        ("a.csv", "name,arrived_at,answered_at,text", "cases"),
        ("a.csv", "caller,attempted_at,outcome", "calls"),
        ("a.csv", "week,norm,numerator,denominator", "figures"),
        ("a.csv", "date;orders;address", "orders"),
        ("a.csv", "ts_local,calls", "counts"),
    ],
)
def test_a_file_is_known_by_its_columns(tmp_path, name, header, kind):
    (tmp_path / name).write_text(f"{header}\n")
    assert kind_of(tmp_path / name, Layout()) == kind


def test_a_file_of_no_kind_says_what_would_be_one(tmp_path):
    (tmp_path / "a.csv").write_text("colour,taste\nred,sweet\n")
    with pytest.raises(InputError, match=r"colour, taste given; must be a log of cases .* daily orders"):
        kind_of(tmp_path / "a.csv", Layout())


def test_the_fitted_are_figures_with_a_range_around_them(found):
    assert all(isinstance(one, Fitted) and one.low <= one.value <= one.high for one in found.fitted)
