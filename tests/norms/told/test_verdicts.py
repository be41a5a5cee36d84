import subprocess
import sys
from datetime import date

import numpy as np
import pytest

from sim.deadline import week_from_label
from sim.norms import NEVER, EventLog, InputError, Options, Verdict, exact, judge, judge_by, read_as
from sim.norms.editions.edition import NORMS, edition
from sim.norms.log import Calls, Cases, Items, Parcels, Reviews, Surveys
from sim.norms.told.judged import Asked
from tests.norms.logs import at, day, items, log, questions


def test_importing_the_floor_loads_no_heavy_library():
    doors = "sim.norms, sim.norms.standing.score, sim.norms.told.indicators, sim.norms.standing.policy"
    loaded = f"import {doors}, sys; print(*sys.modules)"
    names = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout
    assert not {"simpy", "matplotlib", "numba", "pyarrow", "pydantic", "pandas"} & set(names.split())


def test_one_row_a_seller_week_and_norm():
    told = judge(log(late=3, total=10), "8wh", "NL")
    assert [(row.seller, row.week, row.norm) for row in told] == [
        ("S", week_from_label("2026-W47"), norm) for norm in NORMS
    ]
    assert len(told) == len(NORMS)


def test_a_column_has_the_type_that_is_promised():
    told = judge(log(late=3, total=10), "8wh", "NL")
    kinds = {name: str(getattr(told, name).dtype) for name in Verdict._fields}
    counts = dict.fromkeys(("week", "good", "bad", "pending", "total", "final_at"), "int64")
    flags = dict.fromkeys(("mail", "strike", "partial", "excused"), "bool")
    words = {name: kinds[name] for name in ("seller", "norm")}
    assert kinds == counts | flags | words | {"met": "int8", "share": "float64"}
    assert all(kind.startswith("<U") for kind in words.values())
    assert judge(EventLog(), "8wh", "NL", at("2026-11-17 10:00")).seller.dtype.kind == "U"


def test_an_empty_week_between_two_says_no_data():
    early, late = questions(0, 1, "2026-11-03 10:00"), questions(0, 1, "2026-11-17 10:00")
    both = Cases(
        arrived_at=[*early.arrived_at, *late.arrived_at], answered_at=[*early.answered_at, *late.answered_at]
    )
    between = judge(EventLog(cases=both), "8wh", "NL").at("response", "2026-W46")
    assert (between.total, between.met, between.share) == (0, -1, None)
    assert not between.mail and not between.strike


def test_a_share_is_masked_where_nothing_was_judged_and_never_nan():
    told = judge(log(), "8wh", "NL")
    assert told.of("phone").share.mask.tolist() == [True]
    assert not np.isnan(told.share.data).any()


def test_counts_weeks_and_instants_are_whole_numbers_and_a_verdict_one_of_three():
    told = judge(log(), "8wh", "NL")
    assert told.met.dtype == np.int8
    for column in (told.week, told.good, told.bad, told.pending, told.total, told.final_at):
        assert column.dtype == np.int64


def test_what_is_asked_of_a_log_larger_than_memory_is_looked_at_without_its_rows():
    view = Asked(edition("8wh"), "NL").view(at("2026-11-17 10:00"))
    assert view.log.latest() == NEVER
    assert (view.edition, view.holidays, view.as_of) == (edition("8wh"), "NL", at("2026-11-17 10:00"))


def test_a_log_without_rows_is_a_fault():
    with pytest.raises(InputError) as fault:
        judge(EventLog(), "8wh", "NL")
    told = "log: rows: no instant given; must be one or more; check the file, or say --as-of"
    assert str(fault.value) == told


def test_a_faulty_log_is_not_judged():
    wrong = Cases(arrived_at=[at("2026-11-17 10:00")], answered_at=[at("2026-11-17 09:00")])
    with pytest.raises(InputError, match="cases: row 1: answered_at"):
        judge(EventLog(cases=wrong), "8wh", "NL")


def test_the_weeks_of_the_log_in_which_it_begins_and_ends_are_partial():
    arrived_at = np.arange(at("2026-11-04 10:00"), at("2026-11-19 10:00"), 86_400)
    told = judge(EventLog(cases=Cases(arrived_at=arrived_at, answered_at=arrived_at)), "8wh", "NL")
    assert told.of("response").partial.tolist() == [True, False, True]


def test_a_log_judged_later_ends_in_a_whole_week():
    arrived_at = np.arange(at("2026-11-02 00:00"), at("2026-11-21 10:00"), 86_400)
    cases = EventLog(cases=Cases(arrived_at=arrived_at, answered_at=arrived_at))
    assert judge(cases, "8wh", "NL", at("2026-12-01 00:00")).of("response").partial.tolist() == [False] * 3


def test_only_the_weeks_asked_for_are_reported():
    weeks = week_from_label("2026-W46"), week_from_label("2026-W48")
    told = judge_by(log(late=3, total=10), "8wh", "NL", options=Options(weeks=weeks)).of("response")
    assert told.week.tolist() == [weeks[0], weeks[0] + 7, weeks[1]]
    assert told.bad.tolist() == [0, 3, 0]


def test_a_question_of_the_week_before_or_after_those_asked_for_counts_nowhere():
    arrived_at = [at(f"2026-11-{day} 10:00") for day in (10, 17, 24)]
    weeks = week_from_label("2026-W47"), week_from_label("2026-W47")
    cases = EventLog(cases=Cases(arrived_at=arrived_at, answered_at=arrived_at))
    (told,) = judge_by(cases, "8wh", "NL", options=Options(weeks=weeks)).of("response")
    assert (told.good, told.bad, told.pending, told.total) == (1, 0, 0, 1)


def test_a_view_has_the_contested_days_of_its_edition():
    read = read_as(edition("8wh"), {"holidays.good_friday": "true"})
    days = judge(log(), read, "NL").view.holidays_between(date(2026, 4, 1), date(2026, 4, 4))
    assert [holiday.day for holiday in days] == [date(2026, 4, 3)]


def test_each_seller_is_judged_alone():
    ours, theirs = questions(late=12, total=20, seller="ours"), questions(late=1, total=20, seller="theirs")
    both = Cases(
        **{
            name: np.concatenate([getattr(ours, name), getattr(theirs, name)])
            for name in ("seller_id", "arrived_at", "answered_at")
        }
    )
    told = judge(EventLog(cases=both), "24h-weekday", "NL")
    assert told.of("response").bad.tolist() == [12, 1]
    assert told.of(seller="ours").at("response", "2026-W47").strike
    assert [(week.seller, week.in_window) for week in told.history if week.strike] == [("ours", 1)]
    with pytest.raises(LookupError, match="choose a seller"):
        told.at("response", "2026-W47")
    with pytest.raises(ValueError, match="prior strikes need a log of one seller; this one has ours, theirs"):
        judge(EventLog(cases=both), "8wh", "NL", prior_strikes=["2026-W40"])


@pytest.mark.parametrize(
    ("said", "named"),
    [
        (Options(excused=(("response", "2026-W47"),)), "excused weeks"),
        (Options(new_seller=True), "a new seller"),
        (Options(prior_strikes=("2026-W40",), new_seller=True), "prior strikes and a new seller"),
    ],
)
def test_what_is_said_of_one_seller_needs_a_log_of_one(said: Options, named: str):
    both = Cases(seller_id=["A", "B"], arrived_at=[at("2026-11-17 10:00")] * 2, answered_at=[NEVER] * 2)
    with pytest.raises(ValueError, match=f"{named} need a log of one seller; this one has A, B"):
        judge_by(EventLog(cases=both), "8wh", "NL", options=said)


def test_an_excused_week_is_one_that_is_judged_and_of_a_norm_that_there_is():
    with pytest.raises(
        ValueError, match="must be one of 2026-W47 to 2026-W47, which are judged; got '2026-W46'"
    ):
        judge_by(log(), "8wh", "NL", options=Options(excused=(("response", "2026-W46"),)))
    with pytest.raises(ValueError, match=r"^an excused norm must be one of .*; did you mean 'response'"):
        judge_by(log(), "8wh", "NL", options=Options(excused=(("respons", "2026-W47"),)))


def test_every_week_that_is_excused_counts_for_nothing_in_its_norm_alone():
    arrived_at = np.array([at("2026-11-10 10:00"), at("2026-11-17 10:00"), at("2026-11-24 10:00")])
    late = EventLog(cases=Cases(arrived_at=arrived_at, answered_at=arrived_at + 3 * 86_400))
    excused = (("response", "2026-W46"), ("response", "2026-W48"))
    told = judge_by(late, "24h-2021", "none", options=Options(excused=excused))
    assert told.of("response").excused.tolist() == [True, False, True]
    assert told.of("response").met.tolist() == [-1, 0, -1]
    assert not told.of("questions").excused.any()


def test_the_short_call_and_the_full_one_judge_alike():
    late = log(late=12, total=20)
    short = judge(late, "24h-weekday", "BE", at("2026-12-12 00:00"), "next_open", ["2026-W40"])
    said = Options(boundary="next_open", prior_strikes=("2026-W40",))
    full = judge_by(late, "24h-weekday", "BE", at("2026-12-12 00:00"), said)
    assert list(short) == list(full) and short.history == full.history
    assert short.history[0].in_window == 2 and short.view.options == said


def test_tables_without_a_seller_belong_to_the_only_one():
    told = judge(EventLog(cases=questions(0, 5), items=items(late=3, total=5)), "8wh", "NL")
    assert set(told.seller.tolist()) == {"S"}
    assert told.at("on_time", "2026-W47").bad == 3


def test_seller_numbers_keep_their_sign_and_their_name():
    arrived_at = [at("2026-11-17 10:00")] * 3
    cases = Cases(seller_id=[12, -12, 12], arrived_at=arrived_at, answered_at=arrived_at)
    assert judge(EventLog(cases=cases), "8wh", "NL").view.sellers == ["-12", "12"]


def test_an_order_not_yet_placed_is_not_known():
    order = Items(
        ordered_at=[at("2026-11-17 12:00")],
        promised_on=[day("2026-11-18")],
        attempted_at=[at("2026-11-18 12:00")],
        cancelled_at=[at("2026-11-17 13:00")],
    )
    both = EventLog(cases=questions(0, 1), items=order)
    before = judge(both, "8wh", "NL", at("2026-11-17 11:59"))
    after = judge(both, "8wh", "NL", at("2026-11-17 12:00"))
    assert before.at("on_time", "2026-W47").total == 0
    assert after.at("on_time", "2026-W47").pending == 1


def test_weeks_follow_the_clock_of_the_log():
    """Sunday 23:30 in Amsterdam is Monday in Jerusalem."""
    instant = [at("2026-11-22 23:30")]
    cases = EventLog(cases=Cases(arrived_at=instant, answered_at=instant))
    here, there = (
        judge_by(cases, "8wh", "none", options=Options(timezone=zone))
        for zone in ("Europe/Amsterdam", "Asia/Jerusalem")
    )
    assert here.at("response", "2026-W47").total == 1
    assert there.at("response", "2026-W48").total == 1


def test_only_who_gives_up_before_the_least_ring_is_left_out():
    ten = at("2026-11-17 10:00")
    calls = Calls(
        attempted_at=[ten] * 5,
        answered_at=[NEVER, NEVER, ten, NEVER, NEVER],
        ended_at=[ten + 9, ten + 10, ten + 9, ten, NEVER],
        outcome=["abandoned", "abandoned", "answered", "busy", "abandoned"],
    )
    read = read_as(edition("8wh"), {"phone.min_ring_s": "10"})
    told = judge(EventLog(calls=calls), read, "NL").at("phone", "2026-W47")
    assert (told.good, told.bad, told.total) == (1, 3, 4)


def test_a_call_that_was_answered_counts_while_it_lasts_and_one_that_rings_does_not():
    ten = at("2026-11-17 10:00")
    calls = Calls(
        attempted_at=[ten] * 3,
        answered_at=[ten + 5, NEVER, ten + 70],
        ended_at=[ten + 300, ten + 30, ten + 300],
        outcome=["answered", "abandoned", "answered"],
    )
    told = judge(EventLog(calls=calls), "8wh", "NL", ten + 60).at("phone", "2026-W47")
    assert (told.good, told.bad, told.pending) == (1, 1, 1)


def test_who_gives_a_seven_or_an_eight_is_counted_among_all_and_neither_for_nor_against():
    surveys = Surveys(closed_at=[at("2026-11-17 10:00")] * 5, grade=[9, 10, 8, 7, 6])
    told = judge(EventLog(surveys=surveys), "8wh", "NL").at("nps", "2026-W47")
    assert (told.good, told.bad, told.total) == (2, 1, 5)


@pytest.mark.parametrize(("the_promised_day_counts", "bad"), [("false", 1), ("true", 2)])
def test_what_a_customer_cancels_before_the_promised_day_never_counts(the_promised_day_counts, bad):
    promised = day("2026-11-18")
    given = Items(
        promised_on=[promised] * 3,
        attempted_at=[NEVER] * 3,
        cancelled_at=[at(f"2026-11-{number} 12:00") for number in (17, 18, 19)],
        cancelled_by=["customer"] * 3,
    )
    read = read_as(edition("8wh"), {"cancellations.promised_day_counts": the_promised_day_counts})
    told = judge(EventLog(items=given), read, "NL").at("cancellations", "2026-W47")
    assert (told.good, told.bad) == (3 - bad, bad)


def test_the_month_of_a_week_is_that_of_its_sunday():
    """31 May 2026 is a Sunday."""
    surveys = Surveys(closed_at=[at("2026-05-26 10:00"), at("2026-06-02 10:00")], grade=[9, 0])
    told = judge(EventLog(surveys=surveys), "8wh", "NL").of("nps")
    assert (told.good.tolist(), told.bad.tolist()) == ([1, 0], [0, 1])


def test_a_customer_may_cancel_on_the_day_before_the_promised_one_whatever_counts_on_that_day_itself():
    cancelled = [at("2026-11-17 10:00"), at("2026-11-18 10:00")]
    items = Items(
        promised_on=[day("2026-11-18")] * 2,
        attempted_at=[NEVER] * 2,
        cancelled_at=cancelled,
        cancelled_by=["customer"] * 2,
    )
    for counts, bad in (("false", 0), ("true", 1)):
        read = read_as(edition("8wh"), {"cancellations.promised_day_counts": counts})
        assert judge(EventLog(items=items), read, "NL").at("cancellations", "2026-W47").bad == bad


def test_a_question_that_is_never_due_is_pending_until_it_is_answered_and_then_in_time():
    """At a minute a week eight hours take nine years, and the calendar ends before."""
    asked, answered = at("2026-11-17 10:00"), at("2027-11-16 10:00")
    cases = EventLog(cases=Cases(arrived_at=[asked], answered_at=[answered]))
    options = Options(hours="Mon 09:00-09:01")
    for as_of, counts in ((answered - 1, (0, 0, 1)), (answered, (1, 0, 0))):
        told = judge_by(cases, "8wh", "NL", as_of, options).at("response", "2026-W47")
        assert (told.good, told.bad, told.pending) == counts


def test_five_grades_of_the_last_three_months_are_enough_and_four_are_not():
    given = [at("2026-02-03 10:00"), *[at("2026-11-17 10:00")] * 5]
    for few, counts in ((6, (50, 5)), (5, (41, 5))):
        reviews = Reviews(given_at=given[:few], grade=[1, 10, 10, 10, 10, 10][:few])
        told = judge(EventLog(reviews=reviews), "8wh", "NL").at("reviews", "2026-W47")
        assert (told.good, told.total) == counts


def test_a_log_without_an_instant_says_the_way_out():
    with pytest.raises(InputError) as error:
        judge(EventLog(), "8wh", "NL")
    assert str(error.value) == (
        "log: rows: no instant given; must be one or more; check the file, or say --as-of"
    )


def test_the_hours_of_another_trade_are_those_of_its_phone_too():
    friday, sunday = at("2026-11-20 10:00"), at("2026-11-22 10:00")
    calls = EventLog(calls=Calls(attempted_at=[friday, sunday], outcome=["busy", "answered"]))
    options = Options(hours="Sun-Thu 09:00-17:00")
    told = judge_by(calls, "8wh", "none", options=options).at("phone", "2026-W47")
    assert (told.good, told.bad) == (1, 0)


def test_an_unknown_edition_holiday_list_or_boundary_is_answered_with_the_known_ones():
    for arguments in (("9wh", "NL"), ("8wh", "DE")):
        with pytest.raises(ValueError, match="must be one of"):
            judge(log(), *arguments)
    with pytest.raises(ValueError, match="boundary must be one of close, next_open"):
        judge(log(), "8wh", "NL", boundary="open")  # type: ignore[arg-type]


def test_a_season_whose_parcels_were_counted_by_the_thousand_is_summed_exactly():
    parcels = Parcels(shipped_at=[at("2026-11-17 10:00")] * 3, has_code=[1, 1, 0], quantity=[10**15, 1, 1])
    told = judge(EventLog(parcels=parcels), "8wh", "NL").at("track_and_trace", "2026-W47")
    assert (told.good, told.bad, told.met) == (10**15 + 1, 1, 0)


def test_a_personal_norm_is_exact():
    told = judge_by(
        EventLog(
            cases=questions(0, 7),
            items=Items(
                ordered_at=[at("2026-11-17 09:00")],
                promised_on=[day("2026-11-18")],
                attempted_at=[at("2026-11-18 12:00")],
                cancelled_at=[-(2**63)],
                quantity=[100],
            ),
        ),
        "8wh",
        "NL",
        options=Options(questions_norm=exact(0.07)),
    )
    assert told.at("questions", "2026-W47").met == 1
