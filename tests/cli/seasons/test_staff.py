"""normsim staff: from a file to a plan that normsim run takes."""

import json
import tomllib
from pathlib import Path

import pytest

import sim.cli.seasons.staff as staff_module
from sim.scenario.read import read
from tests.cli.shop import written
from tests.cli.typed import Answer, typed
from tests.experiments.shops import TINY

SHOP = (
    TINY.replace("questions_per_week = 240", "questions_per_week = 220      # ours")
    + """[may_change]
temp = { from = 2026-11-23, weeks = 2, max = 1, euro_per_hour = 28 }
saturday = { hours = "09:00-13:00", max_people = 1, euro_per_hour = 39 }
"""
)
QUICK = ("--target", "response", "--replications", "20", "--budget", "400", "--workers", "1")


class Advised:
    """A finished search: its file, its answer and its folder."""

    def __init__(self, place: Path) -> None:
        self.scenario, self.out = written(place, "tiny.toml", SHOP), place / "results"
        self.answer = self.again()
        [self.folder] = (self.out / "tiny").iterdir()

    def again(self, *options: object) -> Answer:
        return typed("staff", self.scenario, *QUICK, *options, "--out", self.out)


@pytest.fixture(scope="module")
def advised(tmp_path_factory: pytest.TempPathFactory) -> Advised:
    return Advised(tmp_path_factory.mktemp("staff"))


def test_the_plan_comes_first_with_its_price(advised: Advised):
    assert advised.answer.code == 0  # standard error tells of progress, where a minute was not enough
    told = advised.answer.out
    assert (
        "To keep 90% of answers in time in every week but for a chance of 5%, the cheapest plan costs" in told
    )
    for remark in ("ROSTER", "CHECKED", "CHEAPER", "HOW SURE", "ASSUMED"):
        assert f"\n{remark}" in told
    assert all(len(line) <= 120 for line in told.splitlines() if not line.startswith("PLAN "))


def test_the_plan_is_a_scenario_that_run_takes_and_that_costs_what_was_said(advised: Advised, tmp_path: Path):
    plan = advised.folder / "tiny-plan.toml"
    assert "# ours" in plan.read_text(encoding="utf-8")
    said = json.loads((advised.folder / "certificate.json").read_text())["plan"]["extra_euro"]
    costs = []
    for file in (advised.scenario, plan):
        ran = typed("run", file, "--replications", 1, "--workers", 1, "--out", tmp_path / file.stem)
        assert ran.code == 0
        [line] = [line for line in ran.out.splitlines() if line.startswith("COST")]
        costs.append(int(line.split("€ ")[1].split(";")[0].replace(",", "")))
    assert costs[1] - costs[0] == pytest.approx(said, abs=1) and said > 0


def test_the_certificate_names_seasons_and_why_cheaper_plans_fail(advised: Advised):
    told = json.loads((advised.folder / "certificate.json").read_text())
    first, last = told["check_replications"]
    assert told["search_replications"] == [0, 19] and first == 1_000_000
    assert told["plan"]["seasons"] == last - first + 1 > 20
    assert told["proven"] and told["cheaper"]
    for plan in told["cheaper"]:
        assert plan["extra_euro"] < told["plan"]["extra_euro"]
        assert len(plan["missed"]) == len(told["asked"]) == 2


def test_the_same_command_shows_what_is_there_and_does_not_search_again(
    advised: Advised, monkeypatch: pytest.MonkeyPatch
):
    def searched(*_: object) -> None:
        raise AssertionError("a search that is there was made again")

    monkeypatch.setattr(staff_module, "advise", searched)
    assert advised.again().out == advised.answer.out


def simulated(*_: object) -> None:
    raise AssertionError("a season that is on disk was simulated again")


def test_another_language_changes_what_is_told_and_no_figure(
    advised: Advised, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("sim.experiments.seasons.sweep.counts_of", simulated)
    dutch = advised.again("--language", "nl")
    assert (dutch.code, dutch.err) == (0, "")
    assert "Het goedkoopste plan met 90% van de antwoorden op tijd" in dutch.out
    [folder] = {path for path in (advised.out / "tiny").iterdir()} - {advised.folder}
    for name in ("tiny-plan.toml", "certificate.json", "roster.csv"):
        assert (folder / name).read_bytes() == (advised.folder / name).read_bytes()


def test_a_search_without_its_manifest_is_taken_up_from_its_seasons(
    advised: Advised, monkeypatch: pytest.MonkeyPatch
):
    names = ("tiny-plan.toml", "certificate.json", "screen.txt", "roster.csv")
    before = {name: (advised.folder / name).read_bytes() for name in names}
    (advised.folder / "manifest.json").unlink()
    monkeypatch.setattr("sim.experiments.seasons.sweep.counts_of", simulated)
    assert advised.again().out == advised.answer.out
    assert before == {name: (advised.folder / name).read_bytes() for name in names}


def test_a_second_language_takes_away_a_dead_lock_of_the_seasons_which_are_in_the_first(advised: Advised):
    advised.again("--language", "nl")
    lock = advised.folder / "seasons" / ".lock"
    lock.write_text("process 1 since long ago\n")
    advised.again("--language", "nl")
    assert not lock.exists()


def test_any_number_of_workers_finds_the_same(advised: Advised, tmp_path: Path):
    assert typed("staff", advised.scenario, *QUICK[:-1], "2", "--out", tmp_path).code == 0
    [folder] = (tmp_path / "tiny").iterdir()
    for name in ("tiny-plan.toml", "certificate.json", "screen.txt", "roster.csv"):
        assert (folder / name).read_bytes() == (advised.folder / name).read_bytes()


def test_shift_types_and_other_rules_come_from_the_command_line(tmp_path: Path):
    scenario = written(tmp_path, "tiny.toml", SHOP.partition("[may_change]")[0])
    types = written(
        tmp_path, "shifts.csv", "name,days,hours,breaks,max,euro_per_hour\nfriday,fri,09:00-17:00,,1,20\n"
    )
    options = ("--shifts", types, "--edition", "24h-weekday", "--risk", 0.01, "--out", tmp_path / "results")
    assert typed("staff", scenario, *QUICK, *options).code == 0
    [plan] = (tmp_path / "results" / "tiny").glob("*/tiny-plan.toml")
    planned = read(plan).scenario
    assert planned.edition == "24h-weekday" and "friday" in planned.people
    assert tomllib.loads(plan.read_text())["edition"] == "24h-weekday"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--target", "answers"), "'answers' given; must be of response, phone, mail, strike"),
        (("--risk", "5"), "'5' given; must be between 0 and 1; write 0.05 or 5%"),
        (("--risk", "105%"), "'105%' given; must be between 0 and 1; write 0.05 or 5%"),
        (("--risk", "0"), "'0' given; must be above 0 and below 1; write 0.05 or 5%"),
        (("--replications", "5"), "5 is not in the range 20<=x<="),
        (("--over", "month"), "'month' is not one of 'week', 'season'"),
        (("--shifts", "no-such.csv"), "'no-such.csv' does not exist"),
    ],
)
def test_a_mistake_is_told_without_a_search(tmp_path: Path, options: tuple[str, ...], told: str):
    answer = typed("staff", written(tmp_path, "tiny.toml", SHOP), *options, "--out", tmp_path / "results")
    assert answer.code == 2 and told in answer.err
    assert not (tmp_path / "results").exists()


def test_a_file_that_lets_nothing_change_is_told_what_to_add(tmp_path: Path):
    answer = typed("staff", written(tmp_path, "tiny.toml", TINY), "--out", tmp_path / "results")
    assert answer.code == 2
    assert "may_change: nothing to choose given; must be something that a plan may change" in answer.err
    assert not (tmp_path / "results").exists()


def test_the_folder_holds_one_page_with_the_plan_and_its_pictures(advised: Advised):
    told = (advised.folder / "report.html").read_text(encoding="utf-8")
    assert "To keep 90% of answers in time in every week" in told
    assert told.count("data:image/svg+xml;base64,") == 2
    for picture in ("before-after", "coverage"):
        assert (advised.folder / f"{picture}.png").stat().st_size > 1_000
    assert f"{advised.folder / 'report.html'} (one page)" in advised.answer.out
