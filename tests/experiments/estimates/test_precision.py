"""When a run has seen enough; the coverage of what it then says is in tests/coverage."""

import pytest

from sim.experiments.estimates.confidence import Chance
from sim.experiments.estimates.estimate import weekly
from sim.experiments.estimates.precision import Until, watched
from tests.report.projection.projections import projection


@pytest.mark.parametrize(
    ("first", "most", "looks"),
    [(200, 10_000, (200, 400, 800, 1_600, 3_200, 6_400, 10_000)), (50, 200, (50, 100, 200)), (5, 5, (5,))],
)
def test_a_run_looks_at_itself_after_twice_as_many_seasons(first: int, most: int, looks: tuple[int, ...]):
    assert Until(first, most, width=0.05).looks == looks


@pytest.mark.parametrize(
    ("until", "fits"),
    [
        (Until(1, 1, width=0.5), True),
        (Until(1, 1, width=0.24), False),
        (Until(1, 1, risk=0.2), True),
        (Until(1, 1, risk=0.6), True),
        (Until(1, 1, risk=0.25), False),
        (Until(1, 1, risk=0.3), False),
        (Until(1, 1, risk=0.5), False),
        (Until(1, 1, width=0.5, risk=0.3), False),
        (Until(1, 1, width=0.2, risk=0.2), False),
    ],
    ids=str,
)
def test_a_chance_fits_when_its_whole_interval_does(until: Until, fits: bool):
    """From 25% to 50%; the ends belong to it, and the width goes from end to end."""
    assert until.fits(Chance(0.35, 0.25, 0.5)) is fits


def test_the_chances_of_the_table_of_weeks_are_watched():
    told = projection(weeks="2026-W48..2026-W49")
    rows = weekly(told.shop, told.seasons)
    by_norm = {(row.week, row.norm): row for row in rows}
    assert [(one.week, one.what, one.chance) for one in watched(rows)] == [
        (week, what, getattr(by_norm[week, norm], chance))
        for week in told.shop.season.weeks
        for what, norm, chance in (
            ("mail", "response", "mail"),
            ("answers", "response", "missed"),
            ("phone", "phone", "missed"),
        )
    ]
