"""What a scenario learns from its history is the same for every command, and it learns once."""

import json
import shutil
from pathlib import Path

import pytest

from sim.calibrate.called import envelope
from sim.calibrate.called.replay import seasons as replay
from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.sweep import plan_key
from sim.records.store import Store
from sim.scenario.read import read
from tests.calibrate.called import truth
from tests.cli.typed import Answer, typed

WEEKS, SEASON = "2026-W36..2026-W40", "2026-W42..2026-W42"
TRUE = {"contacts": 800.0, "phone": 0.25, "present": 0.75}
SATURDAY = '[may_change]\nsaturday = { hours = "09:00-13:00", max_people = 1, euro_per_hour = 39 }\n'
LEARNED = "LEARNED        the figures are learned from "
SEASONS = 20  # the least that staff takes


@pytest.fixture(scope="module", autouse=True)
def few_seasons():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(replay, "SEASONS", 2)
        patch.setattr(envelope, "DRAWS", 10)
        yield


@pytest.fixture(scope="module")
def shop(tmp_path_factory) -> Path:
    """A shop that guesses its figures wrongly, beside the pages of two pasts."""
    folder = tmp_path_factory.mktemp("learning")
    for name, seed in (("performance", 3), ("other", 4)):
        (folder / f"{name}.csv").write_text(truth.as_csv(truth.lived(truth.SMALL, WEEKS, seed, **TRUE)))
    text = truth.SMALL.format(weeks=SEASON, **truth.WRONG) + SATURDAY
    (folder / "shop.toml").write_text(text.replace("[contacts]", 'history = "performance.csv"\n[contacts]'))
    return folder / "shop.toml"


def asked(shop: Path, command: str, *words: object, workers: int = 1, out: object = "results") -> Answer:
    answer = typed(command, shop, *words, "--workers", workers, "--out", shop.parent / str(out))
    assert answer.code == 0, answer.err
    return answer


def compared(shop: Path, out: str, *words: object, workers: int = 1) -> Path:
    asked(shop, "compare", *words, "--replications", 4, out=out, workers=workers)
    [folder] = (shop.parent / out / shop.stem).glob("compare-*")
    return folder


def seasons_in(folder: Path) -> dict[tuple[int, str], object]:
    """Return what is kept of each replication of each plan."""
    records = [json.loads(path.read_bytes()) for path in folder.rglob("*.json")]
    return {(one["replication"], key): found for one in records for key, found in one["plans"].items()}


@pytest.fixture(scope="module")
def run(shop) -> Path:
    asked(shop, "run", "--replications", 3, "--no-advice")
    [table] = (shop.parent / "results" / "shop").rglob("weekly.csv")
    return table.parent


@pytest.fixture(scope="module")
def staffed(shop) -> tuple[str, Path]:
    said = asked(shop, "staff", "--replications", SEASONS, "--budget", 200).out
    [certificate] = shop.parent.rglob("certificate.json")
    return said, certificate.parent


def test_every_command_takes_the_figures_that_a_run_learned(shop, run, staffed):
    at = read(run / "learned.toml").scenario.contacts.questions_per_week

    said = [
        asked(shop, "ask", "people.Sanne.days_off=2026-W42", "--seed", 2, "--replications", 2).out,
        asked(shop, "why", "--replications", 2).out,
        asked(shop, "run", "--replications", 3, "--no-advice").out,
        staffed[0],
    ]

    assert abs(at - TRUE["contacts"]) < 80  # and not the 500 that the file guesses
    assert f"(now {at:g})" in asked(shop, "ask", "contacts.questions_per_week=1", "--replications", 2).out
    assert all(f"{LEARNED}performance.csv, weeks 36-40 of 2026" in one for one in said)
    [once] = (shop.parent / "results" / "shop").glob("learned-*")  # whatever the seed and the command
    assert read(staffed[1] / "shop-plan.toml").scenario.contacts.questions_per_week == at
    assert json.loads((once / "learned.json").read_bytes())["guesses"]


def test_a_run_is_shown_again_without_what_it_learned(shop, run, tmp_path):
    shutil.copytree(shop.parent / "results", tmp_path / "moved")
    for folder in tmp_path.glob("moved/shop/learned-*"):
        shutil.rmtree(folder)

    said = asked(shop, "run", "--replications", 3, "--no-advice", out=tmp_path / "moved").out

    assert f"{LEARNED}performance.csv, weeks 36-40 of 2026" in said
    assert not list(tmp_path.glob("moved/shop/learned-*"))


def test_a_scenario_that_has_learned_learns_nothing_again(shop, run):
    again = shop.parent / "again"

    answer = asked(run / "learned.toml", "run", "--replications", 3, "--no-advice", out=again)

    [table] = again.rglob("weekly.csv")
    assert table.read_bytes() == (run / "weekly.csv").read_bytes()
    assert not list(again.rglob("learned-*")) and not list(again.rglob("learned.toml"))
    assert "TRUST its figures are learned from performance.csv, weeks 36-40 of 2026" in " ".join(
        answer.out.split()
    )
    assert "Learned from your shop:" in (table.parent / "report.html").read_text()


def opened(shop: Path, at: str = "2026-10-12") -> Path:
    """Forty questions of a Monday in the season, all open."""
    log = shop.with_name("open.csv")
    rows = [f"c{minute},{at} 08:{minute:02}," for minute in range(40)]
    log.write_text("\n".join(["case_id,arrived_at,answered_at", *rows]) + "\n")
    return log


def looked_at(shop: Path, out: object, *words: object) -> Answer:
    """The list of nine o'clock that Monday."""
    options = ("--at", "2026-10-12 09:00", "--replications", 3, "--workers", 1)
    return typed("today", opened(shop), shop, *options, "--out", shop.parent / str(out), *words)


def told_today(shop: Path, out: object) -> dict:
    [folder] = (shop.parent / str(out) / shop.stem).glob("today-*")
    return json.loads((folder / "manifest.json").read_bytes())


def test_a_morning_learns_once_and_by_what_a_run_kept(shop, run):
    first, again = looked_at(shop, "mornings"), looked_at(shop, "mornings", "--replications", 2)
    kept = looked_at(shop, "results")

    assert (first.code, again.code, kept.code) == (0, 0, 0)
    assert "learning from the history first" in first.err
    assert "learning" not in again.err + kept.err
    assert all(f"{LEARNED}performance.csv, weeks 36-40 of 2026" in one.out for one in (first, again, kept))
    assert told_today(shop, "results")["scenario_text"] == (run / "learned.toml").read_text()
    assert len(list((shop.parent / "mornings" / "shop").glob("learned-*"))) == 1


def test_a_morning_of_a_scenario_that_has_learned_learns_nothing(shop, run):
    answer = looked_at(run / "learned.toml", shop.parent / "known")

    assert answer.code == 0 and "learning" not in answer.err
    assert f"{LEARNED}performance.csv, weeks 36-40 of 2026" in answer.out
    assert not list((shop.parent / "known").rglob("learned-*"))


@pytest.mark.parametrize(
    ("words", "told"),
    [(("--at", "2026-12-07 09:00"), "2026-W42"), (("--columns", "topic=subject"), "subject")],
)
def test_a_morning_that_cannot_be_is_refused_before_anything_is_learned(shop, words, told):
    answer = looked_at(shop, "no-morning", *words)

    assert answer.code == 2 and told in answer.err
    assert not (shop.parent / "no-morning").exists()


def test_an_empty_inbox_needs_no_learning(shop):
    answered = shop.with_name("answered.csv")
    answered.write_text("case_id,arrived_at,answered_at\nc1,2026-10-12 08:00,2026-10-12 08:30\n")

    answer = typed("today", answered, shop, "--at", "2026-10-12 09:00", "--out", shop.parent / "empty")

    assert answer.code == 0 and not (shop.parent / "empty").exists()


def test_a_plan_of_staff_meets_the_seasons_of_its_certificate_in_a_run(shop, staffed):
    plan, out = staffed[1] / "shop-plan.toml", shop.parent / "planned"

    asked(plan, "run", "--replications", SEASONS, "--no-advice", out=out)

    certified, ran = seasons_in(staffed[1] / "seasons"), seasons_in(next(out.rglob("seasons")))
    key = f"{plan_key(Shop(read(plan).scenario))} kernel 1"
    both = [(number, key) for number in range(SEASONS)]
    assert [certified[one] for one in both] == [ran[one] for one in both]


def test_a_plan_of_a_comparison_meets_its_seasons_in_a_run(shop):
    folder = compared(shop, "plans", "--vary", "temps.count=1", "--vary", "temps.from=2026-10-12")
    [plan] = (folder / "plans").glob("shop-2-*.toml")
    out = shop.parent / "plan"

    asked(plan, "run", "--replications", 4, "--no-advice", out=out)

    key = f"{plan_key(Shop(read(plan).scenario))} kernel 1"
    there, here = seasons_in(folder / "seasons"), seasons_in(next(out.rglob("seasons")))
    assert [there[number, key] for number in range(4)] == [here[number, key] for number in range(4)]


def test_another_history_is_learned_from_and_named(shop):
    pasts, out = "history=performance.csv,other.csv", "pasts"
    said = asked(shop, "compare", "--vary", pasts, "--replications", 2, out=out).out

    other = shop.with_name("other.toml")
    other.write_text(shop.read_text().replace("performance.csv", "other.csv"))
    two = asked(shop, "compare", other, "--replications", 2, out=out).out

    for one in (said, two):
        assert f"{LEARNED}performance.csv, weeks" in one and f"{LEARNED}other.csv, weeks" in one
    assert "history=other.csv" in said


def test_what_is_asked_of_a_learned_figure_takes_the_place_of_its_range(shop):
    folder = compared(shop, "asked", "--vary", "contacts.questions_per_week=2000")

    base, other = (read(path).scenario for path in sorted((folder / "plans").iterdir()))
    assert "contacts.questions_per_week" in base.uncertain
    assert other.contacts.questions_per_week == 2000
    assert other.uncertain.keys() == base.uncertain.keys() - {"contacts.questions_per_week"}


def test_a_comparison_that_broke_off_while_it_learned_ends_in_the_same_bytes(shop, monkeypatch):
    asking = ("--vary", "contacts.phone_share=0.1,0.2")
    whole, added, add = compared(shop, "unbroken", *asking, workers=2), [], Store.add

    def fails(store, replication, plans):
        added.append(replication)
        if len(added) == 9:
            raise KeyboardInterrupt
        add(store, replication, plans)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "add", fails)
        broken = typed(
            "compare", shop, *asking, "--replications", 4, "--workers", 1, "--out", shop.parent / "b"
        )

    assert broken.code == 130
    assert broken.err.split("\n") == [
        "finished seasons are kept: the same command goes on from there",
        "",
        "stopped",
        "",
    ]
    assert not list(shop.parent.glob("b/shop/learned-*/learned.json"))
    assert (compared(shop, "b", *asking) / "manifest.json").read_bytes() == (
        whole / "manifest.json"
    ).read_bytes()
    unbroken, resumed = (
        [path.read_bytes() for path in sorted(shop.parent.glob(f"{out}/shop/learned-*/*.json"))]
        for out in ("unbroken", "b")
    )
    assert unbroken == resumed != []


@pytest.mark.parametrize(
    ("command", "words", "fault"),
    [
        ("ask", ("temps.cuont=2",), "cuont"),
        ("compare", ("--vary", "temps.cuont=2"), "cuont"),
        ("compare", (), "one plan given; must be two or more"),
        ("staff", ("--shifts", "performance.csv"), "columns"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_learned(shop, command, words, fault):
    words = [shop.with_name(word) if word.endswith(".csv") else word for word in words]

    answer = typed(command, shop, *words, "--workers", 1, "--out", shop.parent / "refused")

    assert answer.code == 2 and fault in answer.err
    assert not (shop.parent / "refused").exists()


def test_a_figure_that_was_unsure_may_be_asked_for_beyond_its_range(shop):
    unsure = shop.with_name("unsure.toml")
    unsure.write_text(shop.read_text() + '[uncertain]\n"contacts.questions_per_week" = [450, 550]\n')

    folder = compared(unsure, "beyond", "--vary", "contacts.questions_per_week=2000")

    base, other = (read(path).scenario for path in sorted((folder / "plans").iterdir()))
    assert other.contacts.questions_per_week == 2000 and base.uncertain.keys() > other.uncertain.keys()
