"""normsim backtest of a call log: from an export to screen, folder, and refusals with their reason."""

import json
from datetime import datetime, timedelta
from heapq import heappop, heappush
from pathlib import Path

import numpy as np
import pytest

from tests.cli.typed import typed

MONDAY = datetime(2026, 1, 12)
HEAD = "call,attempted_at,outcome,waited_s,handled_s,agent_id,phone_number"


def rows(weeks: int) -> list[str]:
    """A desk of three: 300 calls a day of some four minutes, and callers who wait some two."""
    rng, found = np.random.default_rng(3), []
    for day in range(7 * weeks):
        if day % 7 > 4:
            continue
        free = [(0.0, name) for name in ("Ann", "Bo", "Cy")]
        for at in np.sort(rng.uniform(0, 8 * 3600, 300)).tolist():
            ready, name = free[0]
            waits, patience, talks = max(ready - at, 0.0), rng.exponential(120), rng.lognormal(5, 0.8) + 10
            when = MONDAY + timedelta(days=day, hours=9, seconds=int(at))
            if waits > patience:
                found.append(f"{when},abandoned,{round(patience)},,,0612345678")
                continue
            heappop(free)
            heappush(free, (at + waits + talks, name))
            found.append(f"{when},answered,{round(waits)},{round(talks)},{name},0612345678")
    return [f"{number},{row}" for number, row in enumerate(found)]


@pytest.fixture(scope="module")
def log(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("phone") / "phone.csv"
    path.write_text("\n".join([HEAD, *rows(weeks=4)]) + "\n")
    return path


OPTIONS = ("--timezone", "Europe/Amsterdam", "--holidays", "none")


def test_a_call_log_is_told_as_weeks_that_would_have_been_called_right_or_wrong(log, tmp_path):
    answer = typed("backtest", log, *OPTIONS, "--weeks", 2, "--out", tmp_path)

    assert answer.code == 0, answer.err
    said = answer.out.splitlines()
    assert said[0] == "phone, weeks 05-06 of 2026"
    assert said[1].startswith("Your last 2 weeks as we would have called them, knowing who is planned")
    [folder] = (tmp_path / "phone").glob("backtest-*")
    files = json.loads((folder / "manifest.json").read_bytes())["files"]
    assert set(files) == {"screen.txt", "summary.json", "weeks.csv", "weeks.png", "weeks.svg"}
    assert len((folder / "weeks.csv").read_text().splitlines()) == 1 + 2 * 2
    assert "0612345678" not in "".join(path.read_text("latin-1") for path in folder.iterdir())

    told = json.loads((folder / "summary.json").read_text())
    for way in ("known", "forecast"):
        assert (told[way]["weeks"], len(told[way]["each"])) == (2, 2)
        assert told[way]["off_points"] < 6
        off = [abs(week["attempts_called"] / week["attempts"] - 1) for week in told[way]["each"]]
        assert told[way]["off_calls"] == pytest.approx(np.mean(off), abs=2e-3)  # attempts are rounded
    assert told["known"]["off_calls"] == 0 < told["forecast"]["off_calls"] < 0.2

    again = typed("backtest", log, *OPTIONS, "--weeks", 2, "--out", tmp_path / "again")
    assert again.out.partition("\nPICTURE")[0] == answer.out.partition("\nPICTURE")[0]
    [other] = (tmp_path / "again" / "phone").glob("backtest-*")
    assert (other / "summary.json").read_bytes() == (folder / "summary.json").read_bytes()


def test_arrivals_of_a_call_log_are_scored_when_asked_for(log, tmp_path):
    answer = typed("backtest", log, *OPTIONS, "--kind", "arrivals", "--out", tmp_path)

    assert "4 whole weeks given; must be 8 or more" in answer.err


@pytest.mark.parametrize(
    ("column", "key", "reason"),
    [
        ("agent_id", "agent_id", "says who is at work"),
        ("waited_s", "waited_s", "says how callers wait"),
        ("handled_s", "handled_s", "says how long calls last"),
    ],
)
def test_a_log_that_does_not_tell_enough_is_refused_with_the_reason(log, tmp_path, column, key, reason):
    head, *lines = log.read_text().splitlines()
    bare = tmp_path / "bare.csv"
    bare.write_text("\n".join([head.replace(column, "unused"), *lines]) + "\n")

    answer = typed("backtest", bare, *OPTIONS, "--kind", "pick-up", "--out", tmp_path)

    assert answer.code == 2
    assert f"bare.csv: {key}: of no call given" in answer.err
    assert reason in answer.err


def test_a_week_is_too_short_a_log(log, tmp_path):
    short = tmp_path / "short.csv"
    short.write_text("\n".join(log.read_text().splitlines()[:1800]) + "\n")

    answer = typed("backtest", short, *OPTIONS, "--out", tmp_path)

    assert answer.code == 2
    assert "too short a log given; must be a whole week of calls" in answer.err


def test_a_duration_that_is_none_is_told_by_its_line(log, tmp_path):
    head, first, *lines = log.read_text().splitlines()
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("\n".join([head, *lines, first.replace(",answered,0,", ",answered,-5,")]) + "\n")

    answer = typed("backtest", wrong, *OPTIONS, "--out", tmp_path)

    assert answer.code == 2
    assert f"wrong.csv:{len(lines) + 2}: waited_s: -5 given; must be 0 seconds or more" in answer.err


ROSTER = "name,day,begin,end\n" + "".join(
    f"{name},{day},09:00,17:00\n"
    for name in ("Ann", "Bo", "Cy")
    for day in ("mon", "tue", "wed", "thu", "fri")
)


def test_a_roster_says_who_is_planned_and_no_agent_is_needed(log, tmp_path):
    """The three work eight hours a day on 20 days: 480 hours; their calls say hardly anything else."""
    (tmp_path / "plan.csv").write_text(ROSTER)
    bare = tmp_path / "phone.csv"
    bare.write_text(log.read_text().replace("agent_id", "unused"))

    answers = [
        typed("backtest", one, *OPTIONS, "--roster", tmp_path / "plan.csv", "--out", tmp_path / name)
        for name, one in (("seen", log), ("bare", bare))
    ]

    assert "At work: as planned in plan.csv, 3 people who take calls, 480 hours in all" in " ".join(
        answers[0].out.split()
    )
    assert [one.out.partition("PICTURE")[0] for one in answers] == [
        answers[0].out.partition("PICTURE")[0]
    ] * 2
    [summary] = (tmp_path / "seen" / "phone").glob("backtest-*/summary.json")
    assert json.loads(summary.read_text())["known"]["off_points"] < 6


@pytest.mark.parametrize(
    ("text", "words", "told"),
    [
        (ROSTER.replace("17:00", "8:00"), (), 'plan.csv:16: end: "8:00" given; must be later than begin'),
        (
            "name,date,begin,end\nAnn,2030-01-07,09:00,17:00\n",
            (),
            "roster: none given; must be shifts of who",
        ),
        (ROSTER, ("--kind", "arrivals"), "--roster: given with --kind arrivals; must be with calls"),
    ],
)
def test_a_roster_that_says_nothing_of_the_calls_is_refused(log, tmp_path, text, words, told):
    (tmp_path / "plan.csv").write_text(text)
    answer = typed("backtest", log, *OPTIONS, *words, "--roster", tmp_path / "plan.csv", "--out", tmp_path)
    assert answer.code == 2 and told in answer.err
