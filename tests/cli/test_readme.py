"""The commands and code of the README and the guide, run as they stand; what they show is what comes out."""

import os
import re
import shlex
from itertools import pairwise
from pathlib import Path

import pytest

from sim.scenario.people.shift_types import COLUMNS, read_shift_types

from .typed import ROOT, typed

DATA = Path(os.environ.get("NORMSIM_DATA", ROOT.parent / "shared" / "data"))
PAGES = {
    path: path.read_text(encoding="utf-8")
    for path in (ROOT / "README.md", *ROOT.glob("scenarios/guide/*.md"))
}
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", "".join(PAGES.values()), re.MULTILINE | re.DOTALL)
COMMANDS = [
    (line, shown)  # a command, and the block that shows its answer
    for (language, text), (_, shown) in pairwise([*BLOCKS, ("", "")])
    if language == "sh"
    for line in text.replace("\\\n", " ").splitlines()
    if line.startswith("normsim ")
]
ON_DATA = [(line, shown) for line, shown in COMMANDS if "$NORMSIM_DATA" in line]
FILES = {name for line, _ in ON_DATA for name in re.findall(r"\$NORMSIM_DATA/(\S+)", line)}


def words_of(line: str) -> list[str]:
    return shlex.split(line.replace("$NORMSIM_DATA", str(DATA)), comments=True)[1:]


def test_the_python_of_the_readme_runs():
    (code,) = [text for language, text in BLOCKS if language == "python"]

    exec(compile(code, "README.md", "exec"), {})  # it asserts its own answer


@pytest.mark.skipif(not all((DATA / name).is_file() for name in FILES), reason="needs data: $NORMSIM_DATA")
@pytest.mark.parametrize(("line", "shown"), ON_DATA, ids=lambda text: text[:40])
def test_what_the_readme_shows_of_a_real_log_is_what_comes_out(line, shown, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # where compare writes its tables
    answer = typed(*words_of(line))

    assert answer.code == 0
    assert answer.out.replace(str(DATA), "$NORMSIM_DATA") == shown


def test_what_the_readme_asks_is_what_comes_out(monkeypatch):
    monkeypatch.chdir(ROOT)
    [(line, shown)] = [(line, shown) for line, shown in COMMANDS if line.startswith("normsim ask")]

    answer = typed(*words_of(line))

    assert (answer.code, answer.out) == (0, shown)


def test_the_shift_types_that_the_guide_shows_are_read(tmp_path):
    (shown,) = [text for _, text in BLOCKS if text.startswith(",".join(COLUMNS))]
    file = tmp_path / "shifts.csv"
    file.write_text(shown, encoding="utf-8")

    assert [one.max_people for one in read_shift_types(file).values()] == [2, 1]


def test_the_tale_that_the_readme_tells_is_the_one_that_comes_out(monkeypatch):
    monkeypatch.chdir(ROOT)
    [(line, shown)] = [(line, shown) for line, shown in COMMANDS if line.startswith("normsim trace")]

    answer = typed(*words_of(line))

    assert (answer.code, answer.out) == (0, shown)


def test_the_day_that_the_readme_draws_is_drawn(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    lines = [line for line, _ in COMMANDS if line.startswith("normsim film")]

    answers = [typed(*words_of(line), "--engine", "kernel", "--out", tmp_path) for line in lines]

    assert [answer.code for answer in answers] == [0, 0]
    assert {path.suffix for path in tmp_path.rglob("film-*")} == {".png", ".svg", ".html"}


def test_a_new_shop_is_written_and_run_as_the_readme_says(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lines = [line for line, _ in COMMANDS if "my-shop.toml" in line]
    assert [line.split()[1] for line in lines] == ["new", "run"]

    written = typed(*words_of(lines[0]), answers="\n" * 40)
    simulated = typed(*words_of(lines[1]), "--replications", 2, "--workers", 1)

    assert (written.code, simulated.code, simulated.err) == (0, 0, "")
    assert "seasons simulated" in simulated.out


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_file_that_a_page_names_is_there(page: Path):
    links = re.findall(r"\]\(([^)#]+)", PAGES[page])

    assert [link for link in links if not (page.parent / link).is_file()] == []


def test_the_front_page_names_every_page_of_the_guide():
    front = PAGES[ROOT / "README.md"]

    assert [
        page for page in PAGES if page.parent != ROOT and f"(scenarios/guide/{page.name})" not in front
    ] == []
