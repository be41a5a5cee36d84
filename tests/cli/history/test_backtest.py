"""normsim backtest: from a file of counts to its screen, its folder, and its faults."""

import json
from datetime import date, timedelta

import numpy as np

from tests.cli.typed import typed

FIRST = date(2026, 1, 5)  # a Monday


def written(path, weeks, hours=4):
    """Hourly counts from nine o'clock, Monday to Friday, of a steady shop."""
    drawn = np.random.default_rng(6).poisson(40, (weeks, 5, hours))
    rows = [
        f"{FIRST + timedelta(7 * week + day)} {9 + hour:02}:00,{drawn[week, day, hour]}"
        for week in range(weeks)
        for day in range(5)
        for hour in range(hours)
    ]
    path.write_text("from,calls\n" + "\n".join(rows) + "\n")
    return path


def test_a_file_of_counts_is_scored_and_told_in_plain_words_first(tmp_path):
    counts = written(tmp_path / "calls.csv", weeks=11)
    answer = typed("backtest", counts, "--weeks", 5, "--out", tmp_path / "results")
    assert answer.code == 0, answer.err
    said = answer.out.splitlines()
    assert said[0] == "calls, weeks 08-12 of 2026"
    assert said[1].startswith("Of the last 5 weeks ") and "inside their 90% band" in said[1]
    assert [line.split("  ")[0] for line in said[2:6]] == ["level", "interval", "day", "week"]
    [folder] = (tmp_path / "results" / "calls").glob("backtest-*")
    files = json.loads((folder / "manifest.json").read_bytes())["files"]
    assert set(files) == {"scores.csv", "screen.txt", "summary.json", "weeks.csv", "weeks.png", "weeks.svg"}
    assert len((folder / "weeks.csv").read_text().splitlines()) == 1 + 5


def test_as_json_it_holds_every_week_and_every_score(tmp_path):
    counts = written(tmp_path / "calls.csv", weeks=9)
    answer = typed("backtest", counts, "--json", "--out", tmp_path / "results")
    told = json.loads(answer.out)
    assert (answer.code, told["weeks_called"]) == (0, 5)  # four are what the first is called from
    assert [score["level"] for score in told["scores"]] == ["slot", "day", "week"]
    assert [score["forecasts"] for score in told["scores"]] == [5 * 5 * 4, 5 * 5, 5]
    drawn = np.random.default_rng(6).poisson(40, (9, 5, 4)).sum(axis=(1, 2))
    assert [week["came"] for week in told["weeks"]] == drawn[4:].tolist()


def test_too_few_weeks_are_refused_with_the_reason(tmp_path):
    answer = typed("backtest", written(tmp_path / "calls.csv", weeks=7), "--out", tmp_path)
    assert answer.code == 2
    assert (
        "calls.csv: weeks: 7 whole weeks given; must be 8 or more: 4 to learn from and 4 to call"
        in answer.err
    )


def test_a_hole_is_named_and_its_week_neither_called_nor_learned_from(tmp_path):
    counts = written(tmp_path / "calls.csv", weeks=13)
    gone, quiet = FIRST + timedelta(65), FIRST + timedelta(72)  # Wednesdays of weeks 11 and 12
    rows = [row for row in counts.read_text().splitlines() if not row.startswith((str(gone), str(quiet)))]
    counts.write_text("\n".join([*rows, f"{quiet} 09:00,0"]) + "\n")

    answer = typed("backtest", counts, "--weeks", 4, "--out", tmp_path / "results")
    told = json.loads(typed("backtest", counts, "--weeks", 4, "--json", "--out", tmp_path / "results").out)

    said = " ".join(answer.out.split())
    assert answer.code == 0, answer.err
    assert "NOTE 1 day that nobody knows, 2026-03-11: its weekday usually has some" in said
    assert "NOTE no row at all on Sat and Sun: taken for closed" in said
    assert told["unknown_days"] == ["2026-03-11"]
    assert [week["week"] for week in told["weeks"]] == ["2026-W10", "2026-W12", "2026-W13", "2026-W14"]


def test_holes_that_leave_too_few_weeks_are_told_with_the_way_out(tmp_path):
    counts = written(tmp_path / "calls.csv", weeks=8)
    text = counts.read_text().splitlines()
    counts.write_text("\n".join(row for row in text if not row.startswith("2026-01-21")) + "\n")

    answer = typed("backtest", counts, "--out", tmp_path)

    assert answer.code == 2
    assert "7 whole weeks given; must be 8 or more" in answer.err
    assert (
        "or a row of 0 for days that were closed: 2026-01-21 has none, so its week is left out" in answer.err
    )


def test_every_faulty_row_is_told_by_its_line(tmp_path):
    counts = written(tmp_path / "calls.csv", weeks=9)
    lines = counts.read_text().splitlines()
    lines[3], lines[5], lines[7] = "yesterday,12", lines[5].split(",")[0] + ",-2", lines[8]
    counts.write_text("\n".join(lines))
    answer = typed("backtest", counts, "--out", tmp_path)
    assert answer.code == 2
    told = [fault.removeprefix(str(counts)).split(";")[0] for fault in answer.err.splitlines()]
    assert told == [
        ":4: at: yesterday given",
        ":6: count: -2 given",
        ":9: at: an instant that was there before given",
    ]


def test_weekly_figures_by_themselves_are_sent_to_a_scenario(tmp_path):
    figures = tmp_path / "performance.csv"
    figures.write_text("week,norm,numerator,denominator\n2026-W40,phone,90,100\n")
    answer = typed("backtest", figures, "--out", tmp_path)
    assert (answer.code, answer.err) == (
        2,
        f"{figures}: input: weekly figures given; must be counts, a log or a scenario; "
        'add history = "performance.csv" to your scenario, and backtest that\n',
    )


def test_it_speaks_dutch(tmp_path):
    counts = written(tmp_path / "calls.csv", weeks=9)
    answer = typed("backtest", counts, "--language", "nl", "--out", tmp_path / "results")
    assert answer.code == 0 and "binnen hun band van 90%" in answer.out and "inside" not in answer.out


def test_the_same_command_gives_the_same_bytes(tmp_path):
    counts = written(tmp_path / "calls.csv", weeks=9)
    for name in ("one", "two"):
        assert typed("backtest", counts, "--out", tmp_path / name).code == 0
    one, two = (next((tmp_path / name).rglob("manifest.json")).read_bytes() for name in ("one", "two"))
    assert one == two
