"""A start that is not empty: today's open questions from a log, and the strikes on the books."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

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
        (
            LOG.replace("2026-12-03", "2026-13-03"),
            "must be a log without faults; HERE/open.csv:2: arrived_at: 2026-13-03 10:12 given; must be",
        ),
        (LOG.replace("1,2026-12-03", "1,2026-12-07"), "must be questions asked before 2026-12-07, when the"),
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
