"""normsim today: the list of a morning, its files, and what keeps it from being made."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from sim.experiments.morning.outlook import Outlook
from sim.report.morning import screen
from tests.cli.shop import written
from tests.cli.typed import Answer, typed
from tests.experiments.morning.desks import HEAD, SURE, replies, weekend

OPEN = [*replies(10), *weekend(60)]


def log(folder: Path, rows: list[str], head: str = HEAD) -> Path:
    return written(folder, "open.csv", "\n".join([head, *rows]) + "\n")


def asked(folder: Path, rows: list[str], *words: object, at: str | None = "2026-12-07 08:45") -> Answer:
    when = () if at is None else ("--at", at)
    shop = written(folder, "sure.toml", SURE)
    options = ("--replications", 12, "--workers", 1, "--out", folder / "out")
    return typed("today", log(folder, rows), shop, *when, *options, *words)


def found(folder: Path, name: str) -> Path:
    [path] = (folder / "out" / "sure").glob(f"today-*/{name}")
    return path


def test_the_screen_says_what_to_pick_first_and_what_that_changes(tmp_path):
    told = asked(tmp_path, OPEN)

    assert (told.code, told.err) == (0, "")
    assert all(len(line) <= 120 or "/" in line for line in told.out.splitlines())
    for words in (
        "sure, Mon 7 Dec 08:45",
        "60 questions are open, 10 replies wait; late already: 0, at risk: 20, safe (a chance below 5%): 40",
        "PICK FIRST     10 cases that may be late (a chance of 5% or more) unless they go before replies",
        "    1  w40             delivery          Sat 5 Dec 10:40   Mon 7 Dec 17:00",
        "100% (74%-100%)               0%",
        "10 cases at risk are not saved by going first",
        "10.0 of the open questions are late on average in place of 20.0",
        "tightest at Mon 7 Dec 17:00: on average 9.0 hours of work are due by then and 7.5 can be done",
        " 49 Sinterklaas ",
    ):
        assert words in told.out


def test_the_likeliest_to_be_late_are_shown_by_their_turn_where_not_all_are(tmp_path, monkeypatch):
    monkeypatch.setattr(Outlook, "winnable", np.arange(40, 46))
    monkeypatch.setattr(
        Outlook, "chances", np.repeat([0, 0.1, 0.6, 0.2, 0.9, 0.3, 0.7, 1], [40, *[1] * 6, 14])
    )
    monkeypatch.setattr(screen, "SHOWN", 3)
    lines = asked(tmp_path, OPEN).out.splitlines()

    head = lines.index(next(line for line in lines if line.startswith(" pick  case")))
    assert [line.split()[:2] for line in lines[head + 1 : head + 4]] == [
        ["2", "w41"],
        ["4", "w43"],
        ["6", "w45"],
    ]


def test_the_table_for_the_team_has_every_open_case_in_the_order_of_picking(tmp_path):
    asked(tmp_path, OPEN)
    rows = list(csv.DictReader(found(tmp_path, "today.csv").read_text().splitlines()))

    assert len(rows) == 60 and {row["case_id"] for row in rows} == {f"w{one}" for one in range(60)}
    assert [row["case_id"] for row in rows[:10]] == [f"w{one}" for one in range(40, 50)]
    assert [row["state"] for row in rows] == ["pick first"] * 10 + ["at risk"] * 10 + ["safe"] * 40
    assert [row["pick"] for row in rows] == [*map(str, range(1, 11)), *[""] * 50]
    assert [int(row["place"]) for row in rows[:10]] == list(range(41, 51))
    assert sorted(int(row["place"]) for row in rows) == list(range(1, 61))
    first = rows[0]
    assert (
        first["arrived_at"] == "2026-12-05T10:40:00+01:00" and first["due_at"] == "2026-12-07T17:00:00+01:00"
    )
    assert (first["late"], first["late_if_picked_first"], first["topic"]) == ("1", "0", "delivery")


def test_the_same_morning_makes_the_same_bytes_and_json_is_its_summary(tmp_path):
    told = asked(tmp_path, OPEN, "--json")
    folder = found(tmp_path, "manifest.json").parent
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    for path in folder.iterdir():
        path.unlink()
    asked(tmp_path, OPEN)

    assert json.loads(told.out) == json.loads(before["summary.json"])
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_the_morning_is_told_in_dutch(tmp_path):
    told = asked(tmp_path, OPEN, "--language", "nl")

    assert told.code == 0 and "EERST PAKKEN" in told.out and "10,0 van de open vragen te laat" in told.out


def test_an_edition_without_a_number_that_brings_a_mail_tells_late_answers_alone(tmp_path):
    told = asked(tmp_path, OPEN, "--edition", "24h-2021")

    [head] = [line for line in told.out.splitlines() if line.startswith("LATE ANSWERS")]
    assert head.split("  ")[0] == "LATE ANSWERS" and "mail" not in head and "if picked first" in head


def test_one_play_to_choose_and_one_to_tell_are_enough_to_run_and_say_how_little_they_know(tmp_path):
    told = asked(tmp_path, OPEN, "--replications", 2)

    assert told.code == 0 and "counted in 2 plays;" in told.out
    assert asked(tmp_path, OPEN, "--replications", 1).code == 2


def test_without_an_instant_it_is_the_newest_of_the_log_and_says_so(tmp_path):
    told = asked(tmp_path, OPEN, at=None)

    assert told.out.startswith("AT             Sat 5 Dec 10:59, the newest instant of ")
    assert "sure, Sat 5 Dec 10:59" in told.out


def test_what_a_log_leaves_out_is_said(tmp_path):
    """No order ids while customers write twice, and no answers while the easiest goes first."""
    text = SURE.replace("mails_again_share = 0", "mails_again_share = 0.25")
    shop = written(tmp_path, "sure.toml", text.replace("[people]", 'order = "easiest first"\n[people]'))
    words = ("--at", "2026-12-07 08:45", "--replications", 6, "--out", tmp_path / "out")
    told = " ".join(typed("today", log(tmp_path, weekend(4)), shop, *words).out.split())

    assert "of 4 open questions the log names no order (order_id): which are second mails" in told
    assert "is drawn as mails_again_share = 25% says" in told and "the log has no answered questions" in told
    answered = asked(tmp_path, OPEN)
    assert "names no order" not in answered.out and "no answered questions" not in answered.out


def test_nothing_open_is_a_sentence_and_no_fault(tmp_path):
    told, as_object = asked(tmp_path, replies(3)), asked(tmp_path, replies(3), "--json")

    assert json.loads(as_object.out) == {"at": "2026-12-07T08:45:00+01:00", "cases": [], "open": 0}
    assert told == Answer(0, "No question is open at Mon 7 Dec 08:45: there is nothing to pick first.\n", "")


def test_where_all_is_late_the_list_does_not_call_what_is_left_safe(tmp_path):
    told = asked(tmp_path, weekend(2), at="2026-12-08 08:45")  # they were due on Monday at 17:00

    assert "PICK FIRST     nothing: every open question is late already\n" in told.out
    assert "safe in the order" not in told.out


def test_what_bol_has_is_not_the_shops_to_pick(tmp_path):
    head = "case_id,arrived_at,answered_at,handed_to_bol_at,taken_over_by_bol_at"
    gone = ["a,2026-12-05 10:00,,2026-12-05 11:00,", "b,2026-12-05 10:00,,,2026-12-06 10:00"]
    rows = [*gone, "c,2026-12-05 10:00,,,"]
    shop = written(tmp_path, "sure.toml", SURE)
    words = ("--at", "2026-12-07 08:45", "--replications", 6, "--out", tmp_path / "out")

    assert "1 question is open" in typed("today", log(tmp_path, rows, head), shop, *words).out


def faults(told: Answer, folder: Path) -> list[str]:
    assert told.code == 2 and told.out == "" and "Traceback" not in told.err
    return told.err.replace(str(folder), "HERE").splitlines()


def test_every_faulty_row_is_told_at_once(tmp_path):
    rows = [
        "a,,2026-12-08 10:00,,",
        "b,,2016-12-05 10:00,,",
        "c,,2026-12-05 10:00,2026-12-09 10:00,",
        "d,,2026-03-29 02:30,,",
        "e,,2026-12-05 10:00,,",
        "e,,2026-12-05 11:00,,",
    ]

    by_then = (
        "at or before 2026-12-07 08:45, the instant of the list; give a later --at, or leave --at out for the"
        " newest instant of the file"
    )
    told = [line.partition(" given; must be ")[::2] for line in faults(asked(tmp_path, rows), tmp_path)]
    assert told == [
        ("HERE/open.csv:2: arrived_at: 2026-12-08 10:00", by_then),
        (
            "HERE/open.csv:3: arrived_at: 2016-12-05 10:00",
            "2025-12-06 or later, a year before 2026-12-07 08:45 at most; correct the year, or leave the row"
            " out",
        ),
        ("HERE/open.csv:4: answered_at: 2026-12-09 10:00", by_then),
        (
            "HERE/open.csv:5: arrived_at: 2026-03-29 02:30",
            "a time that the clock of Europe/Amsterdam shows, which skips an hour that night; correct the "
            "row, or leave it out",
        ),
        (
            "HERE/open.csv:7: case_id: e a second time",
            "of one row only; correct the row, or leave it out",
        ),
    ]


def test_a_word_that_stands_for_no_order_is_not_taken_for_one(tmp_path):
    rows = [row.replace("delivery", "-") for row in weekend(10)]
    shop = written(tmp_path, "sure.toml", SURE)
    told = typed("today", log(tmp_path, rows, HEAD.replace("topic", "order_id")), shop)

    assert faults(told, tmp_path) == [
        "HERE/open.csv:2: order_id: - given; must be that of 9 open questions at most; it is that of 10;"
        " leave it empty where it is not known"
    ]


def test_an_instant_that_the_scenario_does_not_hold_is_told_with_the_weeks_it_holds(tmp_path):
    rows = ["a,,2026-10-03 10:00,,"]

    assert faults(asked(tmp_path, rows, at="2026-10-05 08:45"), tmp_path) == [
        "HERE/sure.toml: --at: 2026-10-05 08:45, in 2026-W41, given; must be in 2026-W49 to 2026-W50, the"
        ' weeks that the scenario holds; give another --at, or a scenario with weeks = "2026-W41..2026-W50"'
    ]


def test_a_log_that_is_newer_than_the_scenario_is_told_by_what_is_wrong(tmp_path):
    rows = ["a,,2027-01-04 10:00,,", "b,,2027-01-05 09:30,,"]

    assert faults(asked(tmp_path, rows, at=None), tmp_path) == [
        "HERE/open.csv: log: 2027-01-05 09:30, in 2027-W01, which is the newest instant of the log and so the"
        " instant of the list, given; must be in 2026-W49 to 2026-W50, the weeks that the scenario holds; "
        'give a scenario with weeks = "2026-W49..2027-W01", or an --at in its weeks, or look whether the log'
        " has the right dates"
    ]


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2026-03-29 02:30", "must be a time that the clock shows; that night it skips an hour"),
        ("monday morning", "must be an instant; write 2026-12-07T08:45"),
    ],
)
def test_an_instant_that_is_none_is_told(tmp_path, at, told):
    assert told in asked(tmp_path, OPEN, at=at).err


@pytest.mark.parametrize(
    ("name", "told"), [("nowhere.csv", "no such file given"), (".", "a folder given; must be one file")]
)
def test_a_log_that_is_no_file_is_told(tmp_path, name, told):
    shop = written(tmp_path, "sure.toml", SURE)

    assert told in typed("today", tmp_path / name, shop).err


def test_names_and_texts_in_an_export_are_not_read(tmp_path):
    """A column that says who wrote, and what, is not in the log that is read nor in anything written."""
    secret = "Jansen, Dorpsstraat 1: where is my parcel?"
    rows = [f'{row},"{secret}"' for row in weekend(3)]
    shop = written(tmp_path, "sure.toml", SURE)
    words = ("--at", "2026-12-07 08:45", "--replications", 6, "--out", tmp_path / "out")
    told = typed("today", log(tmp_path, rows, f"{HEAD},customer"), shop, *words)

    assert told.code == 0 and "Jansen" not in told.all
    assert not any(b"Jansen" in path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file())
