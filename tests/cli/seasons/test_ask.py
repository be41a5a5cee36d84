"""normsim ask: one change, one sentence, one table."""

import re
from pathlib import Path

import numpy as np
import pytest

from sim.report.asked import seasons_needed
from tests.cli.shop import written
from tests.cli.typed import typed
from tests.experiments.shops import TINY
from tests.report.texts.test_dutch import english_in


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return written(tmp_path, "tiny.toml", TINY)


def asked(shop: Path, *words: object) -> str:
    told = typed("ask", shop, *words, "--replications", 12)
    assert (told.code, told.err) == (0, "")
    assert max(map(len, told.out.splitlines())) <= 120
    return told.out


def test_a_week_off_is_asked_of_a_person_in_the_short_form(shop: Path):
    told = asked(shop, "people.Sanne.days_off=2026-W49")
    assert told.startswith(
        "tiny, weeks 48-49 of 2026, with people.Sanne.days_off=2026-W49 (now not in the file)"
    )
    assert f"It saves € {5 * 7.5 * 28:,.0f} and brings" in told and "more late answers" in told


def test_the_costs_of_the_table_differ_by_what_the_sentence_says(shop: Path):
    """To the euro, as `normsim run` and `normsim roster` write them; what is dearer has its sign."""
    weeks, temps = 2 * 9 * 7.5 * 28, 3 * 2 * 5 * 7.5 * 28
    told = asked(
        shop, "temps.from=2026-11-23", "temps.count=3", "temps.weeks=2", "people.Sanne.euro_per_hour=28.01"
    )
    [cost] = [line.split("  ") for line in told.splitlines() if line.startswith(" cost")]
    more = round(temps + 2 * 5 * 7.5 * 0.01)
    assert [cell.strip() for cell in cost if cell.strip()] == [
        "cost",
        f"€ {weeks:,.0f}",
        f"€ {weeks + more:,.0f}",
        f"+€ {more:,}",
    ]
    assert f"It costs € {more:,} more" in told


def test_several_changes_are_asked_together(shop: Path):
    told = asked(shop, "temps.from=2026-11-23", "temps.count=3", "temps.weeks=2")
    assert f"It costs € {3 * 2 * 5 * 7.5 * 28:,.0f} more" in told
    [late] = [line for line in told.splitlines() if line.startswith(" late answers")]
    assert float(late.split()[3]) < float(late.split()[2])


def test_what_may_be_chance_says_how_many_seasons_would_tell(shop: Path):
    told = asked(shop, "calls.redial_share=0.43")
    assert "beyond" not in told
    assert "may be chance; if it is real, some" in told or "changes no number of late answers" in told


def test_the_seasons_needed_are_those_of_a_textbook():
    """Mean 1, spread 5: an interval leaves out 0 in 80% of experiments from (2.8 * 5)^2 = 196 pairs on."""
    pairs = 1 + 5 * np.array([1, -1, 0]) / 1.0
    assert (pairs.mean(), pairs.std(ddof=1)) == (1, 5)
    assert seasons_needed(pairs) == 200  # two digits


@pytest.mark.parametrize("change", ["work.minutes_per_mail=6", "calls.redial_share=0.43"])
def test_it_answers_in_dutch(shop: Path, change: str):
    told = asked(shop, change, "--language", "nl")
    assert told.startswith(f"tiny, weken 48-49 van 2026, met {change} (nu ")
    assert english_in(told) == []
    assert "veranderd  " in told


def test_figures_of_a_dutch_answer_are_those_of_the_english_one_with_dutch_marks(shop: Path):
    def figures(told: str) -> list[str]:
        table = told[told.index(" €") :]
        return re.findall(r"[-+]?\d[\d.,]*", table)

    dutch, english = (
        figures(asked(shop, "work.minutes_per_mail=6", "--language", code)) for code in ("nl", "en")
    )
    assert [one.translate(str.maketrans(",.", ".,")) for one in dutch] == english
    assert any("." in one for one in dutch)


def test_a_key_that_is_asked_twice_is_refused(shop: Path):
    """Of two values only the last would be simulated, and the first line would name both."""
    told = typed("ask", shop, "temps.count=2", "work.minutes_per_mail=8", "temps.count=3")
    assert (told.code, told.out) == (2, "")
    assert told.err == (
        "temps.count=3: temps.count: 3 after temps.count=2 given; must be asked once; take one out\n"
    )


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("work.minutes_per_mail=9", "must be something that changes the scenario; the file says so already"),
        ("temps.count", "no key with a value given; must be key=value"),
        ("people.Sane.speed=1.5", "did you mean Sanne?"),
        ("people.Sanne.days_off=2026-W40", "must be within 2026-11-16 to"),
        ("weeks=2026-W48", "weeks: other weeks given; must be left as it is"),
    ],
)
def test_mistakes_are_told_in_a_line(shop: Path, change: str, fault: str):
    told = typed("ask", shop, change)
    assert told.code == 2 and fault in told.err, told.err
    assert told.out == "" and len(told.err.splitlines()) == 1
