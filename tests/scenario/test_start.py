"""A start that is not empty: today's open questions from a log, and the strikes on the books."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sim.experiments.seasons.replicate import season_counts
from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.waiting import OLDEST_S
from sim.norms.faults import InputError
from sim.scenario.read import read, read_text
from sim.scenario.season import season_of

SHOP = """
weeks = "2026-W50..2026-W51"
start = "open.csv"
prior_strikes = ["2026-W44", "2026-W40"]
[contacts]
questions_per_week = 100
[people]
Sanne = "mon-fri 09:00-17:00"
"""
LOG = """case_id,arrived_at,answered_at,closed_at,channel
1,2026-12-03 10:12,,,mail
2,2026-12-05 09:00,2026-12-05 11:00,,mail
3,2026-12-04 16:50:30,,,message
4,2026-12-04 08:00,,2026-12-04 09:00,mail
5,2026-12-06 21:15,,,phone
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "open.csv").write_text(LOG)
    (tmp_path / "shop.toml").write_text(SHOP)
    return tmp_path / "shop.toml"


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Amsterdam")).timestamp())


def fault(shop: Path) -> str:
    with pytest.raises(InputError) as error:
        read(shop)
    [one] = error.value.faults
    return str(one).replace(str(shop.parent), "HERE")


def test_the_open_questions_are_those_in_writing_that_nobody_answered_or_closed(shop):
    start = read(shop).scenario.start

    assert start.arrived_at == (at("2026-12-03T10:12"), at("2026-12-04T16:50:30"))


def test_a_shop_with_open_questions_has_no_week_of_warming_up(shop):
    scenario = read(shop).scenario

    assert season_of(scenario).starts[0] == at("2026-12-07T00:00")
    without = read_text(SHOP.replace('start = "open.csv"\n', ""), "shop.toml").scenario
    assert season_of(without).starts[0] == at("2026-11-30T00:00")


def test_another_log_is_another_start(shop):
    before = read(shop).scenario.start.digest
    (shop.parent / "open.csv").write_text(LOG.replace("10:12", "10:13"))

    assert read(shop).scenario.start.digest != before


@pytest.mark.parametrize(
    ("log", "told"),
    [
        (None, '"open.csv" given; must be a file beside the scenario; there is no HERE/open.csv'),
        (LOG.replace(",,,m", ",2026-12-06 10:00,,m"), "must be a log with open questions; leave answered_at"),
    ],
)
def test_a_start_that_cannot_be_used_is_told_in_one_line(shop, log, told):
    if log is None:
        (shop.parent / "open.csv").unlink()
    else:
        (shop.parent / "open.csv").write_text(log)

    line = fault(shop)

    assert line.startswith("HERE/shop.toml:3: start: ") and told in line


def faults(shop: Path) -> list[str]:
    with pytest.raises(InputError) as error:
        read(shop)
    return [str(one).replace(str(shop.parent), "HERE") for one in error.value.faults]


def test_every_fault_of_a_log_is_told_with_its_line(shop):
    rows = [
        "6,2026-13-03 10:12,,,mail",
        "7,2026-12-07 00:00,,,mail",
        "8,2026-12-06 23:59,2026-12-08 10:00,,mail",
        "9,2016-12-04 10:00,,,mail",
        "10,2026-03-29 02:30,,,mail",
        "11,2026-12-04 10:00,2026-12-03 10:00,,mail",
        "12,2016-12-04 10:00,2016-12-05 10:00,,mail",
    ]
    (shop.parent / "open.csv").write_text(LOG + "\n".join(rows) + "\n")

    assert [line.partition(" given; must be ")[::2] for line in faults(shop)] == [
        (
            "HERE/open.csv:7: arrived_at: 2026-13-03 10:12",
            "an instant such as 2026-11-17T10:00:00+01:00 or 17-11-2026 10:00; correct the row, or leave it "
            "out",
        ),
        (
            "HERE/open.csv:8: arrived_at: 2026-12-07 00:00",
            "before 2026-12-07, when the season begins; let the season begin the week after, or leave it out",
        ),
        (
            "HERE/open.csv:9: answered_at: 2026-12-08 10:00",
            "before 2026-12-07, when the season begins; let the season begin the week after, or leave it out",
        ),
        (
            "HERE/open.csv:10: arrived_at: 2016-12-04 10:00",
            "2025-12-06 or later, a year before the season at most; correct the year, or leave the row out",
        ),
        (
            "HERE/open.csv:11: arrived_at: 2026-03-29 02:30",
            "a time that the clock of Europe/Amsterdam shows, which skips an hour that night; correct the "
            "row, or leave it out",
        ),
        (
            "HERE/open.csv:12: answered_at: 2026-12-03 10:00 with arrived_at 2026-12-04 10:00",
            "at or after arrived_at; correct the row, or leave it out",
        ),
    ]


def test_of_many_faults_of_a_log_the_first_twenty_are_told_and_the_others_counted(shop):
    (shop.parent / "open.csv").write_text(LOG + "".join(f"{n},someday,,,mail\n" for n in range(6, 63)))
    told = faults(shop)

    assert len(told) == 21 and told[19].startswith("HERE/open.csv:26: arrived_at: someday given")
    assert told[20].startswith("HERE/open.csv: rows: 37 more faults given")


def test_a_fault_of_the_scenario_is_told_beside_those_of_its_log(shop):
    (shop.parent / "open.csv").write_text(LOG + "6,someday,,,mail\n")
    shop.write_text(SHOP.replace("= 100", "= -100"))

    assert [line.partition(": ")[0] for line in faults(shop)] == ["HERE/open.csv:7", "HERE/shop.toml:6"]


def test_a_question_that_waits_for_eleven_months_is_simulated_with_its_age(shop):
    (shop.parent / "open.csv").write_text(LOG + "6,2026-01-05 10:00,,,mail\n")
    counts = season_counts(Shop(read(shop).scenario), 1, 0)

    # Oldest of the first week: 47 weeks and some days, of 40 hours of the norm's clock less the holidays.
    assert 1_500 * 3600 < counts.waiting[0, OLDEST_S] < 1_920 * 3600


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ('["2026-W51"]', "must be weeks before 2026-12-07; the weeks of the season are simulated"),
        ('"2026-W40"', 'must be weeks in brackets; write ["2026-W40"]'),
        ('["2026-W40", "2026-W40"]', "must be weeks named once each; take the second one out"),
        ('["2026-W54"]', "must be weeks that their year has (not 2026-W54)"),
    ],
)
def test_strikes_on_the_books_are_earlier_weeks(shop, given, told):
    shop.write_text(SHOP.replace('["2026-W44", "2026-W40"]', given))

    assert told in fault(shop)


def test_a_strike_that_counts_no_more_in_the_first_week_is_refused(shop):
    """22 weeks count, the first of the season (W50) among them: W29 is the oldest."""
    shop.write_text(SHOP.replace('"2026-W40"', '"2026-W29"'))
    assert read(shop).scenario.prior_strikes == ("2026-W29", "2026-W44")

    shop.write_text(SHOP.replace('"2026-W40"', '"2026-W28"'))
    assert "must be among the 22 weeks that count with the first of the season; take out 2026-W28" in fault(
        shop
    )
