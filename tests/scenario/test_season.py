"""The reported weeks of a season: which of them an instant lies in."""

from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.deadline import NEVER
from sim.scenario.read import read_text
from sim.scenario.season import Season, season_of

FILE = """
weeks = "2026-W43..2026-W45"
[contacts]
questions_per_week = 100
[people]
"Sanne" = "mon-fri 09:00-17:00"
"""


def at(month: int, day: int, hour: int = 0) -> int:
    return int(datetime(2026, month, day, hour, tzinfo=ZoneInfo("Europe/Amsterdam")).timestamp())


@pytest.fixture(scope="module")
def season() -> Season:
    """From Monday 19 October to Sunday 8 November; the clock goes back on 25 October."""
    return season_of(read_text(FILE, "three-weeks.toml").scenario)


def test_a_week_begins_with_its_monday_and_ends_before_the_next(season):
    instants = [at(10, 19), at(10, 25, 23), at(10, 26) - 1, at(10, 26), at(11, 2), at(11, 9) - 1]

    assert season.week_of(np.array(instants)).tolist() == [0, 0, 0, 1, 2, 2]


def test_before_the_first_and_behind_the_last_lies_no_reported_week(season):
    outside = [at(10, 19) - 1, at(11, 9), NEVER, season.until]

    assert season.week_of(np.array(outside)).tolist() == [-1, 3, -1, 3]
    assert season.week_of(np.empty(0, np.int64)).tolist() == []


@pytest.mark.property
@given(st.lists(st.integers(at(10, 12), at(11, 16)) | st.just(NEVER)))
def test_instants_in_any_order_are_found_as_a_search_finds_them(season, instants):
    searched = np.searchsorted(season.week_edges, np.array(instants, np.int64), side="right") - 1

    assert (season.week_of(np.array(instants, np.int64)) == searched).all()
