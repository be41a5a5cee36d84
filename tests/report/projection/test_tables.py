"""A projection as tables: exact cells, empty where nothing was judged."""

import io
from dataclasses import replace
from math import inf

import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest

from sim.experiments.estimates.confidence import Average, Chance, Difference
from sim.experiments.estimates.estimate import AnyOfWeek, WeekOfNorm
from sim.norms.editions.edition import NORMS
from sim.report.projection.tables import summary, weekly_csv, weekly_table
from sim.report.tables import as_parquet

from .projections import SEASONS, projection, weight

HEADER = (
    "week,norm,n_mean,late_mean,late_p05,late_p50,late_p95,share_mean,share_p05,share_p25,share_p50,share_p75,"
    "share_p95,p_no_data,p_missed,p_missed_low,p_missed_high,p_mail,p_strike"
)
TOLD = projection(weeks="2026-W49")
MONDAY = TOLD.shop.season.weeks[0]
ROW = WeekOfNorm(
    week=MONDAY,
    norm="response",
    n_mean=1620.5,
    bad_mean=140 + 1 / 3,
    bad=(0, 140, 1900),
    share_mean=Average(2 / 3, 0.6, 0.75),
    share=(0.1, 0.25, 0.9, 0.95, 1.0),
    no_data=0.0,
    missed=Chance(0.46, 0.41234567, 0.5),
    mail=Chance(0.89, 0.8, 0.95),
    strike=Chance(1e-9, 0.0, 0.02),
)
SILENT = replace(ROW, norm="phone", share_mean=None, share=None, no_data=1.0)


def told(*rows: WeekOfNorm):
    return replace(
        TOLD, weekly=list(rows), any_norm=[AnyOfWeek(MONDAY, Chance(0.9, 0.8, 1.0), Chance(0.01, 0.0, 0.1))]
    )


def lines(*rows: WeekOfNorm) -> list[str]:
    return weekly_csv(weekly_table(told(*rows))).decode().splitlines()


def test_the_header_is_that_of_the_contract():
    assert lines(ROW)[0] == HEADER


def test_a_row_has_every_number_with_six_decimals_at_most():
    assert lines(ROW)[1] == (
        "2026-W49,response,1620.5,140.333333,0,140,1900,0.666667,0.1,0.25,0.9,0.95,1,0,0.46,0.412346,0.5,0.89,0"
    )


def test_a_share_that_there_never_was_is_empty():
    assert lines(SILENT)[1] == (
        "2026-W49,phone,1620.5,140.333333,0,140,1900,,,,,,,1,0.46,0.412346,0.5,0.89,0"
    )


def test_the_week_as_a_whole_has_a_mail_and_a_strike_and_no_other_number():
    assert lines(ROW)[2] == "2026-W49,ANY,,,,,,,,,,,,,,,,0.9,0.01"


def test_every_week_has_its_norms_in_order_and_then_any():
    table = weekly_table(projection())
    weeks = [f"2026-W{week}" for week in range(47, 53)]
    assert table["week"].to_pylist() == [week for week in weeks for _ in range(len(NORMS) + 1)]
    assert table["norm"].to_pylist() == [*NORMS, "ANY"] * 6


def test_csv_and_parquet_say_the_same():
    table = weekly_table(projection())
    parquet = pq.read_table(io.BytesIO(as_parquet(table)))
    csv = pacsv.read_csv(io.BytesIO(weekly_csv(table)))
    assert parquet.equals(table)
    assert csv.column_names == table.column_names
    for name in csv.column_names[2:]:
        assert csv[name].to_pylist() == pytest.approx(table[name].to_pylist(), nan_ok=True, abs=1e-12)


def test_a_summary_says_what_the_run_came_to():
    found = summary(projection())
    assert (found["scenario"], found["question"]) == ("autumn", "Will it do?")
    assert (found["edition"], found["holidays"], found["boundary"]) == ("8wh", "NL", "close")
    assert found["settings"] == {"replications": SEASONS, "seed": 7, "engine": "kernel"}
    assert found["checked_on_this_shop"] is False
    assert (found["paid_hours"], found["euro"]) == (217.5, 6090.0)
    assert found["endless_staff"]["phone_share"] == 0.95
    assert [one["key"] for one in found["guesses"]] == ["work.really_at_work", "peaks"]


def test_a_summary_gives_the_chance_that_strikes_close_the_shop():
    found = summary(replace(TOLD, closure=Chance(0.125, 0.05, 0.25)))
    assert found["closed_by_strikes"] == {"share": 0.125, "low": 0.05, "high": 0.25}


def test_a_summary_gives_every_chance_its_interval():
    found = summary(told(ROW, SILENT))["chances"]
    assert [(one["week"], one["norm"]) for one in found] == [
        ("2026-W49", norm) for norm in ("response", "phone", "ANY")
    ]
    assert found[0]["missed"] == {"share": 0.46, "low": 0.41234567, "high": 0.5}
    assert found[0]["mail"] == {"share": 0.89, "low": 0.8, "high": 0.95}
    assert found[0]["strike"] == {"share": 1e-9, "low": 0.0, "high": 0.02}
    assert found[2]["mail"] == {"share": 0.9, "low": 0.8, "high": 1.0} and "missed" not in found[2]


def test_a_summary_gives_every_average_share_its_interval():
    assert summary(told(ROW, SILENT))["shares"] == [
        {"week": "2026-W49", "norm": "response", "mean": 2 / 3, "low": 0.6, "high": 0.75}
    ]


def test_a_summary_gives_every_guess_its_intervals_and_an_unknown_one_is_null():
    found = summary(replace(TOLD, weights=[weight("peaks", late=Difference(7.0, -inf, inf), moves=())]))
    [guess] = found["guesses"]
    assert guess["late"] == {"mean": 7.0, "low": None, "high": None}
    assert guess["strikes"] == {"mean": 0.0, "low": 0.0, "high": 0.0}
    assert found["guesses_tried_in"] == 16
    assert summary(TOLD)["guesses"][0]["moves"] == ("late",)


def test_a_summary_adds_up_weeks_and_counts_seasons_without_a_bad_one():
    drawn = projection()
    found = summary(drawn)
    mails, strikes, good = 0, 0, 0
    for season in drawn.seasons.verdicts.tolist():
        mails += sum(any(norm[5] for norm in week) for week in season)
        strikes += sum(any(norm[6] for norm in week) for week in season)
        good += all(week[0][4] != 0 for week in season)
    assert found["mails_mean"] == pytest.approx(mails / SEASONS)
    assert found["strikes_mean"] == pytest.approx(strikes / SEASONS)
    assert found["no_bad_response_week"] == good / SEASONS
