"""normsim trace and normsim film, typed as a user would."""

import json
import re
from pathlib import Path

import pytest

from sim.report.replay.tale import WIDTH
from tests.experiments.shops import TINY

from ..report.texts.test_dutch import english_in, without_what_is_not_ours
from .shop import written
from .typed import typed


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("replay"), "tiny.toml", TINY)


def test_trace_tells_the_tale_of_a_customer_of_the_season_that_a_run_keeps(run):
    """The case, its arrival and its verdict are those of the log in the folder of the run."""
    told = typed("trace", run.scenario, "--seed", 7, "--case", 100)
    explained = typed("explain", run.folder / "events", "--case", 100)

    assert (told.code, told.err) == (0, "")
    assert told.out.startswith(
        "CASE 100   tiny · season 0 of seed 7 · reference engine · times of Europe/Amsterdam"
    )
    clock = explained.out[explained.out.index(" arrived") :]
    assert told.out.endswith(clock)
    assert max(map(len, told.out.splitlines())) <= WIDTH


def test_both_engines_tell_the_same_tale(scenario):
    tales = [
        typed("trace", scenario, "--replication", 3, "--case", 50, "--engine", engine).out
        for engine in ("reference", "kernel")
    ]

    assert tales[0].replace("reference engine", "kernel engine") == tales[1]
    assert "season 3 of seed 1" in tales[0]


def test_in_dutch_the_tale_the_picture_and_the_page_are_dutch(scenario, tmp_path):
    told = typed("trace", scenario, "--case", 100, "--language", "nl")
    day = ("--day", "2026-11-30", "--language", "nl", "--out", tmp_path)
    drawn, page = typed("film", scenario, *day), typed("film", scenario, *day, "--html")

    assert (told.code, drawn.code, page.code) == (0, 0, 0)
    for said in (told.out, drawn.out, text_of(tmp_path / "tiny" / "film-2026-11-30-1-0-nl.html")):
        assert english_in(without_what_is_not_ours(said.replace("Europe/Amsterdam", ""))) == []
    assert told.out.startswith("KLANT      klantvraag 100 · tiny · seizoen 0 van seed 1 · engine reference")
    assert drawn.out.startswith("Maandag 30 november 2026: ")


def text_of(page: Path) -> str:
    """The words of a page, those that its script fills included."""
    text = page.read_text(encoding="utf-8")
    assert '<html lang="nl">' in text
    words = json.loads(re.search(r"const words = (.*);", text)[1])
    return " ".join([text[: text.index("<script>")], *words.values()])


def test_another_edition_judges_the_same_customer_by_another_clock(scenario):
    told = typed("trace", scenario, "--case", 100, "--edition", "24h-weekday")

    assert "edition 24h-weekday" in told.out and "24 hours have counted" in told.out


def test_an_unknown_case_is_a_line_with_the_ids_there_are(scenario):
    told = typed("trace", scenario, "--case", "many")

    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("this season: --case: many given; must be the id of a case; there are 0 to ")
    assert told.err.count("\n") == 1


def test_film_draws_a_day_as_a_picture(scenario, tmp_path):
    told = typed("film", scenario, "--day", "2026-11-30", "--out", tmp_path)

    assert (told.code, told.err) == (0, "")
    *said, png, svg = told.out.splitlines()
    assert said[0].startswith("Monday 30 November 2026: ") and max(map(len, said)) <= WIDTH
    assert [Path(file).name for file in (png, svg)] == ["film-2026-11-30-1-0.png", "film-2026-11-30-1-0.svg"]
    assert Path(png).read_bytes().startswith(b"\x89PNG") and b"<svg" in Path(svg).read_bytes()


def test_film_writes_a_page_with_a_slider(scenario, tmp_path):
    told = typed("film", scenario, "--day", "2026-11-30", "--replication", 2, "--html", "--out", tmp_path)

    page = (tmp_path / "tiny" / "film-2026-11-30-1-2.html").read_text(encoding="utf-8")
    assert told.code == 0 and '<input type="range"' in page and "season 2 of seed 1" in page


@pytest.mark.parametrize(
    ("day", "fault"),
    [
        ("2026-11-31", "'2026-11-31' given; must be a day that the calendar has; write 2026-11-30"),
        ("monday", "'monday' given; must be a day that the calendar has; write 2026-11-30"),
        ("2027-11-30", "2027-11-30 given; must be a simulated day, 2026-11-16 to 2026-12-22"),
    ],
)
def test_a_day_that_is_none_of_the_season_is_a_line(scenario, tmp_path, day, fault):
    told = typed("film", scenario, "--day", day, "--out", tmp_path)

    assert told.code == 2 and fault in told.err and not list(tmp_path.iterdir())


@pytest.mark.parametrize("command", [("trace", "--case", "1"), ("film", "--day", "2026-11-30")])
def test_a_scenario_that_is_not_there_is_a_line(command, tmp_path):
    told = typed(command[0], tmp_path / "none.toml", *command[1:])

    assert told.code == 2 and "no such file" in told.err and "Traceback" not in told.err
