"""normsim judge, on the log of a simulated season and on small logs written by hand."""

import json
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow.parquet as pq
import pytest

from sim.experiments.seasons.shop import Shop
from sim.scenario.read import read_text
from tests.cli.conftest import Run
from tests.cli.logs.clerk import HOLIDAYS_2026, due, week_of
from tests.cli.shop import CASES, columns_of, one_case, seasons_of, written
from tests.cli.typed import typed
from tests.experiments.shops import TINY
from tests.report.texts.test_dutch import english_in, without_what_is_not_ours

NORMS = ["response", "phone", "questions", "on_time", "cancellations", "track_and_trace"]
NORMS += ["reviews", "returns", "nps"]
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


@pytest.mark.parametrize("hours", [8, 2])
def test_the_log_of_a_season_gives_the_numbers_of_a_clerk(run: Run, hours: int):
    asked = ("--rule", f"response.hours={hours}", "--weeks", "2026-W48..2026-W50")
    told = json.loads(typed("judge", run.folder / "events", *asked, "--json").out)
    found = {(row["week"], row["norm"]): row for row in told["verdicts"]}

    answers: dict[str, Counter[str]] = defaultdict(Counter)
    cases = pq.read_table(run.folder / "events" / "cases.parquet").to_pylist()
    for case in cases:
        arrived, answered = local(case["arrived_at"]), local(case["answered_at"])
        if case["channel"] != "phone":
            in_time = answered is not None and answered <= due(arrived, HOLIDAYS_2026, timedelta(hours=hours))
            answers[week_of(arrived)]["good" if in_time else "bad"] += 1
    calls: dict[str, Counter[str]] = defaultdict(Counter)
    for call in pq.read_table(run.folder / "events" / "calls.parquet").to_pylist():
        at = local(call["attempted_at"])
        if at.weekday() < 5 and 9 <= at.hour < 17 and at.date() not in HOLIDAYS_2026:
            calls[week_of(at)]["good" if call["outcome"] == "answered" else "bad"] += 1

    weeks = ["2026-W48", "2026-W49", "2026-W50"]
    assert sum(calls[week]["bad"] for week in weeks) > 0
    assert hours == 8 or sum(answers[week]["bad"] for week in weeks) > 0
    for week in weeks:
        for norm, counted in (("response", answers[week]), ("phone", calls[week])):
            row = found[week, norm]
            assert (row["good"], row["bad"], row["pending"]) == (counted["good"], counted["bad"], 0)
            share_met = 10 * counted["good"] >= 9 * (counted["good"] + counted["bad"])
            assert row["met"] == share_met
            assert row["mail"] == (norm == "response" and counted["bad"] >= 10)
            assert not row["strike"]


def shop_of(run_folder: Path) -> Shop:
    """The shop of a run, as its manifest tells of it."""
    about = json.loads((run_folder / "manifest.json").read_bytes())
    rules = about["judged_by"]
    overridden = {name: rules[name] for name in ("edition", "holidays")}
    scenario = read_text(about["scenario_text"], "tiny.toml").scenario.model_copy(update=overridden)
    return Shop(scenario, rules["boundary"])


COUNTED = ("good", "bad", "pending", "total", "met", "mail", "strike")


def holds_the_verdicts(run_folder: Path, weeks: list[str], *options: object) -> dict[str, Any]:
    """Judge the events of a run and hold them to what its first season counted: every norm, every week."""
    record = columns_of(seasons_of(run_folder, shop_of(run_folder))[0])["verdicts"]
    answer = typed("judge", run_folder / "events", "--json", *options)
    assert (answer.code, answer.err) == (0, "")
    told = json.loads(answer.out)
    assert [row["week"] for row in told["verdicts"][:: len(NORMS)]] == weeks
    found = [[row[name] for name in COUNTED] for row in told["verdicts"]]
    assert found == [counts for week in record for counts in week]
    return told


def test_the_log_of_a_season_gives_the_verdicts_of_the_run(run: Run):
    """Replication 0 is kept as a log; judged as a real one, its weeks are those that the season counted."""
    told = holds_the_verdicts(run.folder, ["2026-W48", "2026-W49"])
    assert (told["edition"], told["boundary"]) == ("8wh", "close")
    assert told["as_of"] == int(datetime(2026, 12, 23, tzinfo=AMSTERDAM).timestamp())


def test_a_run_by_other_rules_is_judged_by_them(tmp_path: Path):
    """Rules of the command line, hours, personal norms and old strikes of the file stand in the manifest."""
    text = 'prior_strikes = ["2026-W40", "2026-W44"]\nhours = "mon-sat 09:00-17:00"\n' + TINY
    text += "questions_norm = 0.6\nreturns_norm = 0.04\n"
    rules = ("--edition", "2026-min-target", "--holidays", "BE", "--boundary", "next_open")
    ran = typed(
        "run", written(tmp_path, "tiny.toml", text), "--replications", 1, *rules, "--out", tmp_path / "out"
    )
    assert ran.code == 0, ran.err
    [folder] = (tmp_path / "out" / "tiny").iterdir()
    told = holds_the_verdicts(folder, ["2026-W48", "2026-W49"])
    by_norm = {row["norm"]: row["met"] for row in told["verdicts"][: len(NORMS)]}
    assert -1 not in (by_norm["questions"], by_norm["returns"])
    assert told["manifest"] == (
        f"MANIFEST  {folder / 'manifest.json'} gave --boundary next_open --edition 2026-min-target"
        " --holidays BE --as-of 2026-12-23T00:00:00+01:00 --hours 'mon-sat 09:00-17:00'"
        " --prior-strikes 2026-W40,2026-W44"
        " --questions-norm 0.6 --returns-norm 0.04 --weeks 2026-W48..2026-W49"
    )


def test_what_is_typed_goes_before_the_manifest(run: Run):
    typed_rules = ("--edition", "24h-2021", "--country", "BE", "--weeks", "2026-W49", "--as-of", "2026-12-09")
    told = json.loads(typed("judge", run.folder / "events", *typed_rules, "--json").out)
    assert (told["edition"], told["boundary"]) == ("24h-2021", "close")
    assert {row["week"] for row in told["verdicts"]} == {"2026-W49"}
    assert told["as_of"] == int(datetime(2026, 12, 9, tzinfo=AMSTERDAM).timestamp())
    assert told["manifest"].endswith("manifest.json gave --boundary close")
    autumn = json.loads(
        typed("judge", run.folder, "--country", "BE", "--weeks", "2026-W46..2026-W49", "--json").out
    )
    assert autumn["holidays"] == ["2026-11-11"]  # of the country, not the NL of the manifest


def test_judge_and_explain_say_what_the_manifest_gave(run: Run):
    first, _, _ = typed("judge", run.folder / "events").out.partition("\nLOG ")
    explained = typed("explain", run.folder / "events", "--case", "1").out
    manifest, _, rules = explained.partition("\nQUESTION 1   ")
    gave = f"MANIFEST {run.folder / 'manifest.json'} gave --boundary close --edition 8wh --holidays NL"
    assert " ".join(first.split()).startswith(gave) and first.split() == manifest.split()
    assert rules.startswith("edition 8wh · boundary close · holidays NL")


def test_the_instant_of_a_manifest_is_shown_as_the_judgement_shows_it_and_as_the_option_reads_it(run: Run):
    """The season of the tiny shop is seen from midnight in Amsterdam, which is 01:00 in Jerusalem."""
    for zone, shown, judged in (
        (ZONE, "2026-12-23T00:00:00+01:00", "2026-12-23 00:00"),
        (("--timezone", "Asia/Jerusalem"), "2026-12-23T01:00:00+02:00", "2026-12-23 01:00"),
    ):
        told = " ".join(typed("judge", run.folder, *zone).out.split())
        assert f" --as-of {shown} " in told and f"judged as of {judged} RULES" in told
        again = " ".join(typed("judge", run.folder, *zone, "--as-of", shown).out.split())
        assert f"judged as of {judged} RULES" in again


def test_an_instant_without_an_offset_is_local_time_of_the_norm(tmp_path: Path):
    """The options may come in any order."""
    log = one_case(tmp_path, "2026-11-17T10:00Z")
    there, seen = ("--timezone", "Asia/Jerusalem"), ("--as-of", "2026-11-17T13:00")
    for asked in ((*there, *seen), (*seen, *there), (*ZONE, *seen), seen):
        assert "judged as of 2026-11-17 13:00\n" in typed("judge", log, *asked).out


def test_one_file_of_the_events_of_a_run_has_its_manifest(run: Run, monkeypatch: pytest.MonkeyPatch):
    one = run.folder / "events" / "cases.parquet"
    told, whole = (json.loads(typed("judge", log, "--json").out) for log in (one, run.folder))
    assert told["manifest"] == whole["manifest"] != ""
    for name in ("response", "phone"):
        rows, of_all = ([row for row in one["verdicts"] if row["norm"] == name] for one in (told, whole))
        assert (rows == of_all) == (name == "response")
    monkeypatch.chdir(run.folder / "events")
    for log in (".", "cases.parquet"):
        assert json.loads(typed("judge", log, "--json").out)["manifest"] == (
            whole["manifest"].replace(str(run.folder), "..")
        )


def test_events_that_were_copied_without_their_manifest_claim_none(run: Run, tmp_path: Path):
    copied = tmp_path / "events"
    copied.mkdir()
    (copied / "cases.parquet").write_bytes((run.folder / "events" / "cases.parquet").read_bytes())
    for log in (copied, copied / "cases.parquet"):
        answer = typed("judge", log)
        assert answer.code == 0 and "MANIFEST" not in answer.out


def test_the_folder_above_a_run_says_which_to_give(run: Run):
    answer = typed("judge", run.folder.parent)
    assert answer.code == 2
    told = "log: the folder above 1 run given; must be that of one run"
    assert answer.err == f"{run.folder.parent}: {told}; give {run.folder}\n"


def idle_of(*words: object) -> list[str]:
    """What `judge` says to have no effect, on the screen and as JSON."""
    shown = [
        line.removeprefix("NO EFFECT  ")
        for line in typed("judge", *words).out.splitlines()
        if "NO EFFECT" in line
    ]
    assert shown == json.loads(typed("judge", *words, "--json").out)["no_effect"]
    return shown


def test_what_matches_no_row_is_said(tmp_path: Path):
    log = one_case(tmp_path, "2026-11-17T10:00Z")
    assert idle_of(log) == []
    assert idle_of(log, "--drop", "case_id=99,channel=mail", "--values", "channel:zz=mail") == [
        "--drop case_id=99: no case_id is 99",
        "--drop channel=mail: the file has no channel",
        "--values channel:zz=mail: the file has no channel",
    ]
    explained = typed("explain", log, "--case", "1", "--drop", "case_id=99").out.splitlines()
    assert explained[0] == "NO EFFECT  --drop case_id=99: no case_id is 99"
    dutch = typed("explain", log, "--case", "1", "--drop", "case_id=99", "--language", "nl").out
    assert dutch.startswith("ZONDER EFFECT  --drop case_id=99: geen case_id is 99\n")


SHORT = "2026-11-17 10:00:00,{ended},abandoned\n"


@pytest.mark.parametrize(
    ("ended", "told"),
    [
        ("", ["--rule phone.min_ring_s=10: leaves out no call; none has an ended_at"]),
        ("2026-11-17 10:00:10", ["--rule phone.min_ring_s=10: leaves out no call"]),
        ("2026-11-17 10:00:09", []),
    ],
)
def test_a_shortest_ring_that_leaves_nothing_out_is_said(tmp_path: Path, ended: str, told: list[str]):
    log = written(tmp_path, "log.csv", "attempted_at,ended_at,outcome\n" + SHORT.format(ended=ended))
    assert idle_of(log, *ZONE, "--rule", "phone.min_ring_s=10") == told


def test_a_rule_as_the_edition_has_it_is_said(tmp_path: Path):
    log = one_case(tmp_path, "2026-11-17T10:00Z")
    assert idle_of(log, "--rule", "response.hours=8,response.min_share=0.8") == [
        "--rule response.hours=8: as edition 8wh has it"
    ]


def test_prior_strikes_that_the_window_has_left_are_said(tmp_path: Path):
    """The last 22 weeks of 2026-W47 begin with 2026-W26."""
    log = one_case(tmp_path, "2026-11-17T10:00Z")
    assert idle_of(log, "--prior-strikes", "2026-W25,2026-W26") == [
        "--prior-strikes 2026-W25: gone from the window of 22 weeks by 2026-W47"
    ]
    assert "1 among the last 22 weeks" in typed("judge", log, "--prior-strikes", "2026-W25,2026-W26").out


def test_a_strike_of_a_week_of_the_log_that_is_not_judged_comes_before(run: Run):
    asked = ("--weeks", "2026-W49", "--prior-strikes", "2026-W48")
    assert "1 among the last 22 weeks" in typed("judge", run.folder, *asked).out


def test_weeks_that_reach_into_the_log_are_judged(tmp_path: Path):
    log = one_case(tmp_path, "2026-11-17T10:00Z", "2026-11-17T11:00Z")
    told = typed("judge", log, "--weeks", "2026-W46..2026-W47")
    assert line_of("2026-W47", told.out).startswith("2026-W47 1 0 0 100.00% met")
    before = typed("judge", log, "--weeks", "2026-W47", "--as-of", "2026-11-01")
    assert before.code == 0 and "NO DATA  on response" in before.out


def test_weeks_of_a_manifest_are_no_fault_of_who_judges_one_table(run: Run, tmp_path: Path):
    """Only what was typed is refused: a table of a run may have no row in the weeks of the season."""
    (tmp_path / "events").mkdir()
    (tmp_path / "manifest.json").write_bytes((run.folder / "manifest.json").read_bytes())
    log = written(tmp_path / "events", "cases.csv", f"{CASES}1,2026-11-17T10:00Z,\n")
    answer = typed("judge", log)
    assert answer.code == 0 and "--weeks 2026-W48..2026-W49" in answer.out


def test_a_log_that_is_no_run_s_has_no_manifest(tmp_path: Path):
    log = one_case(tmp_path, "2026-11-17T10:00Z")
    assert json.loads(typed("judge", log, "--json").out)["manifest"] == ""
    assert "MANIFEST" not in typed("judge", log).out


def test_a_folder_of_results_is_judged_by_its_events(run: Run):
    events, whole = (typed("judge", folder, "--json") for folder in (run.folder / "events", run.folder))
    assert (whole.code, whole.out) == (0, events.out)


def test_in_dutch_the_judgement_is_dutch_and_json_stays_as_it_is(run: Run):
    events = run.folder / "events"
    told = typed("judge", events, "--edition", "2026-min-target", "--new-seller", "--language", "nl")
    json_of = [typed("judge", events, "--json", "--language", code).out for code in ("en", "nl")]

    assert told.code == 0 and json_of[0] == json_of[1]
    assert english_in(without_what_is_not_ours(told.out.partition("LOG")[2])) == []
    lines = [" ".join(line.split()) for line in told.out.splitlines()]
    assert "week geteld fout open score oordeel mail strike" in lines
    assert any(line.startswith("RESPONSTIJD minstens 90%: gemist in ") for line in lines)


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
    assert "% met -" in line_of("2025-W52", dutch)
    assert "holidays NL+BE (2025-12-25, 2025-12-26)" in " ".join(dutch.split())
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


def test_a_row_of_another_length_is_skipped_like_others(tmp_path: Path):
    log = written(
        tmp_path, "log.csv", f"{CASES}1,2026-11-17 10:00\n2,soon,\n3,2026-11-17 10:00,2026-11-17 11:00\n"
    )
    assert [line.split(": ")[1] for line in typed("judge", log, *ZONE).err.splitlines()] == [
        "row",
        "arrived_at",
    ]
    told = typed("judge", log, *ZONE, "--on-fault", "skip")
    assert told.code == 0 and "1 case; 2 faulty rows skipped" in told.out


def test_sellers_are_judged_apart(tmp_path: Path):
    rows = "1,A,2026-11-17 10:00,2026-11-17 11:00\n2,B,2026-11-17 10:00,2026-11-19 11:00\n"
    log = written(tmp_path, "log.csv", "case_id,seller_id,arrived_at,answered_at\n" + rows)
    told = typed("judge", log, *ZONE).out
    first, second = told.split("SELLER  ")[1:]
    assert first.startswith("A\n") and "100.00%  met" in first
    assert second.startswith("B\n") and "0.00%  missed" in second
    assert json.loads(typed("judge", log, *ZONE, "--json").out)["indicators"] == {}


def test_a_value_of_the_edition_is_read_otherwise_and_told(tmp_path: Path):
    """5.13: a caller who gives up after 4 seconds counts, unless short rings are left out."""
    rows = "2026-11-17 10:00:00,,2026-11-17 10:00:04,abandoned\n2026-11-17 10:01,2026-11-17 10:02,,answered\n"
    log = written(tmp_path, "log.csv", "attempted_at,answered_at,ended_at,outcome\n" + rows)
    assert line_of("2026-W47", typed("judge", log, *ZONE).out).startswith("2026-W47 2 1 0 50.00% missed")
    asked = ("--rule", "phone.min_ring_s=5", "--rule", "phone.strike=true,track_and_trace.strike=true")
    told = typed("judge", log, *ZONE, *asked).out
    assert line_of("2026-W47", told).startswith("2026-W47 1 0 0 100.00% met")
    rules = "phone.strike true instead of false · phone.min_ring_s 5 instead of 0"
    assert f"(none) · {rules} · track_and_trace.strike true instead of false" in " ".join(told.split())
    said = json.loads(typed("judge", log, *ZONE, *asked, "--json").out)["rules"]
    assert said == {"phone.strike": "true", "phone.min_ring_s": "5", "track_and_trace.strike": "true"}
    assert json.loads(typed("judge", log, *ZONE, "--json").out)["rules"] == {}


def test_a_case_made_by_a_call_counts_when_the_rule_says_so(tmp_path: Path):
    """5.16: an answered call's case is no question answered in time, by default."""
    row = "1,phone,2026-11-17 10:00,2026-11-17 10:00\n"
    log = written(tmp_path, "log.csv", "case_id,channel,arrived_at,answered_at\n" + row)
    assert "NO DATA  on response" in typed("judge", log, *ZONE).out
    told = typed("judge", log, *ZONE, "--rule", "response.phone_cases_count=true").out
    assert line_of("2026-W47", told) == "2026-W47 1 0 0 100.00% met - - partial week"


def test_an_excused_week_is_told_as_such(tmp_path: Path):
    rows = [f"{n},2026-11-17 10:00,2026-11-20 12:00" for n in range(10)]
    log = written(tmp_path, "log.csv", CASES + "\n".join(rows) + "\n")
    told = typed("judge", log, *ZONE, "--excused", "response:2026-W47").out
    assert line_of("2026-W47", told) == "2026-W47 10 10 0 0.00% excused - - partial week"
    assert "missed in" not in told and "same verdicts, week by week" in told


def test_a_new_seller_is_told_of_its_looks(tmp_path: Path):
    """GroeiStart: ten orders late, ninety on time: 90% after a hundred, so a hundred more."""
    late = "O{n},2026-11-03 10:00,2026-11-04,2026-11-06 12:00,"
    good = "O{n},2026-11-09 10:00,2026-11-10,2026-11-10 12:00,"
    rows = [(late if n < 10 else good).format(n=n) for n in range(100)]
    header = "order_id,ordered_at,promised_on,attempted_at,cancelled_at\n"
    log = written(tmp_path, "items.csv", header + "\n".join(rows) + "\n")
    lines = typed("judge", log, *ZONE, "--new-seller").out.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("GROEISTART"))
    assert lines[start].endswith("not over yet")
    assert lines[start + 1 : start + 4] == [
        " after 10 orders, 2026-11-03 10:00: on time no verdict, cancellations met, questions no verdict",
        " after 50 orders, 2026-11-09 10:00: on time missed, cancellations met, questions no verdict",
        " after 100 orders, 2026-11-09 10:00: on time missed, cancellations met, questions no verdict",
    ]
    assert "STRIKES  0 among" in "\n".join(lines)
    assert "GROEISTART" not in typed("judge", log, *ZONE).out
    looks = json.loads(typed("judge", log, *ZONE, "--new-seller", "--json").out)["groeistart"]
    assert [(look["orders"], look["ends"]) for look in looks] == [(10, False), (50, False), (100, False)]


def test_each_way_of_shipping_has_its_window_in_the_newest_edition(tmp_path: Path):
    header = "quantity,method,promised_on,attempted_at,cancelled_at\n"
    rows = [
        "96,own,2026-11-18,2026-11-18 12:00,",
        "4,,2026-11-18,2026-11-19 12:00,",
        "9,lvb,2026-11-18,2026-11-19 09:00,",
    ]
    log = written(tmp_path, "items.csv", header + "\n".join(rows) + "\n")
    asked = (*ZONE, "--as-of", "2026-12-09")
    told = typed("judge", log, *asked, "--edition", "2026-min-target").out
    assert (
        "last 1 final week pooled (no formula is public): on time 96.00% met; cancellations 0.00% met" in told
    )
    assert "SCORE WINDOW  own shipping alone: on time 96.00% met; cancellations 0.00% met" in told
    assert "Logistics via bol, which is not in your own norms: on time 0.00% missed" in told
    assert "vvb" not in told and typed("judge", log, *asked).out.count("SCORE WINDOW") == 1
