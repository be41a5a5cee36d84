"""normsim bench from end to end: right engines pass, wrong and broken ones are named, none takes us down."""

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from sim.norms import EventLog
from sim.norms.log.read import write
from sim.norms.log.tables import Cases

from .shop import written
from .typed import ROOT, Answer, typed

FOLDER = ROOT / "tests" / "bench"
CONTESTANTS = FOLDER / "contestants.py"
ALL = ("plain", "lunch", "nights", "round-the-clock", "odd-seconds", "extras", "herd")


@pytest.fixture(scope="session")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five weeks of questions through the night of the clock change; every hour of the week comes."""
    start, step = datetime(2026, 10, 12), timedelta(hours=3, minutes=17, seconds=11)
    asked = [start + number * step for number in range(250)]
    answered = [at + number * timedelta(seconds=997) % timedelta(days=1) for number, at in enumerate(asked)]
    rows = [
        f"{at},{'' if row % 11 == 5 else reply}"
        for row, (at, reply) in enumerate(zip(asked, answered, strict=True))
    ]
    folder = tmp_path_factory.mktemp("bench")
    return written(folder, "log.csv", "\n".join(["arrived_at,answered_at", *rows, ""]))


@pytest.fixture
def benched(log: Path, monkeypatch: pytest.MonkeyPatch):
    """Type `normsim bench` in the folder of the contestants: 600 cases of the log in requests of 200."""
    monkeypatch.chdir(FOLDER)

    def run(*words: object, cases: int = 600, batch: int = 200) -> Answer:
        return typed(
            "bench",
            "--log",
            log,
            "--timezone",
            "Europe/Amsterdam",
            "--cases",
            cases,
            "--batch",
            batch,
            *words,
        )

    return run


def on(*names: str) -> tuple[str, ...]:
    return tuple(word for name in names for word in ("--workload", name))


def command(form: str, name: str = "right") -> str:
    return shlex.join([sys.executable, str(CONTESTANTS), form, name])


def row(told: Answer, workload: str) -> list[str]:
    """The cells of a workload: its name, cases a second, p99 with its unit, wrong, of."""
    [line] = [line for line in told.out.splitlines() if line.startswith(f" {workload} ")]
    return line.split()


# Engines that are right


def test_a_right_callable_passes_on_every_workload(benched):
    told = benched("--engine", "contestants:right")

    assert (told.code, told.err) == (0, "")
    assert [row(told, name)[-2:] for name in ALL] == [["0", "600"]] * len(ALL)
    assert "VERDICT  passed: no answer is wrong\n" in told.out


def test_the_same_engine_passes_behind_a_command(benched):
    told = benched("--command", command("lines"))

    assert told.code == 0, told.all
    assert [row(told, name)[-2:] for name in ALL] == [["0", "600"]] * len(ALL)


def test_both_boundaries_are_asked_and_judged(benched):
    some = on("plain", "odd-seconds", "extras")
    right = benched("--engine", "contestants:right", "--boundary", "next_open", *some)
    confused = benched("--engine", "contestants:next_opening_always", *some)

    assert (right.code, confused.code) == (0, 1)
    assert "boundary next_open" in right.out and "too late" in confused.out


def test_verdicts_on_streams_with_duplicates_and_disorder(benched):
    told = benched("--engine", "contestants:verdicts", "--events")

    assert told.code == 0, told.all
    assert [row(told, name)[-2:] for name in ALL] == [["0", "600"]] * len(ALL)


def test_without_an_engine_our_own_is_benched(benched):
    deadlines, verdicts = benched(*on("plain", "nights")), benched("--events", *on("herd"))

    assert (deadlines.code, verdicts.code) == (0, 0)
    assert "sim.bench.own:deadlines" in deadlines.out and "sim.bench.own:verdicts" in verdicts.out


def test_questions_come_from_a_simulated_season_too(monkeypatch):
    monkeypatch.chdir(FOLDER)
    told = typed(
        "bench", "--scenario", ROOT / "scenarios" / "quiet-quarter.toml", *on("plain"), "--cases", 300
    )

    assert told.code == 0 and "a season of " in told.out and row(told, "plain")[-2:] == ["0", "300"]


@pytest.mark.parametrize("engine", ["contestants:prints", "contestants:right"])
def test_what_a_callable_prints_does_no_harm(benched, engine):
    assert benched("--engine", engine, *on("plain")).code == 0


def test_questions_come_from_a_folder_of_events_too(tmp_path, monkeypatch):
    monkeypatch.chdir(FOLDER)
    arrived = np.arange(1_791_800_000, 1_791_900_000, 1000)
    write(EventLog(cases=Cases(arrived_at=arrived, answered_at=arrived + 600)), tmp_path / "events")
    told = typed("bench", "--log", tmp_path, *on("plain"), "--cases", 250)

    assert told.code == 0 and row(told, "plain")[-2:] == ["0", "250"]


def test_faulty_rows_of_a_log_stop_the_bench_unless_they_are_left_out(tmp_path):
    faulty = written(tmp_path, "log.csv", "arrived_at,answered_at\n2026-10-12T10:00Z,\nnever,\n")

    assert typed("bench", "--log", faulty, *on("plain")).code == 2
    assert typed("bench", "--log", faulty, *on("plain"), "--on-fault", "skip").code == 0


def test_what_a_command_writes_on_standard_error_does_no_harm(benched):
    assert benched("--command", command("loud_lines"), *on("plain")).code == 0


# Engines with wrong answers


@pytest.mark.parametrize(
    ("engine", "workload"),
    [
        ("one_second_late", "plain"),
        ("without_holidays", "plain"),
        ("without_extras", "extras"),
        ("in_winter_time", "nights"),
        ("in_winter_time", "plain"),
        ("next_opening_always", "plain"),
        ("on_whole_minutes", "odd-seconds"),
        ("shuffled", "lunch"),
        ("a_year_10000", "plain"),
    ],
)
def test_wrong_answers_are_counted_and_fail(benched, engine, workload):
    told = benched("--engine", f"contestants:{engine}", *on(workload))

    wrong, of = (int(cell.replace(",", "")) for cell in row(told, workload)[-2:])
    assert told.code == 1 and 0 < wrong <= of == 600
    assert f"{wrong} of 600" in told.out and f"not passed: {wrong} wrong answer" in told.out


def test_an_engine_without_clock_changes_is_right_where_none_matters(benched):
    """24 hours a day have no wall clock: the two calendars tell the kinds of fault apart."""
    assert benched("--engine", "contestants:in_winter_time", *on("round-the-clock")).code == 0


def test_a_wrong_answer_comes_with_the_account_of_its_clock(benched):
    told = benched("--engine", "contestants:one_second_late", *on("plain"))

    lines = told.out.splitlines()
    first = lines.index(" arrived Mon 2026-10-12 00:00")
    assert lines[first + 1 : first + 5] == [
        "   Mon 2026-10-12 00:00 - Mon 2026-10-12 09:00  closed",
        "   Mon 2026-10-12 09:00 - Mon 2026-10-12 17:00  counted 8 hours, 8 hours so far",
        " due     Mon 2026-10-12 17:00 (1791817200)",
        " given   Mon 2026-10-12 17:00:01 (1791817201), 1 second too late",
    ]
    assert sum(line.startswith(" given ") for line in lines) == 3  # of 600


@pytest.mark.parametrize("engine", ["last_answer_counts", "never_open"])
def test_wrong_verdicts_are_counted_and_shown(benched, engine):
    told = benched("--engine", f"contestants:{engine}", "--events", *on("plain"))

    assert told.code == 1 and int(row(told, "plain")[-2]) > 0
    assert " given   late instead of " in told.out and "seen from " in told.out


# Engines that do not answer


@pytest.mark.parametrize(
    ("engine", "said"),
    [
        ("floats", ", a float, to arrival 1; must be whole seconds"),
        ("nan", "answers NaN to arrival 1; must be whole seconds"),
        ("none", "answers None (null) to arrival 5; must be whole seconds"),
        ("nothing", "must be due_at, a list of 200"),
        ("a_number", "must be due_at, a list of 200"),
        ("texts", "to arrival 1; must be whole seconds"),
        ("too_few", "gives 199 answers to 200 arrivals"),
        ("too_many", "gives 201 answers to 200 arrivals"),
        ("too_large", "must be UTC seconds within int64"),
        ("raises", "raises ZeroDivisionError: integer division or modulo by zero"),
        ("hangs", "hangs: no answer within 0.5 s"),
        ("exits", "ends with exit code 3"),
    ],
)
def test_a_callable_that_does_not_answer_is_named_in_one_line(benched, engine, said):
    told = benched("--engine", f"contestants:{engine}", *on("plain"), "--timeout", "500ms")

    faults = [line for line in told.out.splitlines() if line.startswith("FAULT")]
    assert (told.code, told.err) == (1, "") and len(faults) == 1 and said in faults[0]
    assert faults[0].endswith("600 of 600 cases stay without an answer")
    assert row(told, "plain") == ["plain", "-", "-", "-", "0"]


@pytest.mark.parametrize(
    ("engine", "said"),
    [
        ("forgets_a_case", "gives no verdict on 1 of 200 cases, such as "),
        ("invents_a_case", "gives a verdict on case 'elsewhere', which was not asked about"),
        ("says_on_time", "gives the verdict 'on time'; must be one of in_time, late, open"),
        ("right", "raises TypeError: right() takes 4 positional arguments"),
    ],
)
def test_verdicts_in_no_form_are_named_in_one_line(benched, engine, said):
    told = benched("--engine", f"contestants:{engine}", "--events", *on("plain"))

    assert told.code == 1 and said in told.out


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("noisy_lines", "says 'Loading calendars...'; must be a JSON object on one line, and nothing else"),
        ("deaf_lines", "hangs: no answer within 0.5 s"),
        ("closing_lines", "closes its output and lives on"),
        ("endless_line", "says more than 67,108,864 bytes without the end of a line"),
        ("deep_lines", "must be a JSON object on one line"),
        ("complaining_lines", "raises the calendar store is down"),
    ],
)
def test_a_command_that_does_not_answer_is_named_in_one_line(benched, form, said):
    limit = "60s" if form == "endless_line" else "500ms"
    told = benched("--command", command(form), *on("plain"), "--timeout", limit)

    assert told.code == 1 and told.err == "" and said in told.out


def test_what_was_answered_before_an_engine_died_is_kept_and_the_next_workload_asked(benched):
    told = benched("--engine", "contestants:dies_in_the_middle", *on("plain", "lunch"))

    for name in ("plain", "lunch"):
        assert row(told, name)[-2:] == ["0", "200"]  # the first call is not timed, the third one dies
        died = f"{name}: it ends with exit code 7; its last words: 'out of luck'; 400 of 600 cases stay"
        assert died in told.out
    assert told.code == 1 and "2 workloads cut short by a fault" in told.out


def test_no_process_of_an_engine_is_left(benched, tmp_path, monkeypatch):
    """Neither the command nor the child that it started."""
    monkeypatch.setenv("PIDS", str(tmp_path / "pids"))
    benched("--command", command("parent_lines"), *on("plain"), "--timeout", "2s")

    command_pid, child_pid = (tmp_path / "pids").read_text().split()
    assert ended(int(command_pid)) and ended(int(child_pid))


def ended(pid: int) -> bool:
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


# Open loop


def test_a_stall_is_seen_in_the_99th_percentile_of_an_open_loop(benched):
    """A second's stall at 100 requests a second keeps a hundred of 300 requests waiting."""
    words = ("--engine", "contestants:stalls_once", *on("plain"), "--p99", "500ms", "--rate", 100)
    told = benched(*words, cases=300, batch=1)

    assert told.code == 1 and "VERDICT  not passed: p99 over 500 ms in plain" in told.out


def test_a_closed_loop_hides_the_same_stall(benched, tmp_path):
    benched(
        "--engine", "contestants:stalls_once", *on("plain"), "--json", tmp_path / "b.json", cases=300, batch=1
    )

    [workload] = json.loads((tmp_path / "b.json").read_text())["workloads"]
    assert workload["latency"]["p99_s"] < 0.5 < 1 <= workload["latency"]["longest_s"]


def test_a_99th_percentile_that_holds_passes(benched):
    told = benched(*on("plain", "herd"), "--rate", 200, "--p99", "1m", cases=100, batch=2)

    assert told.code == 0 and "passed: no answer is wrong, p99 within 60 s" in told.out
    assert "open loop, 200 requests a second, 2 cases each" in told.out


# For a CI


def test_json_holds_everything_and_names_no_machine(benched, tmp_path):
    benched("--engine", "contestants:one_second_late", *on("plain", "herd"), "--json", tmp_path / "b.json")

    found = json.loads((tmp_path / "b.json").read_text())
    assert (found["passed"], found["ended_early_by"]) == (False, None)
    assert found["settings"]["engine"] == "contestants:one_second_late"
    plain, _ = found["workloads"]
    assert (plain["name"], plain["answered"], plain["wrong"], plain["fault"]) == ("plain", 600, 600, None)
    first = plain["differences"][0]
    assert (first["given"], first["expected"], first["due_at"]) == (1791817201, 1791817200, 1791817200)
    assert [piece["kind"] for piece in first["account"]] == ["closed", "counted"]
    assert {"p50_s", "p99_s", "longest_s"} <= plain["latency"].keys() and plain["requests"] == 3
    assert os.uname().nodename not in (tmp_path / "b.json").read_text()


def test_junit_has_a_test_a_workload(benched, tmp_path):
    words = (*on("plain", "herd"), "--rate", 500, "--p99", "1us", "--junit", tmp_path / "b.xml")
    benched("--engine", "contestants:without_holidays", *words, cases=300, batch=10)

    suite = ElementTree.parse(tmp_path / "b.xml").getroot()
    names = [case.get("name").partition(":")[0] for case in suite]
    assert names == ["plain", "plain", "herd", "herd"]
    assert (suite.get("tests"), suite.get("errors")) == ("4", "0")
    right, fast = suite.findall("testcase")[:2]
    assert "answers are wrong" in right.find("failure").get("message")
    assert " due " in right.find("failure").text and "p99 is " in fast.find("failure").get("message")


def test_junit_of_a_broken_engine_is_an_error_and_of_a_right_one_clean(benched, tmp_path):
    benched("--engine", "contestants:exits", *on("plain"), "--junit", tmp_path / "broken.xml")
    benched(*on("plain"), "--junit", tmp_path / "right.xml")

    broken, right = (ElementTree.parse(tmp_path / f"{name}.xml").getroot() for name in ("broken", "right"))
    assert broken.find("testcase/error").get("message") == "ends with exit code 3"
    assert [right.get(kind) for kind in ("tests", "failures", "errors")] == ["1", "0", "0"]


# Bounds


def test_the_limit_stops_everything_and_does_not_pass(benched, tmp_path):
    told = benched("--engine", "contestants:hangs", "--limit", "2s", "--junit", tmp_path / "b.xml")

    assert told.code == 1 and "the time limit came in workload 1 of 7, and the rest was not asked" in told.out
    assert "everything asked" in (tmp_path / "b.xml").read_text()


def hear_ctrl_c():
    """Tests in the background are deaf to it, and so would be what they start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(os.name != "posix", reason="needs signals of a terminal")
def test_ctrl_c_tells_what_was_measured_so_far(log, tmp_path):
    began = tmp_path / "began"
    words = [sys.executable, "-m", "sim", "bench", "--log", str(log), "--timezone", "Europe/Amsterdam"]
    words += ["--cases", "300", "--batch", "100", "--command", command("waiting_lines", "one_second_late")]
    environment = {**os.environ, "BEGAN": str(began)}
    how = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "preexec_fn": hear_ctrl_c}
    with subprocess.Popen(words, cwd=ROOT, env=environment, **how) as process:
        until = time.monotonic() + 60
        while not began.exists() and time.monotonic() < until:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        try:
            out, err = process.communicate(timeout=30)
        finally:
            process.kill()

    assert (process.returncode, err) == (130, "")
    assert "it was stopped in workload 1 of 7, and the rest was not asked" in out
    assert "WRONG    plain" in out and "100 of 100" in out


# What is no engine, or no question


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--engine", "nowhere:f"), "'nowhere:f' given; ModuleNotFoundError: No module named 'nowhere'"),
        (("--engine", "contestants:nobody"), "has no attribute 'nobody'"),
        (("--engine", "contestants"), "give package.module:callable"),
        (("--engine", "contestants:AMSTERDAM"), "give package.module:callable"),
        (("--engine", "contestants:sys"), "module sys cannot be called"),
        (("--command", "no-such-program --fast"), "no-such-program --fast: No such file or directory"),
        (("--command", "'half a quote"), "quote it as a shell would"),
        (("--command", " "), "an empty command given"),
        (("--engine", "contestants:right", "--command", "cat"), "--engine and --command given; must be one"),
        (("--p99", "20ms"), "--p99 given without --rate"),
        (("--p99", "20", "--rate", 5), "'20' given; must be a duration above 0"),
        (("--p99", "0ms", "--rate", 5), "'0ms' given; must be a duration above 0"),
        (("--rate", 0), "0 given; must be above 0"),
        (("--rate", "nan"), "nan given; must be above 0"),
        (("--rate", 1e9), "1e+09 given; must be above 0, up to 100,000"),
        (("--timeout", "soon"), "'soon' given; must be a duration"),
        (("--workload", "weekends"), "'weekends' is not one of"),
        (("--cases", 0), "0 is not in the range"),
        (("--scenario", "x.toml"), "--scenario and --log given; must be one of them"),
    ],
)
def test_what_cannot_be_benched_is_one_line_and_code_2(benched, words, said):
    told = benched(*words)

    assert told.code == 2 and told.out == "" and said in told.err
    assert "Traceback" not in told.err


def test_columns_need_a_log_and_a_log_questions(tmp_path):
    empty = tmp_path / "empty.csv"
    empty.write_text("arrived_at,answered_at\n")

    assert "name one" in typed("bench", "--columns", "arrived_at=opened").err
    assert typed("bench", "--log", empty).code == typed("bench", "--log", tmp_path / "none.csv").code == 2


def test_the_help_is_the_protocol():
    told = typed("bench", "--help").out

    for word in (
        '{"due_at": [...]}',
        "arrived_at",
        "allowance_s",
        "boundary",
        '{"verdicts":',
        "as_of",
        "24:00",
    ):
        assert word in told


# Behind an address


@contextmanager
def served(form: str, name: str = "right"):
    words = [sys.executable, str(CONTESTANTS), form, name]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield f"http://127.0.0.1:{server.stdout.readline().strip()}/due"
        finally:
            server.kill()


def test_a_right_engine_passes_behind_an_address(benched):
    pytest.importorskip("aiohttp", reason="needs the extra load")
    with served("http") as url:
        told = benched("--url", url)
        events = benched("--url", url.replace("127.0.0.1", "localhost"), *on("plain"), "--connections", 1)

    assert told.code == 0, told.all
    assert [row(told, name)[-2:] for name in ALL] == [["0", "600"]] * len(ALL) and events.code == 0


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("http_broken", "answers HTTP 503"),
        ("http_redirecting", "redirects (HTTP 307), which is not followed"),
        ("http_hanging_up", "hangs up in the middle of an answer"),
        ("http_silent", "hangs: no answer within 0.5 s"),
    ],
)
def test_a_server_that_does_not_answer_is_named_in_one_line(benched, form, said):
    pytest.importorskip("aiohttp", reason="needs the extra load")
    with served(form) as url:
        told = benched("--url", url, *on("plain"), "--timeout", "500ms")

    assert told.code == 1 and f"FAULT    plain: it {said}" in told.out


def test_wrong_answers_of_a_server_are_told_like_any_other(benched):
    pytest.importorskip("aiohttp", reason="needs the extra load")
    with served("http", "one_second_late") as url:
        told = benched("--url", url, *on("plain"), "--rate", 500, cases=200, batch=1)

    assert told.code == 1 and "WRONG    plain" in told.out and row(told, "plain")[-2:] == ["200", "200"]


def test_nobody_at_the_address_is_told(benched):
    pytest.importorskip("aiohttp", reason="needs the extra load")
    with served("http") as url:
        pass
    told = benched("--url", url, *on("plain"))

    assert told.code == 1 and "cannot be reached" in told.out


def test_an_address_that_leaves_this_machine_is_refused(benched):
    pytest.importorskip("aiohttp", reason="needs the extra load")
    told = benched("--url", "http://192.0.2.1:9/due")

    assert told.code == 2 and "--allow-remote" in told.err and "must be on this machine" in told.err
