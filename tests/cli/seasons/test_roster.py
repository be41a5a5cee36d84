"""normsim roster, and a run of what it wrote."""

from pathlib import Path

import pytest

from tests.cli.shop import written
from tests.cli.typed import typed
from tests.experiments.shops import TINY


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return written(tmp_path, "tiny.toml", TINY)


def test_a_roster_is_written_and_summed_up(shop, tmp_path):
    """Two weeks: Sanne five days of seven and a half hours, Mehmet four; at 28 euro."""
    answer = typed("roster", shop, "--out", tmp_path / "r.csv")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == f"{tmp_path / 'r.csv'}: 18 shifts, 2 people, 135.0 paid hours, € 3,780\n"
    assert len((tmp_path / "r.csv").read_text(encoding="utf-8").splitlines()) == 19


def test_one_week_in_dutch(shop, tmp_path):
    answer = typed("roster", shop, "--week", "2026-W49", "--language", "nl", "--out", tmp_path / "r.csv")
    assert answer.out.endswith("9 diensten, 2 mensen, 67,5 betaalde uren, € 1.890\n")
    rows = (tmp_path / "r.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[1].startswith("Sanne;ma;2026-11-30;09:00;17:00;12:15-12:45;8;7,5;210")


def test_a_week_in_which_nobody_is_planned_is_refused_and_no_file_written(shop, tmp_path):
    """A file without a row could not be read back, and would take the place of a whole one."""
    answer = typed("roster", shop, "--week", "2026-W30", "--out", tmp_path / "r.csv")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == (
        "--week: 2026-W30: nobody planned given; must be weeks in which somebody works; "
        "the season of the file is 2026-W48..2026-W49\n"
    )
    assert not (tmp_path / "r.csv").exists()


def test_a_file_of_another_kind_is_refused(shop, tmp_path):
    answer = typed("roster", shop, "--out", tmp_path / "r.pdf")
    assert answer.code == 2 and "must end in .csv or .xlsx" in answer.err


def test_another_roster_of_the_same_name_is_another_run(shop, tmp_path):
    typed("roster", shop, "--out", tmp_path / "r.csv")
    people = TINY[TINY.index("[people]") : TINY.index("[orders]")]
    path = written(tmp_path, "filed.toml", 'roster = "r.csv"\n' + TINY.replace(people, ""))
    for _ in range(2):
        answer = typed("run", path, "--replications", 1, "--workers", 1, "--out", tmp_path / "out")
        assert (answer.code, answer.err) == (0, "")
        rows = (tmp_path / "r.csv").read_text(encoding="utf-8-sig").replace("17:00", "16:00")
        (tmp_path / "r.csv").write_text(rows, encoding="utf-8")
    assert len(list((tmp_path / "out" / "filed").iterdir())) == 2


def test_the_faults_of_a_roster_come_a_line_each(tmp_path):
    (tmp_path / "r.csv").write_text("name,day,begin,end\nA,mon,9h,17:00\nA,moon,09:00,17:00\n")
    path = written(
        tmp_path, "s.toml", 'weeks = "2026-W48"\nroster = "r.csv"\n[contacts]\nquestions_per_week = 9\n'
    )
    answer = typed("roster", path, "--out", tmp_path / "out.csv")
    assert answer.code == 2 and len(answer.err.splitlines()) == 2
    assert all(f"r.csv:{row}: " in line for row, line in zip((2, 3), answer.err.splitlines(), strict=True))
