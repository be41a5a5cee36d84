"""The two engines give the same log, row by row, person by person, instant by instant."""

from pathlib import Path

import pytest

from sim.operation.contract import SERVED
from sim.operation.kernel import engine as kernel
from sim.operation.kernel.layout import PATIENT
from sim.operation.kernel.loop import run
from sim.operation.reference import engine as reference

from .comparison import compare_on_every_core
from .desk import Duty, call, mail, roster_of, rules_of, work_of
from .indices import from_the_front
from .seasons import season_given
from .shops import difference, random_shop
from .watched import FEATURES

SHOPS = 1900
ROWS = 1_000_000  # that came, at least
OFTEN, TOGETHER = 1000, 3  # instants of a feature; instants and rows in which two met
# Who comes as the hours begin comes while they last.
NEVER_MEET = {
    frozenset(("came as the hours began", other))
    for other in ("came as the hours ended", "closed", "sets off another when closed")
}
FOLDER = Path(__file__).parents[2] / "scenarios"
SCENARIOS = sorted(file.stem for file in FOLDER.glob("*.toml"))


@pytest.fixture(scope="module")
def compared():
    return compare_on_every_core(SHOPS)


def test_no_row_of_a_million_differs(compared):
    assert not compared.differences
    assert compared.rows >= ROWS


def test_every_feature_occurred_often(compared):
    assert not {name: times for name in FEATURES if (times := compared.seen.often(name)) < OFTEN}


def test_every_two_features_that_can_meet_did(compared):
    rare = {frozenset(pair): times for pair, times in compared.seen.met().items() if times < TOGETHER}

    assert {pair: rare.pop(pair) for pair in NEVER_MEET} == dict.fromkeys(NEVER_MEET, 0)
    assert not rare


@pytest.mark.parametrize("seed", range(6))
def test_the_kernel_says_the_same_before_it_is_compiled(seed, monkeypatch):
    shop = random_shop(seed, rows=200)
    compiled = kernel.simulate(*shop)

    monkeypatch.setattr(kernel, "_compiled", lambda: from_the_front(run.run))

    assert not difference(compiled, kernel.simulate(*shop))


@pytest.mark.parametrize("scenario", [*SCENARIOS, "peak-season, endless staff"])
def test_no_customer_of_a_scenario_differs(scenario):
    name, *endless_staff = scenario.split(", ")
    shop = season_given(FOLDER / f"{name}.toml", replication=0, endless_staff=bool(endless_staff))

    log = kernel.simulate(*shop)

    assert not difference(reference.simulate(*shop), log)
    assert (log.outcome == SERVED).sum() > 1000


@pytest.mark.parametrize("compiled", [True, False])
def test_a_row_may_be_handed_over_thousands_of_times(compiled, monkeypatch):
    duties = [Duty(at, at + 1, person=at % 2) for at in range(3000)]
    shop = work_of([mail(0, 2990)]), roster_of(duties), rules_of(), 5000
    if not compiled:  # plain numpy checks bounds
        monkeypatch.setattr(kernel, "_compiled", lambda: from_the_front(run.run))

    log = kernel.simulate(*shop)

    assert not difference(reference.simulate(*shop), log)
    assert len(log.spell_row) == 2990


@pytest.mark.parametrize("compiled", [True, False])
def test_of_many_who_wait_at_once_each_leaves_when_patience_ends(compiled, monkeypatch):
    """More than the compiled engine keeps on a list before it makes events of them."""
    rows = [call(number // 10, 5, patience=1 + 37 * number % 101) for number in range(5 * PATIENT)]
    shop = work_of(rows), roster_of([Duty(200, 300)]), rules_of(), 200
    if not compiled:
        monkeypatch.setattr(kernel, "_compiled", lambda: from_the_front(run.run))

    log = kernel.simulate(*shop)

    assert not difference(reference.simulate(*shop), log)
    assert log.left.tolist() == [row.comes + row.patience for row in rows]
