"""normsim why: its folder, its screen, the same bytes for any number of workers, and its faults."""

import csv
import json

from tests.cli.shop import written
from tests.cli.typed import typed
from tests.experiments.shops import TINY

QUICK = """weeks = "2026-W47..2026-W48"
[contacts]
questions_per_week = 60
phone_share = 0
[calls]
open = "mon 09:00-10:00"
[work]
minutes_per_mail = 9
[people]
Sanne = "mon 09:00-11:00"
[uncertain]
"work.minutes_per_mail" = [6, 14]
"people.Sanne.speed" = [0.8, 1.1]
[may_change]
temp = { from = "2026-11-16", weeks = 1, max = 1, euro_per_hour = 20 }
"""


def test_one_command_draws_the_week_and_says_what_it_found(tmp_path):
    scenario = written(tmp_path, "tiny.toml", QUICK)
    first = typed("why", scenario, "--replications", "3", "--workers", "1", "--out", tmp_path / "one")
    assert first.code == 0 and "half-hours" in first.out
    again = typed("why", scenario, "--replications", "3", "--workers", "2", "--out", tmp_path / "two")
    [one], [two] = ([*(tmp_path / name / "tiny").glob("why-*")] for name in ("one", "two"))
    files = json.loads((one / "manifest.json").read_bytes())["files"]
    assert set(files) == {
        *(f"{name}.{kind}" for name in ("drivers", "hours") for kind in ("csv", "png", "svg")),
        *("spread.csv", "screen.txt", "summary.json"),
    }
    assert files == json.loads((two / "manifest.json").read_bytes())["files"] and again.code == 0
    assert len((one / "hours.csv").read_text().splitlines()) == 1 + 4  # half-hours in which Sanne works


def test_ranges_of_the_file_are_among_the_drivers_and_the_parts_of_the_spread_sum_to_one(tmp_path):
    options = ("--replications", "3", "--workers", "1", "--notice", "3", "--out", tmp_path)
    assert typed("why", written(tmp_path, "tiny.toml", QUICK), *options).code == 0
    [folder] = (tmp_path / "tiny").glob("why-*")
    drivers = {
        row["figure"]: row for row in csv.DictReader((folder / "drivers.csv").read_text().splitlines())
    }
    assert (drivers["people.Sanne.speed"]["low"], drivers["people.Sanne.speed"]["source"]) == ("0.8", "range")
    assert drivers["work.really_at_work"]["source"] == "tenth"
    summary = json.loads((folder / "summary.json").read_bytes())
    assert summary["temp"]["notice_days"] == 3 and len(summary["temp"]["starts"]) == 2
    parts = summary["spread"]["failures"]["parts"]
    assert abs(sum(part["share"] for part in parts.values()) - 1) < 1e-6


def test_it_speaks_dutch(tmp_path):
    options = ("--replications", "2", "--workers", "1", "--language", "nl", "--out", tmp_path)
    answer = typed("why", written(tmp_path, "tiny.toml", QUICK), *options)
    assert answer.code == 0 and "halfuren" in answer.out and "half-hours" not in answer.out
    assert "OORZAKEN" in answer.out and "DRIVERS" not in answer.out


def test_a_target_that_there_is_not_is_refused(tmp_path):
    answer = typed("why", written(tmp_path, "tiny.toml", TINY), "--target", "mood")
    assert answer.code == 2 and "response" in answer.err
