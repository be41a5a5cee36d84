"""What the cells of a log in parts hold, and what is known of them before a row is read."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from sim.deadline import NEVER, week_from_label
from sim.norms import Options
from sim.norms.log import Layout
from sim.norms.log.checks import EARLIEST, LATEST
from sim.norms.log.part import Part
from sim.norms.log.read import sources
from sim.norms.parts import Intake, judge_files
from sim.norms.parts import judge as parts_judge
from sim.norms.parts.kernel import strange_rows
from sim.norms.parts.sums import _with_room
from tests.norms.logs import at
from tests.norms.parts.test_one_pass import ASKED, instants, passes, saved, shifted

ALONE = replace(ASKED, beside=())


def test_a_question_at_the_midnight_that_ends_the_weeks_is_nobody_s(tmp_path: Path):
    """It is in no week that was asked for; behind A's last cell lies B's first one."""
    arrived = instants("2026-11-17 10:00", "2026-11-23 00:00", "2026-11-23 00:01", "2026-11-24 10:00")
    file = saved(tmp_path, "log", seller_id=["B", "A", "A", "A"], arrived_at=arrived, answered_at=arrived)
    week = week_from_label("2026-W47")
    asked = replace(ALONE, options=Options(weeks=(week, week)))
    told = judge_files(file, asked, Intake()).verdicts.of("response")
    assert (told.seller.tolist(), told.good.tolist()) == (["A", "B"], [0, 1])


def test_sound_cases_are_counted_by_their_columns_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    arrived = instants("2026-11-17 10:00")
    file = saved(tmp_path, "log", arrived_at=arrived, answered_at=arrived)
    monkeypatch.setattr(Part, "findings", None)  # looks at each row of a table
    assert judge_files(file, ALONE, Intake()).verdicts.of("response").good.tolist() == [1]


def test_strange_instants_are_counted():
    """Before the arrival; none; at the arrival; the last that a log may hold; one after it."""
    later = np.array([99, NEVER, 100, LATEST, LATEST + 1])
    assert strange_rows(np.full(5, 100), later) == 2


def test_the_first_and_the_last_day_that_a_log_may_hold_are_in_the_guess(tmp_path: Path):
    ends = [int(EARLIEST) // 86_400, int(LATEST) // 86_400]
    promised = pa.array(ends, pa.int32()).cast(pa.date32())
    none = {name: instants(None, None) for name in ("attempted_at", "cancelled_at")}
    file = saved(tmp_path, "items", promised_on=promised, **none)
    guess = parts_judge._guessed(sources(file, Layout()), replace(ALONE, as_of=at("2026-12-01 10:00")))
    assert guess.dates is not None
    assert [guess.dates.first, guess.dates.last] == ends


def test_after_statistics_that_end_too_early_a_second_pass_is_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    made = passes(monkeypatch)
    monkeypatch.setattr(parts_judge, "extremes", lambda *asked: shifted(*asked, 1, -20 * 86_400))
    arrived = instants("2026-11-03 10:00", "2026-12-01 10:00")
    file = saved(tmp_path, "log", arrived_at=arrived, answered_at=arrived)
    assert judge_files(file, ALONE, Intake()).verdicts.of("response").good.sum() == 2
    assert len(made) == 2


def test_what_was_summed_up_is_kept_where_there_is_room_for_more_sellers():
    sums = np.arange(1, 1 + 2 * 3 * 4).reshape(2, 3, 4)  # kinds, sellers, weeks
    wide = _with_room(sums, 5)
    assert wide.shape == (2, 5, 4)
    assert wide[:, :3].tolist() == sums.tolist() and not wide[:, 3:].any()
