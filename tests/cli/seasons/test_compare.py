"""normsim compare, on the shop of two and on small logs written by hand."""

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sim.scenario.read import read
from tests.cli.shop import CASES, written
from tests.cli.typed import Answer, typed
from tests.experiments.shops import TINY
from tests.report.texts.test_dutch import english_in, without_what_is_not_ours

FEW = ("--replications", 6, "--workers", 1)
MEASURES = """
[may_change.measures."quick replies"]
set = ["work.minutes_per_mail=7"]
euro = 500
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return written(tmp_path, "tiny.toml", TINY + MEASURES)


def compared(shop: Path, *words: object) -> tuple[Answer, Path]:
    out = shop.parent / "results"
    told = typed("compare", shop, *words, *FEW, "--out", out)
    assert (told.code, told.err) == (0, "")
    [folder] = (out / "tiny").iterdir()
    return told, folder


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_it_speaks_dutch_into_a_folder_of_its_own(shop: Path):
    [english, dutch] = (
        typed("compare", shop, "--measures", *FEW, "--language", code, "--out", shop.parent / "results")
        for code in ("en", "nl")
    )
    assert "WORTH IT" in english.out and "WAT LOONT" in dutch.out and "weken 48-49 van 2026" in dutch.out
    assert "\nPLAATJES       " in dutch.out
    assert len(list((shop.parent / "results" / "tiny").iterdir())) == 2


def test_a_grid_of_values_is_compared_with_the_file_as_it_is(shop: Path):
    told, folder = compared(
        shop, "--vary", "work.minutes_per_mail=6,9", "--vary", "work.order=oldest first,newest first"
    )
    found = rows(folder / "compare.csv")
    assert [row["plan"] for row in found] == [
        "tiny",
        "work.minutes_per_mail=6, work.order=oldest first",
        "work.minutes_per_mail=6, work.order=newest first",
        "work.minutes_per_mail=9, work.order=newest first",
    ]
    assert "work.minutes_per_mail=9, work.order=oldest first is the same plan as tiny" in told.out
    assert all(len(line) <= 120 or "/" in line for line in told.out.splitlines())
    assert float(found[1]["late_added"]) < 0 and found[0]["late_added"] == ""
    mean = float(found[1]["late_mean"]) - float(found[0]["late_mean"])
    assert float(found[1]["late_added"]) == pytest.approx(mean, abs=2e-6)


def test_a_norm_that_counts_saturdays_is_a_plan_of_the_same_customers(shop: Path):
    _, folder = compared(shop, "--vary", "hours=mon-sat 09:00-17:00")
    [as_it_is, saturdays] = rows(folder / "compare.csv")
    assert saturdays["plan"] == "hours=mon-sat 09:00-17:00"
    assert float(saturdays["late_added_low"]) > 0 and saturdays["extra_euro"] == as_it_is["extra_euro"]


def test_everything_is_written_and_agrees(shop: Path):
    _, folder = compared(shop, "--measures")
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if "seasons" not in path.parts}
    assert names >= {
        *("compare.csv", "compare.parquet", "weeks.csv", "summary.json", "screen.txt", "manifest.json"),
        *("cost-and-risk.png", "cost-and-risk.svg", "weeks.png", "weeks.svg", "report.html"),
        *("plans/tiny-1.toml", "plans/tiny-2-quick-replies.toml"),
    }
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    table = pq.read_table(folder / "compare.parquet").to_pylist()
    assert [{**plan, "file": None} for plan in summary["plans"]] == [{**row, "file": None} for row in table]
    assert table[1]["extra_euro"] == 500
    weeks = rows(folder / "weeks.csv")
    assert len(weeks) == 2 * 2 * 4  # plans, weeks, targets


def test_a_plan_can_be_run_from_its_file(shop: Path):
    _, folder = compared(shop, "--measures", "--edition", "24h-weekday")
    plan = read(folder / "plans" / "tiny-2-quick-replies.toml").scenario
    assert (plan.work.minutes_per_mail, plan.edition) == (7, "24h-weekday")
    assert plan.may_change.measures["quick replies"].taken


def test_files_are_plans_and_are_varied_too(shop: Path):
    other = written(shop.parent, "more.toml", TINY.replace("mon-thu", "mon-fri"))
    _, folder = compared(shop, other, "--vary", "work.minutes_per_mail=8")
    assert [row["plan"] for row in rows(folder / "compare.csv")] == [
        "tiny",
        "more",
        "work.minutes_per_mail=8",
        "more, work.minutes_per_mail=8",
    ]


def test_it_is_shown_again_and_a_broken_one_is_finished_to_the_same_bytes(shop: Path):
    words = ("--vary", "work.minutes_per_mail=8")
    told, folder = compared(shop, *words)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    again, _ = compared(shop, *words)
    assert again == told
    for path in (
        folder / "manifest.json",
        next((folder / "seasons").rglob("*.json")),
        folder / "compare.csv",
    ):
        path.unlink()
    finished, _ = compared(shop, *words)
    assert finished == told
    assert {path: path.read_bytes() for path in before} == before


def test_two_workers_write_the_same_bytes(shop: Path):
    words = ("compare", shop, "--vary", "work.minutes_per_mail=8", "--replications", 4)
    for workers in (1, 2):
        assert typed(*words, "--workers", workers, "--out", shop.parent / str(workers)).code == 0
    alone, together = (
        {
            path.name: path.read_bytes()
            for path in (shop.parent / workers).rglob("*.[ctjs]*")
            if path.is_file()
        }
        for workers in ("1", "2")
    )
    assert alone == together and "compare.csv" in alone


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (
            (),
            "one plan given; must be two or more that differ; add another scenario file, --vary KEY=VALUES",
        ),
        (
            ("--vary", "work.minutes_per_mail=9"),
            "the same plan 2 times given; must be two or more that differ",
        ),
        (
            ("--vary", "absence.sick_day_chance=0", "--vary", "absence.sick_day_chance=1"),
            "one --vary for each key",
        ),
        (("--vary", "temps.count"), "temps.count: no key with a value"),
        (("--vary", "work.minutes_per_mial=3"), "did you mean minutes_per_mail?"),
        (("--vary", "weeks=2026-W40"), "--vary: weeks: 2026-W40 given; must be left as it is"),
        (("--measures", "--table", "cases"), "--table given; must be absent beside a scenario"),
        (("--measures", "--target", "mails"), "'mails' given; must be of response, phone, mail"),
        (("--measures", "--risk", "5"), "must be between 0 and 1"),
        (("nowhere.toml",), "nowhere.toml: file: no such file given"),
    ],
)
def test_mistakes_are_told_in_a_line(shop: Path, words: tuple[str, ...], fault: str):
    told = typed("compare", shop, *words, *FEW, "--out", shop.parent / "results")
    assert told.code == 2 and fault in told.err, told.err
    assert not (shop.parent / "results").exists()


def test_other_weeks_cannot_be_paired(shop: Path):
    other = written(shop.parent, "other.toml", TINY.replace("W48..2026-W49", "W45..2026-W46"))
    told = typed("compare", shop, other, *FEW)
    assert told.code == 2
    assert told.err.startswith(f"{other}: weeks: 2026-W45..2026-W46 given; must be 2026-W48..2026-W49,")


def test_a_file_without_measures_has_none_to_compare(tmp_path: Path):
    told = typed("compare", written(tmp_path, "plain.toml", TINY), "--measures", *FEW)
    assert told.code == 2 and "may_change.measures: nothing given; must be one measure or more" in told.err


LOG = f"""{CASES}A,2026-11-10 14:00,2026-11-11 15:00
B,2026-11-10 14:00,2026-11-11 13:00
C,2026-11-13 16:00,2026-11-16 10:00
D,2026-11-16 18:00,2026-11-17 17:30
"""  # tests/norms/told/test_flipped.py works these clocks out


def read_otherwise(folder: Path, *words: object, rows_of: str = LOG) -> tuple[Answer, list[dict[str, str]]]:
    log = written(folder, "log.csv", rows_of)
    rules = ("--timezone", "Europe/Amsterdam", "--holidays", "NL", "--out", folder / "results")
    told = typed("compare", log, *rules, *words)
    if told.code:
        return told, []
    [found] = (folder / "results" / "log").iterdir()
    return told, rows(found / "flipped.csv")


def test_a_log_is_judged_by_each_reading_and_what_flips_is_listed(tmp_path: Path):
    told, flips = read_otherwise(tmp_path, "--vary", "holidays=NL,NL+BE", "--vary", "edition=8wh")
    assert told.code == 0 and "NOTE    holidays=NL, edition=8wh is what 1 is" in told.out
    assert flips == [
        {
            "reading": "holidays=NL+BE, edition=8wh",
            "case_id": "A",
            "seller_id": "",
            "arrived_at": "2026-11-10 14:00",
            "due_before": "2026-11-11 14:00",
            "due_after": "2026-11-12 14:00",
            "answered_at": "2026-11-11 15:00",
            "before": "late",
            "after": "in time",
        }
    ]
    assert "FLIPPED  2 against 1: 1 question from late to in time" in told.out


def test_readings_are_told_in_dutch_and_the_tables_stay_as_they_are(tmp_path: Path):
    told, flips = read_otherwise(tmp_path, "--vary", "holidays=NL,NL+BE", "--language", "nl")
    said = told.out.partition("LOG")[2].replace(str(tmp_path), "")

    assert told.code == 0 and english_in(without_what_is_not_ours(said)) == []
    assert "OMGESLAGEN  2 naast 1: 1 vraag van te laat naar op tijd" in told.out
    assert [(row["arrived_at"], row["after"]) for row in flips] == [("2026-11-10 14:00", "in time")]


def test_instants_to_the_second_stand_apart(tmp_path: Path):
    to_the_second = LOG.replace("2026-11-10 14:00", "2026-11-10 14:00:01")
    told, _ = read_otherwise(tmp_path, "--vary", "holidays=NL,NL+BE", rows_of=to_the_second)

    assert "2026-11-10 14:00:01 2026-11-11 14:00:01 2026-11-12 14:00:01" in told.out


def test_rows_left_out_of_a_log_are_counted_as_judge_counts_them(tmp_path: Path):
    faulty = "E,2026-11-16 18:00,2026-11-10 17:30\nF,2026-11-16 19:00,2026-11-17 09:30\n"
    log = written(tmp_path, "log.csv", LOG + faulty)
    asked = ("--timezone", "Europe/Amsterdam", "--on-fault", "skip", "--drop", "case_id=F")

    alone = typed("judge", log, *asked)
    told = typed("compare", log, *asked, "--vary", "edition=8wh,24h-weekday", "--out", tmp_path / "results")

    counted = "4 cases; 1 row dropped; 1 faulty row skipped; judged as of"
    assert counted in alone.out
    assert counted in told.out


@pytest.mark.parametrize(
    ("vary", "case", "after"),
    [
        ("edition=24h-weekday", "D", "in time"),
        ("hours=mon-sat 09:00-17:00", "C", "late"),
        ("response.hours=6", "B", "late"),  # due on Wed 11 November 12:00
    ],
)
def test_editions_hours_and_values_are_readings(tmp_path: Path, vary: str, case: str, after: str):
    told, flips = read_otherwise(tmp_path, "--vary", vary)
    assert told.code == 0, told.err
    assert all(len(line) <= 120 or "/" in line for line in told.out.splitlines())
    assert (case, after) in [(flip["case_id"], flip["after"]) for flip in flips]


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ((), "no --vary given; must be one or more; write --vary edition=8wh,24h-weekday"),
        (("--vary", "edition=9wh"), "2026-min-target; correct it; did you mean '8wh'?"),
        (
            ("--vary", "holiday=NL"),
            "--vary: holiday: NL given; must be edition, holidays, hours, boundary or",
        ),
        (
            ("--vary", "hours=always"),
            "Invalid value for --vary hours: 'always' given; must be days and hours",
        ),
        (("--vary", "response.hours=x"), "response.hours must be a whole number"),
        (("--vary", "edition=8wh", "--seed", "3"), "--seed given; must be absent beside a log"),
        (("other.csv", "--vary", "edition=8wh"), "other.csv given beside a log; must be a log alone"),
    ],
)
def test_mistakes_about_a_log_are_told_in_a_line(tmp_path: Path, words: tuple[str, ...], fault: str):
    told, _ = read_otherwise(tmp_path, *words)
    assert told.code == 2 and fault in told.err, told.err


def test_more_readings_than_fit_are_in_the_tables(tmp_path: Path):
    told, _ = read_otherwise(tmp_path, "--vary", "response.hours=1..8")
    assert told.code == 0 and "by the first 5 readings; by all 8 in verdicts.csv" in told.out
    assert "NOTE    response.hours=8 is what 1 is" in told.out
    assert "FLIPPED  8 against 1" in told.out and all(
        len(line) <= 120 or "/" in line for line in told.out.splitlines()
    )


def test_the_log_of_a_run_is_compared_by_the_rules_of_its_manifest(run, tmp_path: Path):
    told = typed("compare", run.folder / "events", "--vary", "edition=24h-weekday", "--out", tmp_path)
    assert told.code == 0 and "manifest.json gave" in told.out
    assert "edition 8wh · holidays NL" in told.out
