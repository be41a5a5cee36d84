"""normsim run until its chances are known well enough."""

import json
from pathlib import Path

import pytest

import sim.cli.seasons.goal as goal_module
import sim.cli.seasons.until as until_module
from tests.cli.shop import written
from tests.cli.typed import typed, typed_anew
from tests.experiments.shops import TINY

WRONG = {
    ("--until-width", "5"): "'5' given; must be a width in percentage points; write 5pp",
    ("--until-width", "0pp"): "'0pp' given",
    ("--until-width", "100pp"): "'100pp' given",
    ("--until-width", "-5pp"): "'-5pp' given",
    ("--until-clear", "2"): "'2' given; must be a risk above 0 and below 1; write 0.2 or 20%",
    ("--until-clear", "120%"): "'120%' given",
    ("--at-most", "500"): "must stand with --until-width or --until-clear",
    ("--until-width", "5pp", "--at-most", "100"): "100 given; must be at least --replications, 200",
    ("--until-width", "5pp", "--at-most", "0"): "0 is not in the range",
}


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return written(tmp_path, "tiny.toml", TINY)


@pytest.mark.parametrize(("options", "said"), WRONG.items(), ids=str)
def test_what_is_typed_wrongly_is_said_in_a_line(tiny: Path, options: tuple[str, ...], said: str):
    answer = typed("run", tiny, *options)
    assert answer.code == 2 and said in answer.err and "Traceback" not in answer.all


def test_a_risk_that_swallows_the_file_is_told_how_to_stand(tiny: Path):
    answer = typed("run", "--until-clear", tiny)
    assert answer.code == 2 and "write 0.2 or 20%, or FILE before --until-clear" in answer.err


def test_the_screen_and_the_summary_say_what_was_reached_and_in_how_many_seasons(tiny: Path, tmp_path: Path):
    options = ("--replications", 4, "--until-width", "85pp", "--at-most", 16, "--workers")
    answer = typed("run", tiny, *options, 1, "--out", tmp_path / "one")
    assert answer.code == 0 and "· 8 seasons simulated" in answer.out
    words = " ".join(answer.out.split())
    assert "it took so many until every chance in the table was known to within 85pp" in words
    [folder] = (tmp_path / "one" / "tiny").iterdir()
    settings = json.loads((folder / "summary.json").read_text())["settings"]
    assert settings["replications"] == 8
    assert settings["until"] == {"first": 4, "most": 16, "width": 0.85, "risk": None}

    again = typed_anew("run", tiny, *options, 2, "--out", tmp_path / "two")
    assert again.code == 0, again.err
    [other] = (tmp_path / "two" / "tiny").iterdir()
    for name in ("weekly.csv", "summary.json", "report.html", "manifest.json"):
        assert (folder / name).read_bytes() == (other / name).read_bytes(), name


def test_a_verdict_that_stays_unclear_is_said_to_be(tiny: Path, tmp_path: Path):
    answer = typed("run", tiny, "--replications", 2, "--until-clear", "--at-most", 3, "--out", tmp_path)
    words = " ".join(answer.out.split())
    assert answer.code == 0 and "are not wholly on one side of 20% after the 3 seasons allowed" in words


def test_a_risk_and_how_clear_it_is_to_be_are_written_in_either_way():
    for given in ("0.2", "20%", " 20 %"):
        assert until_module._risk(None, None, given) == goal_module._risk(None, None, given) == 0.2  # type: ignore[arg-type]
