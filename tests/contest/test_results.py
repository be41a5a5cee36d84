"""Tables, picture and timings of a contest that is made up: every figure is known beforehand."""

import csv
import json

import numpy as np
import pytest

from benchmarks.contest import tables, timed
from benchmarks.contest.__main__ import RESULTS, write
from benchmarks.contest.judge import Mark, Report
from benchmarks.contest.picture import GAP, in_words, label_heights, spread, throughput
from benchmarks.contest.timings import COPY, Timing, as_json, from_json
from benchmarks.peers.protocol import Peer

RIGHT = Report("normsim", Peer("ours", "numpy", object), "close", (Mark("plain days", asked=400),))
MARKS = (
    Mark("plain days", asked=400, wrong=7, by_either=7, example="Mon | 09:00: says a, right is b"),
    Mark("lunch breaks", cannot="one slot a day"),
    Mark("weekends", asked=400, unanswered=3, fault="raises ValueError: no"),
)
PANDAS = Report(tables.PANDAS, Peer("pandas", "no-such-package", object), "next_open", MARKS)
REPORTS = (PANDAS, RIGHT)
TIMINGS = [
    Timing(COPY, 1000, 7, 1e-6, 1e-6),
    Timing(COPY, 10_000, 7, 1e-5, 1e-5),
    Timing("normsim", 1, 99, 1e-5, 3e-5),
    Timing("normsim", 1000, 7, 1e-4, 1e-4),
    Timing("normsim", 10_000, 7, 2e-5, 2e-5),
    Timing(tables.PANDAS, 1, 99, 1e-3, 2e-3),
    Timing(tables.PANDAS, 1000, 3, 0.1, 0.1),
]


def test_the_overview_puts_the_fastest_first_and_counts_what_is_wrong():
    ours, pandas = tables.overview(REPORTS, TIMINGS)
    assert (ours["engine"], ours["cases a second"], ours["x pandas"]) == ("ours", "500000000", "50000")
    assert (ours["p99 of one call, µs"], ours["wrong"], ours["of a plain copy"]) == ("30", 0, "0.5")
    assert (pandas["wrong"], pandas["no answer"], pandas["asked"]) == (7, 3, 800)
    assert (pandas["boundary"], pandas["cannot say"], pandas["version"]) == (
        "next_open",
        "one slot a day",
        "-",
    )
    assert (pandas["x pandas"], pandas["cases a call"]) == ("1", "1,000")


def test_wrong_answers_that_another_boundary_would_excuse_are_called_mixed():
    mixed = Report("some", Peer("some", "numpy", object), "close", (Mark("plain days", 400, wrong=9),))
    assert tables.boundary_of(mixed) == "mixed"


def test_by_category_tells_wrong_from_silent_from_what_cannot_be_said():
    pandas, ours = tables.by_category(REPORTS)
    assert (pandas["plain days"], pandas["lunch breaks"]) == ("7", "cannot say")
    assert (pandas["weekends"], ours["plain days"]) == ("0 + 3 no answer", "0")


def test_every_fault_has_one_concrete_input():
    first, second = tables.wrong_inputs(REPORTS)
    assert (first["one wrong input"], first["by either boundary"]) == ("Mon | 09:00: says a, right is b", 7)
    assert second["one wrong input"] == "raises ValueError: no"


def test_the_limit_of_the_job_says_by_how_much_anybody_could_win():
    seconds = {"normsim": 0.03, "a plan": 0.6, "the columns read once": 0.01}
    ours, plan, limit = tables.of_the_job("in order", 10**7, seconds)
    assert list(plan.values()) == ["in order", "a plan", "17000000", "20", "60"]
    assert (ours["time, ours = 1"], ours["time, the limit = 1"]) == ("1", "3")
    assert (limit["time, ours = 1"], limit["time, the limit = 1"]) == ("0.33", "1")


def test_a_markdown_table_is_not_broken_by_a_bar():
    page = tables.as_markdown(tables.wrong_inputs(REPORTS))
    assert {line.count("|") for line in page.splitlines()} == {8}


@pytest.mark.parametrize(
    ("value", "text"),
    [(123_456.0, "120000"), (9.96, "10"), (0.0512, "0.051"), (1.0, "1"), (0.00012, "0.00012")],
)
def test_a_figure_has_two_digits_and_no_exponent(value, text):
    assert tables.figure(value) == text


def test_of_many_calls_the_median_and_the_99th_percentile_are_kept():
    assert Timing.of("a", 1, list(range(101))) == Timing("a", 1, 101, 50.0, 99.0)
    assert Timing.of("b", 10, [3.0, 1.0, 2.0]) == Timing("b", 10, 3, 2.0, 2.98)


def test_timings_come_back_as_they_were_written_in_order():
    backwards = sorted(TIMINGS, key=lambda one: (one.adapter, one.cases), reverse=True)
    assert from_json(as_json(backwards)) == backwards[::-1]


def test_all_engines_are_asked_in_turn_and_slow_ones_sit_out_the_last_rounds(monkeypatch):
    asked = []
    monkeypatch.setattr(timed, "seconds_of", lambda call: call())
    calls = {"quick": lambda: asked.append("q") or 0.01, "slow": lambda: asked.append("s") or 1.0}
    took = timed.in_turn(calls)
    assert "".join(asked) == "qs" + "qs" * timed.ROUNDS + "q" * (timed.QUICK_ROUNDS - timed.ROUNDS)
    assert {name: len(seconds) for name, seconds in took.items()} == {
        "quick": timed.QUICK_ROUNDS,
        "slow": timed.ROUNDS,
    }


def test_engines_are_compared_at_ten_million_cases_and_slow_ones_at_what_they_can_take():
    more = [Timing("normsim", 10**7, 7, 0.02, 0.02), Timing("normsim", 10**8, 7, 1.0, 1.0)]
    copies = [Timing(COPY, 10**7, 7, 0.01, 0.01), Timing(COPY, 10**8, 7, 0.1, 0.1)]
    ours, pandas = tables.overview(REPORTS, [*TIMINGS, *more, *copies])
    assert (ours["cases a call"], ours["cases a second"]) == ("10,000,000", "500000000")
    assert (pandas["cases a call"], pandas["ours is x faster"]) == ("1,000", "50000")


def test_names_at_the_lines_keep_their_order_and_their_distance():
    apart = spread({"low": 5.0, "high": 5.01, "mid": 5.005, "far": 9.0})
    assert sorted(apart, key=apart.__getitem__) == ["low", "mid", "high", "far"]
    assert np.diff([apart[name] for name in ("low", "mid", "high")]) == pytest.approx(GAP, rel=0.01)
    assert apart["far"] == 9.0


def test_a_name_stands_as_high_as_its_last_point():
    heights = label_heights({COPY: TIMINGS[:2], "normsim": TIMINGS[3:5], tables.PANDAS: TIMINGS[6:]})
    assert heights == pytest.approx({COPY: 1e9, "normsim": 5e8, tables.PANDAS: 1e4})


@pytest.mark.parametrize(
    ("number", "words"), [(1e5, "100,000"), (1e7, "10 million"), (1e9, "1 billion"), (10, "10")]
)
def test_an_axis_speaks_in_words(number, words):
    assert in_words(number) == words


def test_no_name_runs_off_the_paper():
    wrong = (Mark("plain days", asked=3600, wrong=3600, by_either=3600),)
    longest = Report(tables.PANDAS, Peer("pandas CustomBusinessHour", "numpy", object), "close", wrong)
    page = throughput(TIMINGS, [longest])
    (axes,) = page.axes
    page.draw_without_rendering()
    assert len(axes.texts) == 2
    assert max(name.get_window_extent().x1 for name in axes.texts) <= page.bbox.x1


def test_a_contest_is_written_down_as_tables_timings_and_a_picture(tmp_path):
    write(tmp_path, REPORTS, TIMINGS, [{"side": "ours", "cases a second": 1}], checked=1234)
    rows = csv.DictReader((tmp_path / "peers.csv").read_text().splitlines())
    assert [row["wrong"] for row in rows] == ["0", "7"]
    assert len((tmp_path / "wrong.csv").read_text().splitlines()) == 3
    page = (tmp_path / "peers.md").read_text()
    assert "1234 answers" in page and page.count("\n## ") == 4
    assert len(json.loads((tmp_path / "timings.json").read_text())) == len(TIMINGS)
    assert (tmp_path / "throughput.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "throughput.svg").read_text().startswith("<?xml")


def front_page(row):
    """What the README shows of an engine."""
    not_right = int(row["wrong"]) + int(row["no answer"])
    return {
        "engine": row["engine"],
        "cases a second": f"{int(row['cases a second']):,}",
        "x pandas": row["x pandas"],
        "p99 of one call, µs": row["p99 of one call, µs"],
        "not right": f"{not_right} of {row['asked']}",
    }


def test_the_front_page_shows_the_table_of_the_last_contest():
    rows = csv.DictReader((RESULTS / "peers.csv").read_text(encoding="utf-8").splitlines())
    table = tables.as_markdown([front_page(row) for row in rows])
    assert table in (RESULTS.parents[1] / "README.md").read_text(encoding="utf-8")
