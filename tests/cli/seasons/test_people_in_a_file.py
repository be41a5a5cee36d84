"""A shop whose people stand in a roster file: every command takes it, and plans run where they lie."""

from pathlib import Path

import pytest

from tests.cli.shop import written
from tests.cli.typed import typed
from tests.experiments.shops import TINY

ROSTER = "name,day,begin,end\n" + "".join(
    f"{name},{day},09:00,17:00\n"
    for name, days in (("Sanne", ("mon", "tue", "wed", "thu", "fri")), ("Mehmet", ("mon", "tue", "wed")))
    for day in days
)
OFFER = "[may_change]\ntemp = { from = 2026-11-23, weeks = 2, max = 1, euro_per_hour = 28 }\n"
QUICK = ("--replications", "20", "--workers", "1")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    before, after = TINY.replace("questions_per_week = 240", "questions_per_week = 300").split("[people]")
    orders = after[after.index("[orders]") :]
    written(tmp_path, "roster.csv", ROSTER)
    named = before.replace("[contacts]", 'roster = "roster.csv"\n[contacts]', 1)
    return written(tmp_path, "shop.toml", named + orders + OFFER)


def made(shop: Path, *command: str) -> Path:
    """The folder that a command leaves, the newest of the shop's."""
    answer = typed(*command[:1], shop, *command[1:], "--out", shop.parent / "results")
    assert (answer.code, answer.err) == (0, "")
    return max((shop.parent / "results" / "shop").iterdir(), key=lambda folder: folder.stat().st_mtime_ns)


def test_the_temp_that_may_come_helps_the_people_of_the_file(shop: Path):
    screen = (made(shop, "run", *QUICK) / "screen.txt").read_text(encoding="utf-8")
    assert "+ 1 temp from Mon 23 Nov, 2 weeks" in screen


def test_a_plan_for_them_runs_from_its_own_folder(shop: Path):
    plan = made(shop, "staff", "--target", "response", "--budget", "400", *QUICK) / "shop-plan.toml"
    assert "temp" in plan.read_text(encoding="utf-8")
    assert typed("run", plan, *QUICK, "--no-advice", "--out", shop.parent / "again").code == 0


def test_compared_plans_run_from_their_own_folder(shop: Path):
    folder = made(shop, "compare", "--vary", "contacts.phone_share=0.1,0.2", *QUICK)
    for plan in (folder / "plans").iterdir():
        assert typed("run", plan, *QUICK, "--no-advice", "--out", shop.parent / "again").code == 0


def test_other_people_in_the_file_are_another_search(shop: Path):
    first = made(shop, "staff", "--target", "response", "--budget", "400", *QUICK)
    written(shop.parent, "roster.csv", ROSTER.replace("Mehmet", "Joris"))
    second = made(shop, "staff", "--target", "response", "--budget", "400", *QUICK)
    assert first != second and "Joris" in (second / "roster.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("dated", [False, True])
def test_their_hours_are_hours_of_the_week(shop: Path, dated: bool):
    if dated:
        days = "".join(f"Sanne,2026-11-{day},09:00,17:00\n" for day in range(23, 28))
        written(shop.parent, "roster.csv", f"name,date,begin,end\n{days}")
    hours = (made(shop, "why", "--replications", "2", "--workers", "1") / "hours.csv").read_text("utf-8")
    assert len(hours.splitlines()) == 1 + 5 * 16


def test_who_stands_beside_a_roster_says_so_and_is_not_in_it(shop: Path):
    for said, told in (
        ('Eva = "mon 09:00-17:00"', "people: a table given; must be absent beside a roster"),
        (
            'Sanne = { hours = "mon 09:00-17:00", beside_roster = true }',
            'people.Sanne: "Sanne" given; must be a name that the roster does not have',
        ),
    ):
        other = written(shop.parent, "other.toml", f"{shop.read_text(encoding='utf-8')}[people]\n{said}\n")
        answer = typed("run", other, "--out", shop.parent / "results")
        assert answer.code == 2 and told in answer.err


def test_beside_a_roster_needs_one(shop: Path):
    text = TINY.replace(
        'Sanne = "mon-fri 09:00-17:00"', 'Sanne = { hours = "mon 09:00-17:00", beside_roster = true }'
    )
    answer = typed("run", written(shop.parent, "other.toml", text), "--out", shop.parent / "results")
    assert (
        answer.code == 2
        and "people.Sanne.beside_roster: true given; must be absent without a roster" in answer.err
    )


def test_longer_hours_of_who_stands_in_the_file_are_written_there(shop: Path):
    more = shop.read_text(encoding="utf-8") + 'more_hours = { Mehmet = "thu 09:00-17:00" }\n'
    answer = typed("run", written(shop.parent, "other.toml", more), "--out", shop.parent / "results")
    assert (
        answer.code == 2
        and 'more_hours.Mehmet: "Mehmet" given; must be absent for who is in the roster' in answer.err
    )
