"""Laws that hold in any run: nothing is lost, nobody works twice at once, and time adds up."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.deadline import NEVER
from sim.demand.work import FOREVER
from sim.operation.contract import OLDEST
from sim.operation.kernel import engine as kernel

from .desk import Duty, mail, run
from .laws import LAWS
from .seasons import season_given
from .shops import Shop, random_shop

SHOPS = 300


@pytest.fixture(scope="module")
def shops():
    """Random shops, and what the kernel says of them."""
    drawn = [random_shop(seed) for seed in range(SHOPS)]
    return [(shop, kernel.simulate(*shop)) for shop in drawn]


@pytest.fixture(scope="module", params=["peak-season", "every-way-round"])
def season(request):
    """A season of a scenario, and what the kernel says of it."""
    shop = season_given(request.config.rootpath / "scenarios" / f"{request.param}.toml", replication=2)
    return shop, kernel.simulate(*shop)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_every_random_shop_keeps_the_law(law, shops):
    for seed, (shop, log) in enumerate(shops):
        try:
            law(shop, log)
        except AssertionError as broken:
            broken.add_note(f"in shop {seed}")
            raise


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_a_whole_season_keeps_the_law(law, season):
    law(*season)


times = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 15)), min_size=1, max_size=25)


@pytest.mark.property
@settings(max_examples=60)
@given(times, st.integers(1, 4))
def test_one_more_person_makes_nobody_wait_longer(drawn, people):
    rows = [mail(comes, work) for comes, work in sorted(drawn)]

    def began(number):
        told = run("kernel", rows, [Duty(0, 5000, person=each) for each in range(number)])
        return np.array([began for _, _, began, _ in sorted(told.spells)])

    assert (began(people + 1) <= began(people)).all()


@pytest.mark.property
@settings(max_examples=60)
@given(times, st.integers(1, 4))
def test_first_come_first_served_is_the_recursion_of_kiefer_and_wolfowitz(drawn, people):
    rows = [mail(comes, work) for comes, work in sorted(drawn)]
    free, expected = [0] * people, []
    for row in rows:
        expected.append(max(row.comes, min(free)))
        free[free.index(min(free))] = expected[-1] + row.work

    told = run("kernel", rows, [Duty(0, 5000, person=each) for each in range(people)])

    assert [began for _, _, began, _ in sorted(told.spells)] == expected


@pytest.mark.property
@settings(max_examples=40)
@given(st.integers(0, 10_000), st.sampled_from([2, 7, 60]))
def test_another_unit_of_time_changes_nothing_else(seed, unit):
    shop = random_shop(3 * seed + 2, rows=60)  # half an hour's grid
    shop.roster.pace[:] = 1000

    one, other = kernel.simulate(*shop), kernel.simulate(*in_another_unit(shop, unit))

    assert (one.outcome == other.outcome).all()
    assert (one.spell_person == other.spell_person).all() and (one.spell_row == other.spell_row).all()
    assert (one.spell_began * unit == other.spell_began).all()


def in_another_unit(shop: Shop, unit: int) -> Shop:
    rules, reactions = shop.rules, shop.rules.reactions
    ages = np.where(reactions.measure == OLDEST, unit, 1)
    return Shop(
        scaled(shop.work, unit, "comes", "work", "patience", "key", "wait"),
        scaled(shop.roster, unit, "on", "off", "off_then", "home"),
        replace(
            scaled(rules, unit, "resume_cost", "guard", "hours"),
            curves=scaled(rules.curves, unit, "at", "value"),
            reactions=scaled(scaled(reactions, unit, "looks"), ages, "above", "below"),
        ),
        shop.until * unit,
    )


def scaled(table, unit, *names):
    """Give a table with some columns in another unit; never and forever stay what they are."""
    columns = {name: getattr(table, name) for name in names}
    kept = {name: np.isin(column, (NEVER, FOREVER)) for name, column in columns.items()}
    return replace(
        table,
        **{name: np.where(kept[name], c, np.where(kept[name], 0, c) * unit) for name, c in columns.items()},
    )
