"""How many messages a season takes: one a late item, from their first day on."""

import numpy as np
import pytest

from sim.experiments.plans.messages import ON_TIME, messages
from sim.experiments.seasons.replicate import BAD, Counts, season_counts, stack
from sim.norms.editions.edition import NORMS
from tests.experiments.shops import TINY, tiny

ASK = "\n[order_questions]\nwhen_late_share = 0.3\n"
MESSAGE = "[proactive_message]\nfrom = {}\nremoves_share = 0.5\neuro_per_message = 0.2\n"


def late(*seasons: tuple[int, int]) -> Counts:
    """Seasons of two weeks with so many late items each."""
    verdicts = np.zeros((len(seasons), 2, len(NORMS), 7), np.int64)
    verdicts[:, :, ON_TIME, BAD] = seasons
    nothing = np.zeros((len(seasons), 2, 3), np.int64)
    return Counts(verdicts, load=nothing, waiting=nothing)


@pytest.mark.parametrize(
    ("first", "number"),
    [
        ("2026-11-16", 35 + 70),  # before weeks 48 and 49
        ("2026-11-23", 35 + 70),
        ("2026-11-25", 25 + 70),  # Wednesday: five of the seven days of week 48
        ("2026-11-30", 70),
    ],
)
def test_each_late_item_from_the_first_day_on_takes_a_message(first, number):
    shop = tiny(text=TINY + ASK + MESSAGE.format(first))

    assert messages(shop, late((30, 60), (40, 80))) == pytest.approx((number, number * 0.2))


def test_without_a_message_nothing_is_sent():
    assert messages(tiny(text=TINY + ASK), late((30, 60))) == (0, 0)


def test_a_season_counts_the_late_items_that_are_told():
    """The counts of a season and the items of its log are the same late items."""
    shop = tiny(text=TINY + ASK + MESSAGE.format("2026-11-23"))
    counts = season_counts(shop, 1, 0)

    number, _ = messages(shop, stack([counts]))

    assert number == counts.verdicts[:, ON_TIME, BAD].sum() > 0
