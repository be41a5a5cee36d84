"""What is said of a week by its seasons: the shares that they came to, and none beyond all of it."""

import numpy as np
import pytest

from sim.calibrate.called.outcome.call import Called, call
from sim.deadline import week_from_label
from sim.experiments.seasons.replicate import BAD, GOOD, MET, TOTAL, Counts
from sim.experiments.seasons.shop import Shop
from sim.norms.editions.edition import NORMS
from sim.norms.figures import Figure, Figures
from sim.scenario.read import read_text

W45 = week_from_label("2026-W45")
SHOP = Shop(
    read_text(
        'weeks = "2026-W47..2026-W48"\n[contacts]\nquestions_per_week = 500\n'
        '[people]\nSanne = "mon-fri 09:00-17:00"\n',
        "shop.toml",
    ).scenario
)


def said(good: list[int], of: int, norm: str = "response") -> Called:
    """Call a norm by seasons in which so many were good, beside two weeks of 98 of 100."""
    verdicts = np.zeros((len(good), 1, len(NORMS), 7), np.int64)
    for column, values in ((GOOD, good), (BAD, [of - one for one in good]), (TOTAL, of), (MET, 1)):
        verdicts[:, 0, NORMS.index(norm), column] = values
    figures = Figures(tuple(Figure(week, norm, 98, 100) for week in (W45, W45 + 7)))
    [one] = call(SHOP, figures, W45 + 7, Counts(verdicts, np.zeros(0), np.zeros(0)))
    return one


def test_where_all_seasons_come_to_all_the_band_is_all():
    one = said([200] * 20, 200)

    assert one.share == (1.0, 1.0, 1.0, 1.0, 1.0)
    assert one.lower == 0 and not one.within


def test_a_band_near_all_of_it_ends_at_the_best_season():
    """Of 20 seasons one has 190 of 200, four 198, fifteen 200: the 1st, 5th, 10th, 15th and 19th of them."""
    one = said([200] * 15 + [198] * 4 + [190], 200)

    assert one.share == (0.95, 0.99, 1.0, 1.0, 1.0)
    assert one.lower == pytest.approx(1 / 20) and one.within
