"""normsim judge, on the log of a simulated season and on small logs written by hand."""

import json
from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow.parquet as pq
import pytest

from .clerk import HOLIDAYS_2026, due, week_of
from .conftest import Run
from .shop import CASES, one_case, written
from .typed import typed

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ZONE = ("--timezone", "Europe/Amsterdam")
INDICATORS = {
    "CANCELLATIONS",
    "FULFILMENT",
    "PHONE_AVAILABILITY",
    "RESPONSE_TIME",
    "CASE_ITEM_RATIO",
    "TRACK_AND_TRACE",
    "RETURNS",
    "REVIEWS",
}


def local(at: datetime | None) -> datetime | None:
    return None if at is None else at.astimezone(AMSTERDAM).replace(tzinfo=None)


def test_the_log_of_a_season_gives_the_numbers_of_a_clerk(run: Run):
    told = json.loads(typed("judge", run.folder / "events", "--holidays", "NL", "--json").out)
    found = {(row["week"], row["norm"]): row for row in told["verdicts"]}

    answers: dict[str, Counter[str]] = defaultdict(Counter)
    cases = pq.read_table(run.folder / "events" / "cases.parquet").to_pylist()
    for case in cases:
        arrived, answered = local(case["arrived_at"]), local(case["answered_at"])
        if case["channel"] != "phone":
            in_time = answered is not None and answered <= due(arrived, HOLIDAYS_2026)
            answers[week_of(arrived)]["good" if in_time else "bad"] += 1
    calls: dict[str, Counter[str]] = defaultdict(Counter)
    for call in pq.read_table(run.folder / "events" / "calls.parquet").to_pylist():
        at = local(call["attempted_at"])
        if at.weekday() < 5 and 9 <= at.hour < 17 and at.date() not in HOLIDAYS_2026:
            calls[week_of(at)]["good" if call["outcome"] == "answered" else "bad"] += 1

    weeks = ["2026-W48", "2026-W49", "2026-W50"]
    assert sum(answers[week]["bad"] for week in weeks) > 0 and sum(calls[week]["bad"] for week in weeks) > 0
    for week in weeks:
        for norm, counted in (("response", answers[week]), ("phone", calls[week])):
            row = found[week, norm]
            assert (row["good"], row["bad"], row["pending"]) == (counted["good"], counted["bad"], 0)
            share_met = 10 * counted["good"] >= 9 * (counted["good"] + counted["bad"])
            assert row["met"] == share_met
            assert row["mail"] == (norm == "response" and counted["bad"] >= 10)
            assert not row["strike"]


def test_the_log_of_a_season_gives_the_verdicts_of_the_run(run: Run):
    """Replication 0 is kept as a log; judged as a real one, its weeks count what the season counted."""
    record = json.loads((run.folder / "seasons" / "000000.json").read_text())["columns"]["verdicts"]
    told = json.loads(typed("judge", run.folder / "events", "--holidays", "NL", "--json").out)["verdicts"]
    for number, week in enumerate(("2026-W48", "2026-W49")):
        rows = [
            row for row in told if row["week"] == week and row["norm"] not in ("on_time", "cancellations")
        ]
        for row in rows:
            counted = record[number][[one["norm"] for one in told[:9]].index(row["norm"])]
            assert [row["good"], row["bad"], row["pending"], row["total"]] == counted[:4], row["norm"]


def test_a_folder_of_results_is_judged_by_its_events(run: Run):
    events, whole = (typed("judge", folder, "--json") for folder in (run.folder / "events", run.folder))
    assert (whole.code, whole.out) == (0, events.out)


def test_json_has_the_eight_indicators_in_the_shape_of_the_marketplace(run: Run):
    told = json.loads(typed("judge", run.folder, "--holidays", "NL", "--json").out)
    week = told["indicators"]["2026-W48"]["performanceIndicators"]
    assert {one["name"] for one in week} == INDICATORS and len(week) == 8
    verdicts = {row["norm"]: row for row in told["verdicts"] if row["week"] == "2026-W48"}
    response = next(one for one in week if one["name"] == "RESPONSE_TIME")
    good, bad = verdicts["response"]["good"], verdicts["response"]["bad"]
    assert response["type"] == "PERCENTAGE"
    assert response["details"]["period"] == {"week": "48", "year": "2026"}
    assert response["details"]["norm"] == {"condition": ">=", "value": 0.9}
    score = response["details"]["score"]
    assert (score["numerator"], score["denominator"]) == (good, good + bad)
    assert score["value"] == pytest.approx(good / (good + bad)) and score["conforms"] is (good >= 9 * bad)
    assert {one["type"] for one in week if one["name"] == "REVIEWS"} == {"AVERAGE"}


def test_json_is_one_object_without_numbers_that_json_lacks(run: Run, tmp_path: Path):
    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is no JSON")

    for log in (run.folder, one_case(tmp_path, "2026-11-17T10:00Z")):
        told = json.loads(typed("judge", log, "--json").out, parse_constant=refuse)
        assert told["edition"] == "8wh" and told["newest_edition"]["edition"] == "2026-min-target"


def line_of(week: str, text: str) -> str:
    [line] = [line for line in text.splitlines() if line.strip().startswith(week)]
    return " ".join(line.split())


def test_late_and_in_time_are_told_by_week(tmp_path: Path):
    """Worked examples 1 and 2 of norms/README.md: in time to the second, and late by one."""
    log = written(
        tmp_path,
        "log.csv",
        CASES + "1,2026-11-17 10:00,2026-11-18 10:00:00\n2,2026-11-20 16:30,2026-11-23 16:30:01\n",
    )
    answer = typed("judge", log, *ZONE)
    assert answer.code == 0
    assert line_of("2026-W47", answer.out) == "2026-W47 2 1 0 50.00% missed - - partial week"
    assert "judged as of 2026-11-23 16:30" in answer.out
    assert "edition 8wh · boundary close" in answer.out and "NL+BE (none)" in answer.out


def test_ten_late_answers_bring_a_mail_and_no_strike_but_a_strike_in_the_newest_edition(tmp_path: Path):
    """Example 14: 100 cases, 11 late: 89.0%, mail; a strike by the newer editions, none by the older one."""
    rows = [f"{n},2026-11-17 10:00,{'2026-11-20' if n <= 11 else '2026-11-17'} 12:00" for n in range(1, 101)]
    log = written(tmp_path, "log.csv", CASES + "\n".join(rows) + "\n")
    told = typed("judge", log, *ZONE).out
    assert line_of("2026-W47", told) == "2026-W47 100 11 0 89.00% missed mail - partial week"
    assert "2026-min-target would say of the same log: strikes: 1 instead of 0" in told

    newer = typed("judge", log, *ZONE, "--edition", "24h-weekday").out
    assert " ".join(newer.split()).count("2026-W47 100 11 0 89.00% missed mail strike partial week") == 1
    assert "2026-W47 strike 1 in the window, leads to: mail; not final yet, mail 2026-12-09" in " ".join(
        newer.split()
    )


def test_prior_strikes_fill_the_window(tmp_path: Path):
    """Example 22: the fifth strike closes the shop for a time."""
    rows = [f"{n},2026-12-08 10:00,2026-12-11 12:00" for n in range(10)]
    log = written(tmp_path, "log.csv", CASES + "\n".join(rows) + "\n")
    options = (*ZONE, "--edition", "24h-weekday", "--prior-strikes", "2026-W36,2026-W40, 2026-W44,2026-W48")
    told = typed("judge", log, *options).out
    assert "5 among the last 22 weeks" in told
    assert "strike 5 in the window, leads to: temporary closure" in told


def test_an_empty_week_says_no_data_and_an_open_one_no_verdict(tmp_path: Path):
    log = written(tmp_path, "log.csv", CASES + "1,2026-11-03 10:00,2026-11-03 11:00\n2,2026-11-17 10:00,\n")
    told = typed("judge", log, *ZONE).out
    assert line_of("2026-W45", told) == "2026-W45 1 0 0 100.00% met - - partial week"
    assert line_of("2026-W46", told) == "2026-W46 no data"
    assert line_of("2026-W47", told) == "2026-W47 0 0 1 - no verdict - - partial week"
    assert "NO DATA on phone, questions, on time" in " ".join(told.split())


def test_a_log_of_which_nothing_was_known_yet_says_no_data(tmp_path: Path):
    answer = typed("judge", one_case(tmp_path, "2026-11-17T10:00Z"), "--as-of", "2026-11-01")
    assert answer.code == 0
    assert "NO DATA  on response, phone" in answer.out and "nan" not in answer.out.lower()


def test_the_boundary_decides_an_evening_reply(tmp_path: Path):
    """Example 5: exactly 8 working hours used at 17:30; late by `close`, in time by `next_open`."""
    log = one_case(tmp_path, "2026-11-30 02:00", "2026-11-30 17:30")
    assert "0.00% missed" in line_of("2026-W49", typed("judge", log, *ZONE).out)
    assert "100.00% met" in line_of("2026-W49", typed("judge", log, *ZONE, "--boundary", "next_open").out)


@pytest.mark.parametrize(
    ("options", "verdict"),
    [
        ((), "met"),  # NL+BE: Armistice Day stops the clock
        (("--holidays", "NL"), "missed"),
        (("--country", "BE"), "met"),
        (("--country", "BE", "--holidays", "none"), "missed"),
    ],
)
def test_holidays_follow_the_country(tmp_path: Path, options: tuple[str, ...], verdict: str):
    """Examples 7 and 8: Tuesday 10 November 14:00, answered on Wednesday 15:00."""
    log = one_case(tmp_path, "2026-11-10 14:00", "2026-11-11 15:00")
    assert f"% {verdict} -" in line_of("2026-W46", typed("judge", log, *ZONE, *options).out)


def test_a_seller_in_belgium_has_the_belgian_list_alone(tmp_path: Path):
    """Examples 9 and 10: 26 December is a working day in Belgium."""
    log = one_case(tmp_path, "2025-12-24 15:00", "2025-12-29 09:30")
    dutch, belgian = (typed("judge", log, *ZONE, "--country", country).out for country in ("NL", "BE"))
    assert "% met -" in line_of("2025-W52", dutch) and "holidays NL+BE (2025-12-25, 2025-12-26)" in dutch
    assert "% missed -" in line_of("2025-W52", belgian) and "holidays BE (2025-12-25)" in belgian


def test_columns_and_words_of_another_shop_are_mapped(tmp_path: Path):
    log = written(
        tmp_path,
        "belpogingen.csv",
        "Wanneer;Uitkomst\n2026-11-17 10:00;OK\n2026-11-17 11:00;WEG\n2026-11-17 12:00;SPOOK\n",
    )
    options = ("--columns", "attempted_at=Wanneer,outcome=Uitkomst", "--drop", "outcome=SPOOK")
    told = typed("judge", log, *options, "--values", "outcome:OK=answered,WEG=abandoned", *ZONE).out
    assert "1 row dropped" in told
    assert line_of("2026-W47", told) == "2026-W47 2 1 0 50.00% missed - - partial week"


def test_faulty_rows_are_skipped_when_asked_and_counted(tmp_path: Path):
    faulty = "1,2026-11-17 10:00,2026-11-17 09:00\n2,NaT,2026-11-17 09:00\n"
    log = written(tmp_path, "log.csv", f"{CASES}{faulty}3,2026-11-17 10:00,2026-11-17 11:00\n")
    assert typed("judge", log, *ZONE).code == 2
    told = typed("judge", log, *ZONE, "--on-fault", "skip")
    assert told.code == 0 and "2 faulty rows skipped" in told.out
    assert line_of("2026-W47", told.out).startswith("2026-W47 1 0 0 100.00% met")


def test_sellers_are_judged_apart(tmp_path: Path):
    rows = "1,A,2026-11-17 10:00,2026-11-17 11:00\n2,B,2026-11-17 10:00,2026-11-19 11:00\n"
    log = written(tmp_path, "log.csv", "case_id,seller_id,arrived_at,answered_at\n" + rows)
    told = typed("judge", log, *ZONE).out
    first, second = told.split("SELLER  ")[1:]
    assert first.startswith("A\n") and "100.00%  met" in first
    assert second.startswith("B\n") and "0.00%  missed" in second
    assert json.loads(typed("judge", log, *ZONE, "--json").out)["indicators"] == {}
