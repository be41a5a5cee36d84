"""Whatever is typed wrongly: a line that says what to do, exit code 2, and never a traceback."""

from pathlib import Path

import pytest

from tests.experiments.shops import TINY

from .shop import CASES, one_case, written
from .typed import Answer, typed, typed_anew

TEN_FAULTS = """weeks = "2026-W47..2026-W99"
edition = "8hw"
holidays = "DE"
[contacts]
questions_per_week = -5
phone_share = 5
[work]
minutes_per_mail = "six"
order = "oldest"
minutes_per_cal = 3
[people]
Sanne = "mon-fri 17:00-09:00"
[absence]
sick_day_chance = 3
"""
SOUND = "2026-11-17T10:00:00+01:00"
LOGS = {
    "reply before arrival": (CASES + f"1,{SOUND},2026-11-17T09:00:00+01:00\n", "log.csv:2: answered_at"),
    "missing column": (f"case_id,arrived_at,anwered_at\n1,{SOUND},\n", "did you mean 'anwered_at'?"),
    "no instant": (CASES + f"1,NaT,{SOUND}\n", "log.csv:2: arrived_at"),
    "an instant that is none": (CASES + f"1,17-11-2026,{SOUND}\n", "17-11-2026 given"),
    "duplicate id": (CASES + f"1,{SOUND},\n2,{SOUND},\n1,{SOUND},\n", "log.csv:4: case_id"),
    "naive instants": (CASES + "1,2026-11-17 10:00,\n", "--timezone Europe/Amsterdam"),
    "no rows": (CASES, "rows: none given"),
    "nothing at all": ("", "columns: none given"),
    "a ragged row": (CASES + f"1,{SOUND}\n", "log.csv:2: row: 2 cells given; must be of 3"),
    "other names": ("Nummer,Binnen,Beantwoord\n1,2,3\n", "--columns OURS=YOURS"),
    "an unknown word": (f"attempted_at,outcome\n{SOUND},AGENT\n", "one of answered, abandoned, busy"),
    "the year 20226": (CASES + "1,20226-11-17T10:00Z,\n", "20226-11-17T10:00Z given"),
    "days with slashes": (CASES + "1,17/11/2026 10:00,\n", "2: arrived_at: 17/11/2026 10:00 given"),
    "days of a spreadsheet": (CASES + "1,46343.4166,\n", "such as 2026-11-17T10:00:00+01:00 or 17-11-2026"),
    "before 1990": (CASES + "1,1889-11-17T10:00Z,\n", "from 1990 to 2036"),
}
OPTIONS = {
    ("--hours", "nonsense"): "mon-fri 09:00-17:00",
    ("--hours", "Mon-Fri 17:00-09:00"): "17:00-24:00",
    ("--hours", ""): "mon-fri 09:00-17:00",
    ("--prior-strikes", "nonsense"): "such as '2026-W49'",
    ("--prior-strikes", "2026-W99"): "2026-W99",
    ("--timezone", "Mars/Olympus"): "Europe/Amsterdam",
    ("--as-of", "yesterday"): "2026-12-16T09:00",
    ("--as-of", "1850-01-01"): "from 1990 to 2036",
    ("--as-of", "9999-12-31T23:59"): "from 1990 to 2036",
    ("--columns", "arrived_at"): "OURS=YOURS",
    ("--columns", "arrivd_at=case_id"): "did you mean 'arrived_at'?",
    ("--columns", "arrived_at=opened"): "one of case_id, arrived_at, answered_at",
    ("--values", "AGENT=answered"): "COLUMN:",
    ("--values", "outcome:AGENT"): "COLUMN:YOURS=OURS",
    ("--drop", "outcome=PHANTOM"): "one of case_id",
    ("--drop", "case_id"): "COLUMN=VALUE",
    ("--table", "case"): "'cases'",
    ("--table", "calls"): "attempted_at",
    ("--rule", "phone.min_ring=3"): "did you mean 'phone.min_ring_s'?",
    ("--rule", "phone.min_ring_s"): "NAME=VALUE",
    ("--rule", "phone.min_ring_s=soon"): "a whole number from 0 to 1000; got 'soon'",
    ("--rule", "track_and_trace.strike=1"): "true or false; got '1'",
    ("--rule", "response.hours=9,on_time.compare=>"): "one of <, <=",
    ("--excused", "on_tme:2026-W47"): "did you mean 'on_time'?",
    ("--excused", "on_time"): "such as '2026-W49'",
    ("--excused", "on_time:2026-W99"): "2026-W99",
    ("--excused", "on_time:2026-W46"): "one of 2026-W47 to 2026-W47",
    ("--weeks", "soon"): "such as '2026-W49'",
    ("--weeks", "2026-W50..2026-W40"): "must run forwards",
    ("--weeks", "2026-W50"): "2026-W50 given; must reach into the weeks of the log, 2026-W47",
    ("--weeks", "2026-W40..2026-W46"): "2026-W40..2026-W46 given; must reach into the weeks of the log",
    ("--prior-strikes", "2026-W40,2026-W47"): "'2026-W47' given; must be before the log",
    ("--prior-strikes", "2026-W48"): "whose first week judged is 2026-W47",
    ("--rule", "phone.min_ring_s=1,phone.min_ring_s=1"): "must be one phone.min_ring_s",
    (
        "--columns",
        "case_id=arrived_at,case_id=answered_at",
    ): "case_id=arrived_at and case_id=answered_at given",
    (
        "--values",
        "channel:a=mail,b=chat,a=chat",
    ): "channel:a=mail and channel:a=chat given; must be one channel:a",
    ("--weeks", "1989-W01"): "from 1990 to 2036",
    ("--questions-norm", "5 per cent"): "write 0.05 or 5%",
    ("--questions-norm", "500%"): "write 0.05 or 5%",
    ("--questions-norm", "nan"): "write 0.05 or 5%",
    ("--returns-norm", "-1"): "between 0 and 1",
    ("--on-fault", "ignore"): "'skip'",
    ("--edition", "9wh"): "'8wh'",
    ("--holidays", "DE"): "'NL+BE'",
    ("--boundary", "open"): "'next_open'",
    ("--country", "DE"): "'BE'",
}
RUN_OPTIONS = {
    ("--engine", "simpi"): "'kernel', 'reference'",
    ("--replications", "0"): "1<=x",
    ("--replications", "many"): "many",
    ("--workers", "0"): "1<=x",
    ("--seed", "-1"): "0<=x",
    ("--edition", "9wh"): "'8wh'",
    ("--holidays", "DE"): "'NL+BE'",
    ("--boundary", "open"): "'next_open'",
}
COMMANDS = {
    (): "Commands",
    ("runn",): "did you mean run?",
    ("--nonsense",): "No such option",
    ("run",): "Missing argument",
    ("run", "nowhere.toml"): "nowhere.toml: file: no such file",
    ("run", "."): "a folder given",
    ("judge",): "Missing argument",
    ("judge", "nowhere.csv"): "nowhere.csv: log: no such file",
    ("judge", "."): "named cases, calls",
    ("explain", "nowhere.csv", "--case", "1"): "no such file",
    ("explain", "nowhere.csv"): "--case",
    ("editions", "9wh"): "'8wh'",
    ("holidays", "1800"): "1990",
    ("holidays", "soon"): "soon",
    ("holidays", "2026", "--holidays", "DE"): "'NL+BE'",
}


def is_told(answer: Answer, what: str) -> None:
    assert answer.code == 2, answer
    assert what in answer.err + answer.out * (not answer.err)
    assert "Traceback" not in answer.all and "our fault" not in answer.all


def test_ten_faults_in_a_scenario_are_ten_lines(tmp_path: Path):
    path = written(tmp_path, "ten.toml", TEN_FAULTS)
    answer = typed("run", path)
    is_told(answer, "did you mean 8wh?")
    lines = answer.err.splitlines()
    assert len(lines) == 10 and answer.out == ""
    numbers = [int(line.removeprefix(f"{path}:").partition(":")[0]) for line in lines]
    assert numbers == [1, 2, 3, 5, 6, 8, 9, 10, 12, 14]
    assert lines[3] == (
        f"{path}:5: contacts.questions_per_week: -5 given; must be 0 or more;"
        " write the number of a normal week, such as 800"
    )
    assert lines[7].endswith("minutes_per_cal: an unknown key given; must be a key of [work]; did you mean"
                             " minutes_per_call?")  # fmt: skip


@pytest.mark.parametrize("what", LOGS)
def test_a_log_that_cannot_be_judged_gets_its_line(tmp_path: Path, what: str):
    text, said = LOGS[what]
    answer = typed("judge", written(tmp_path, "log.csv", text))
    is_told(answer, said)
    assert answer.out == "" and answer.err.startswith(f"{tmp_path / 'log.csv'}")


@pytest.mark.parametrize("option", OPTIONS, ids=" ".join)
def test_an_option_of_judge_that_makes_no_sense_is_told(tmp_path: Path, option: tuple[str, str]):
    is_told(typed("judge", one_case(tmp_path, SOUND), *option), OPTIONS[option])


@pytest.mark.parametrize("option", RUN_OPTIONS, ids=" ".join)
def test_an_option_of_run_that_makes_no_sense_is_told(tmp_path: Path, option: tuple[str, str]):
    is_told(typed("run", written(tmp_path, "tiny.toml", TINY), *option), RUN_OPTIONS[option])


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_that_cannot_be_done_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
):
    monkeypatch.chdir(tmp_path)
    answer = typed(*words)
    if words:
        is_told(answer, COMMANDS[words])
    assert COMMANDS[words] in answer.all and "Traceback" not in answer.all


def test_a_folder_without_tables_is_no_log(tmp_path: Path):
    written(tmp_path, "readme.txt", "nothing here")
    is_told(typed("judge", tmp_path), "no Parquet file given; must be named cases, calls")


def test_files_of_other_kinds_are_told_apart(tmp_path: Path):
    (tmp_path / "log.parquet").write_bytes(b"PAR1 and no more")
    is_told(typed("judge", tmp_path / "log.parquet"), "unreadable")
    is_told(typed("judge", written(tmp_path, "log.xlsx", "x")), ".xlsx given; must be one of .parquet")
    is_told(typed("judge", written(tmp_path, "log.jsonl", "[1]\n")), "one JSON object a line")
    is_told(typed("run", written(tmp_path, "log.csv", CASES)), "key = value")


def test_a_case_that_is_not_there_is_told_with_some_that_are(tmp_path: Path):
    is_told(typed("explain", one_case(tmp_path, SOUND), "--case", "99"), "such as 1")
    calls = written(tmp_path, "calls.csv", f"attempted_at,outcome\n{SOUND},answered\n")
    is_told(typed("explain", calls, "--case", "1"), "this log has none")


@pytest.mark.parametrize("text", ["{}", "[]", "no json", '{"judged_by": {}, "season": 3}'])
def test_a_manifest_that_no_run_wrote_is_told(tmp_path: Path, text: str):
    (tmp_path / "events").mkdir()
    written(tmp_path, "manifest.json", text)
    for log in (tmp_path, tmp_path / "events"):
        answer = typed("judge", log)
        is_told(
            answer, f"{tmp_path / 'manifest.json'}: file: no manifest of a run given; must be as run wrote it"
        )
        assert len(answer.err.splitlines()) == 1


def test_prior_strikes_of_several_sellers_cannot_be_told_apart(tmp_path: Path):
    rows = f"1,A,{SOUND},\n2,B,{SOUND},\n"
    log = written(tmp_path, "log.csv", "case_id,seller_id,arrived_at,answered_at\n" + rows)
    is_told(typed("judge", log, "--prior-strikes", "2026-W36"), "this one has A, B")


@pytest.mark.parametrize("out", ["tiny.toml", "tiny.toml/below"])
def test_results_that_cannot_be_written_are_told(tmp_path: Path, out: str):
    path = written(tmp_path, "tiny.toml", TINY)
    is_told(typed("run", path, "--replications", 1, "--out", tmp_path / out), "tiny.toml")


def test_a_scenario_file_that_is_there_is_not_written_over(tmp_path: Path):
    path = written(tmp_path, "mine.toml", "my own")
    is_told(typed("new", path), "give another name")
    assert path.read_text() == "my own"


def test_a_process_of_its_own_ends_with_the_line_and_code_2(tmp_path: Path):
    answer = typed_anew("run", written(tmp_path, "ten.toml", TEN_FAULTS))
    is_told(answer, "did you mean 8wh?")
    assert len(answer.err.splitlines()) == 10


def test_a_fault_of_ours_is_called_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def broken(*_: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("sim.cli.logs.judge.judgement", broken)
    answer = typed("judge", one_case(tmp_path, SOUND))
    assert answer.code == 1 and "our fault" in answer.err and "Traceback" not in answer.all
    monkeypatch.setenv("NORMSIM_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        typed("judge", one_case(tmp_path, SOUND))


def test_who_stops_a_run_is_told_that_it_goes_on_from_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sim.cli.seasons.run.project", stopped)
    answer = typed("run", written(tmp_path, "tiny.toml", TINY), "--out", tmp_path)
    assert answer.code == 130 and "goes on from there" in answer.err and "Traceback" not in answer.all
