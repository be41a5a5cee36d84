"""The scenarios that are shipped: each runs by both engines, and is in the trouble that its story tells."""

import re
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from sim.experiments.seasons.replicate import BAD, MET, PENDING, TOTAL, season_counts, stack
from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.waiting import OLDEST_S
from sim.norms.editions.edition import NORMS
from sim.scenario.read import read
from sim.scenario.values.figures import Order

SCENARIOS = sorted((Path(__file__).parents[3] / "scenarios").glob("*.toml"))
GUIDE = Path(__file__).parents[3] / "scenarios/guide/your-own-shop.md"
ORDERS = re.findall(
    r"^\| (\w[\w ]+) \| (\d+%) \| (\d+) hours \|$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE
)
RESPONSE, PHONE = NORMS.index("response"), NORMS.index("phone")


def shop(name: str) -> Shop:
    [path] = [path for path in SCENARIOS if path.stem == name]
    return Shop(read(path).scenario)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_a_scenario_runs_by_both_engines_and_they_agree(path: Path):
    file = read(path)
    counts, right = (season_counts(Shop(file.scenario), 11, 0, engine) for engine in ("kernel", "reference"))
    assert np.array_equal(counts.verdicts, right.verdicts)
    assert file.question.endswith("?")
    assert counts.verdicts[:, RESPONSE, TOTAL].min() > 0
    assert counts.verdicts[:, RESPONSE, PENDING].sum() == 0


def missed(name: str, norm: int, seasons: int = 12) -> np.ndarray:
    """How often each week misses a norm."""
    return (verdicts(name, seasons)[:, :, norm, MET] == 0).mean(axis=0)


def verdicts(name: str, seasons: int) -> np.ndarray:
    return stack(season_counts(shop(name), 1, number) for number in range(seasons)).verdicts


def test_the_peak_season_is_calm_at_first_and_in_trouble_at_its_peak():
    weeks = missed("peak-season", RESPONSE)
    assert weeks[0] < 0.2 and weeks.max() >= 0.4


def test_the_quiet_quarter_is_quiet():
    assert missed("quiet-quarter", RESPONSE).mean() < 0.1


def test_two_sites_are_late_less_often_because_they_react():
    file = shop("two-sites").scenario
    late = [
        sum(season_counts(Shop(one), 1, number).verdicts[:, RESPONSE, BAD].sum() for number in range(12))
        for one in (file, file.model_copy(update={"reactions": {}}))
    ]
    assert late[0] < 0.8 * late[1]


@pytest.mark.parametrize(("order", "late", "hours"), ORDERS)
def test_the_readme_shows_what_each_order_of_work_loses(order: str, late: str, hours: str):
    file = shop("who-goes-first").scenario
    one = Shop(file.model_copy(update={"work": file.work.model_copy(update={"order": order})}))
    counts = stack(season_counts(one, 1, number) for number in range(20))
    answers = counts.verdicts[:, :, RESPONSE]
    assert f"{answers[..., BAD].sum() / answers[..., TOTAL].sum():.0%}" == late
    assert f"{np.median(counts.waiting[..., OLDEST_S] / 3600, axis=0).max():.0f}" == hours


def test_every_order_of_work_is_shown():
    assert {order for order, *_ in ORDERS} == set(get_args(Order))


def test_the_busy_phone_is_busy():
    phone = verdicts("busy-phone", 6)[:, :, PHONE]
    assert phone[:, :, TOTAL].mean() > 500
    assert phone[:, :, BAD].sum() > 0
