"""A scenario with a history, on the command line: scored by itself, and beside every run."""

import csv
import json
from pathlib import Path

import pytest

from sim.calibrate.called import envelope
from sim.calibrate.called.replay import seasons as replay
from sim.deadline import week_label
from tests.calibrate.called import truth
from tests.cli.typed import Answer, typed

WEEKS, SEASON = "2026-W36..2026-W40", "2026-W41..2026-W41"
TRUE = {"contacts": 800.0, "phone": 0.25, "present": 0.75}


@pytest.fixture(scope="module")
def shop(tmp_path_factory) -> Path:
    """A shop that guesses its figures wrongly, beside five weeks of its page, with names in it."""
    folder = tmp_path_factory.mktemp("history")
    figures = truth.lived(truth.SMALL, WEEKS, 3, **TRUE)
    header, *rows = truth.as_csv(figures).splitlines()
    page = [f"{header},contact", *(f"{row},Jansen-{number}" for number, row in enumerate(rows))]
    (folder / "performance.csv").write_text("\n".join(page) + "\n")
    text = truth.SMALL.format(weeks=SEASON, **truth.WRONG)
    (folder / "shop.toml").write_text(text.replace("[contacts]", 'history = "performance.csv"\n[contacts]'))
    return folder / "shop.toml"


@pytest.fixture(scope="module", autouse=True)
def few_seasons():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(replay, "SEASONS", 4)
        patch.setattr(envelope, "DRAWS", 20)
        yield


@pytest.fixture(scope="module")
def scored(shop) -> Answer:
    return typed("backtest", shop, "--workers", 1, "--out", shop.parent / "results")


@pytest.fixture(scope="module")
def run(shop) -> Answer:
    return typed("run", shop, "--replications", 4, "--workers", 1, "--out", shop.parent / "results")


def folder_of(shop: Path, backtest: bool) -> Path:
    folders = (shop.parent / "results" / "shop").iterdir()
    [found] = [one for one in folders if one.name.partition("-")[0] == ("backtest" if backtest else one.name)]
    return found


def test_the_last_weeks_are_told_as_they_would_have_been_called(scored):
    title, said, _, header, *lines = scored.out.splitlines()

    assert scored.code == 0, scored.err
    assert title.startswith("shop, weeks 37-40 of 2026 of its past      edition 8wh")
    assert said.startswith("Your last 4 weeks as we would have called them: ")
    assert header.split() == ["week", "norm", "called", "(90%", "band)", "a", "miss", "came", "verdict"]
    assert [line.split()[:2] for line in lines[:8]] == [
        [week, norm] for week in ("37", "38", "39", "40") for norm in ("response", "phone")
    ]
    heads = [line.split()[0] for line in lines[8:] if not line.startswith(" ")]
    assert heads == ["BANDS", "AGAINST", "LEARNED", "DRIFT", "TABLE"]


def test_what_is_told_is_what_the_table_says(shop, scored):
    with (folder_of(shop, backtest=True) / "called.csv").open() as file:
        rows = list(csv.DictReader(file))
    summary = json.loads((folder_of(shop, backtest=True) / "summary.json").read_text())

    right = sum(row["right"] == "true" for row in rows)
    off = sum(abs(float(row["came"]) - float(row["share_p50"])) for row in rows) / len(rows)
    assert f": {right} of 8 verdicts right" in scored.out
    assert f"off by {100 * off:.1f} points" in " ".join(scored.out.split())
    assert summary["score"]["right"] == right
    for row in rows:
        assert float(row["came"]) == pytest.approx(int(row["numerator"]) / int(row["denominator"]), abs=1e-6)
        assert (row["missed"] == "true") == (float(row["came"]) < 0.9)
        assert (row["right"] == "true") == ((float(row["p_missed"]) > 0.5) == (row["missed"] == "true"))


def test_a_run_says_how_such_predictions_did_and_what_it_takes_from_them(shop, run):
    said = " ".join(run.out.split())

    assert run.code == 0, run.err
    assert "TRUST your last 4 weeks as we would have called them: " in said
    assert "From your own figures every season takes " in said
    assert "not checked" not in said
    summary = json.loads((folder_of(shop, backtest=False) / "summary.json").read_text())
    assert summary["checked_on_this_shop"] is True
    assert summary["past"]["score"]["calls"] == 8
    page = (folder_of(shop, backtest=False) / "report.html").read_text()
    assert "Checked on your shop:" in page and "Not checked" not in page


def test_the_scenario_as_it_was_learned_can_be_used_again(shop, run):
    learned = folder_of(shop, backtest=False) / "learned.toml"

    again = typed("roster", learned, "--week", "2026-W41", "--out", shop.parent / "roster.csv")

    assert again.code == 0, again.err
    assert '"work.really_at_work" = [' in learned.read_text()


def test_nothing_but_figures_leaves_the_file(shop, scored, run):
    written = [path for path in (shop.parent / "results").rglob("*") if path.is_file()]

    assert written and not any(b"Jansen" in path.read_bytes() for path in written)


def test_one_worker_or_two_make_the_same_bytes(shop, scored):
    other = shop.parent / "two"

    answer = typed("backtest", shop, "--workers", 2, "--out", other)

    assert answer.code == 0, answer.err
    [folder] = [path.parent for path in other.rglob("manifest.json")]
    assert (folder / "manifest.json").read_bytes() == (
        folder_of(shop, backtest=True) / "manifest.json"
    ).read_bytes()


def test_it_is_told_in_dutch_too(shop, scored):
    answer = typed("backtest", shop, "--workers", 1, "--language", "nl", "--out", shop.parent / "nl")

    assert "Je laatste 4 weken zoals wij ze voorspeld hadden: " in answer.out


def test_a_scenario_without_a_history_is_told_what_to_add(shop):
    bare = shop.with_name("bare.toml")
    bare.write_text(truth.SMALL.format(weeks=SEASON, **truth.WRONG))

    answer = typed("backtest", bare)

    assert answer.code == 2
    assert (
        'bare.toml: history: none given; must be there, to be scored against; add history = "perf'
        in answer.err
    )


def test_three_weeks_are_refused_with_the_reason(shop):
    short = shop.with_name("short.toml")
    figures = truth.lived(truth.SMALL, WEEKS, 3, **TRUE)
    three = truth.of_weeks(figures, figures.weeks[0], figures.weeks[2])
    shop.with_name("short.csv").write_text(truth.as_csv(three))
    short.write_text(shop.read_text().replace("performance.csv", "short.csv"))

    answer = typed("run", short)

    assert answer.code == 2
    assert "must be 4 weeks or more with figures of response or phone, and has 3" in answer.err


def test_a_season_cannot_begin_within_its_history(shop):
    late = shop.with_name("late.toml")
    last = truth.lived(truth.SMALL, WEEKS, 3, **TRUE).weeks[-1]
    late.write_text(shop.read_text().replace(SEASON, f"{week_label(last)}..2026-W42"))

    answer = typed("run", late)

    assert answer.code == 2
    assert "must be figures of weeks before 2026-W40, when the season begins" in answer.err
