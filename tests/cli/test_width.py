"""Every line of a command ends within a screen, in both languages; only a path may be longer."""

from pathlib import Path

import pytest

from sim.report.lines import WIDTH
from tests.cli.shop import written
from tests.cli.typed import typed
from tests.experiments.shops import TINY

ZONE = ("--timezone", "Europe/Amsterdam")
FEW = ("--replications", 4, "--workers", 1)
LOG = "case_id,arrived_at,answered_at\nq1,2026-11-23 09:10,\nq2,2026-11-23 16:00,\n"
SAID = {
    "run": ("shop.toml", *FEW),
    "ask": ("shop.toml", "people.Sanne.days_off=2026-W49", "--replications", 4),
    "compare": (
        "shop.toml",
        "--vary",
        "work.minutes_per_mail=8,9",
        "--vary",
        "edition=8wh,24h-weekday",
        *FEW,
    ),
    "today": ("open.csv", "shop.toml", "--at", "2026-11-24 08:45", *FEW),
    "roster": ("shop.toml", "--out", "roster.csv"),
    "judge": ("open.csv", *ZONE, "--hours", "mon-sat 09:00-17:00", "--rule", "phone.min_ring_s=10"),
    "explain": ("open.csv", *ZONE, "--case", "q1"),
}


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("command", SAID)
def test_no_line_is_wider_than_a_screen(
    command: str, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "shop.toml", TINY)
    written(tmp_path, "open.csv", LOG)
    told = typed(command, *SAID[command], "--language", language)
    assert (told.code, told.err) == (0, "")
    assert [line for line in told.out.splitlines() if len(line) > WIDTH and "/" not in line] == []
