"""normsim why: its folder, its screen, the same bytes for any number of workers, and its faults."""

import json
from datetime import date

from tests.experiments.shops import TINY

from .shop import written
from .typed import typed

SHORT = TINY.replace("09:00-17:00", "09:00-12:00")


def test_one_command_draws_the_week_and_says_what_it_found(tmp_path):
    scenario = written(tmp_path, "tiny.toml", SHORT)
    first = typed("why", scenario, "--replications", "3", "--workers", "1", "--out", tmp_path / "one")
    assert first.code == 0 and "half-hours" in first.out
    again = typed("why", scenario, "--replications", "3", "--workers", "2", "--out", tmp_path / "two")
    [one], [two] = ([*(tmp_path / name / "tiny").glob("why-*")] for name in ("one", "two"))
    files = json.loads((one / "manifest.json").read_bytes())["files"]
    assert set(files) == {"hours.csv", "hours.png", "hours.svg", "screen.txt", "summary.json"}
    assert files == json.loads((two / "manifest.json").read_bytes())["files"] and again.code == 0
    assert len((one / "hours.csv").read_text().splitlines()) == 1 + 5 * 16  # the phone is open until 17:00


def test_it_speaks_dutch(tmp_path):
    options = ("--replications", "2", "--workers", "1", "--language", "nl", "--out", tmp_path)
    answer = typed("why", written(tmp_path, "tiny.toml", SHORT), *options)
    assert answer.code == 0 and "halfuren" in answer.out and "half-hours" not in answer.out


def test_a_target_that_there_is_not_is_refused(tmp_path):
    answer = typed("why", written(tmp_path, "tiny.toml", TINY), "--target", "mood")
    assert answer.code == 2 and "response" in answer.err


def test_the_notice_moves_the_last_day_to_ask_for_a_temp_and_nothing_else(tmp_path):
    offer = (
        '[may_change]\ntemp = { from = "2026-11-23", weeks = 1, max = 1, euro_per_hour = 20, speed = 1 }\n'
    )
    scenario = written(tmp_path, "tiny.toml", SHORT + offer)
    for days in ("0", "14"):
        options = ("--replications", "8", "--workers", "1", "--notice", days, "--out", tmp_path / days)
        assert typed("why", scenario, *options).code == 0
    now, later = (
        json.loads(next((tmp_path / days / "tiny").glob("why-*/summary.json")).read_bytes())["temp"]
        for days in ("0", "14")
    )
    assert now["starts"] == later["starts"] and len(now["starts"]) == 2
    gap = date.fromisoformat(now["decide_by"]) - date.fromisoformat(later["decide_by"])
    assert gap.days == 14
