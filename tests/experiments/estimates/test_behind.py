"""What waits at the end of a day, against rows and spells made by hand and against a season's own log."""

from types import SimpleNamespace

import numpy as np

from sim.deadline import NEVER, to_utc, zone_of
from sim.deadline.instants.wall import date_of
from sim.experiments.estimates.behind import last_ends, not_begun_s, waiting_h
from sim.experiments.seasons.replicate import played
from sim.operation.contract import LEFT, OPEN, SERVED
from tests.experiments.shops import tiny

AMSTERDAM = zone_of("Europe/Amsterdam")


def test_what_has_come_and_nobody_has_begun_waits_unless_it_gives_up():
    """At 15 the second row waits; at 50 the last one too, and the third has hung up; at 100 it is begun."""
    happened = SimpleNamespace(
        came=np.array([0, 10, 20, 30]),
        outcome=np.array([SERVED, OPEN, LEFT, SERVED]),
        spell_row=np.array([0, 3, 0]),
        spell_began=np.array([5, 100, 120]),
    )
    season = SimpleNamespace(happened=happened, work=SimpleNamespace(work=np.array([3600, 7200, 1800, 900])))
    assert not_begun_s(season, np.array([15, 50, 100])).tolist() == [7200, 8100, 7200]  # type: ignore[arg-type]


def test_a_day_ends_with_its_last_shift_and_a_weekend_without_people_never():
    shop = tiny()
    monday = shop.season.weeks[0]
    closing = [to_utc(date_of(monday + day), 17 * 3600, AMSTERDAM) for day in range(5)]
    assert last_ends(shop, monday).tolist() == [*closing, NEVER, NEVER]


def test_a_week_that_is_too_busy_falls_behind_day_by_day_as_its_answers_do():
    """Row by row: what the season's own log has begun only after each closing time, or never."""
    shop = tiny(("questions_per_week = 240", "questions_per_week = 400"))
    mondays = shop.season.weeks
    waits = waiting_h(shop, mondays, 1, 3)
    assert waits.shape == (2, 7) and np.isnan(waits[:, 5:]).all()
    season, [thursday] = played(shop, 1, 3), last_ends(shop, mondays[1])[3:4].tolist()
    happened, seconds = season.happened, 0
    for row in range(len(happened.came)):
        begun = happened.spell_began[happened.spell_row == row]
        late = not len(begun) or begun.min() > thursday
        if happened.outcome[row] in (SERVED, OPEN) and happened.came[row] <= thursday and late:
            seconds += int(season.work.work[row])
    assert waits[1, 3] == seconds / 3600 > 1
