"""Plans that differ in what no customer sees meet the same customers; drawn once, they count the same."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.demand.journeys import customers
from sim.demand.orders import sales
from sim.draws import GROUPS, Group, Streams, group_of
from sim.experiments.seasons import replicate
from sim.experiments.seasons.alike import NO_CUSTOMER_SEES, NOBODY_AT_WORK_SEES, SetAside
from sim.experiments.seasons.replicate import Counts, counts_of, season_counts
from sim.experiments.seasons.shop import Shop
from sim.norms.figures import Figures
from sim.operation.rules.policy import SKILLS
from sim.operation.rules.shifts import as_ordered
from sim.scenario.beside.history import HistoryFiles
from sim.scenario.read import read, read_text
from sim.staffing.duty import on_duty

BASE = """# Who sees what?
weeks = "2026-W48..2026-W49"
edition = "8wh"
hours = "mon-fri 09:00-17:00"
holidays = "NL"
country = "NL"
[contacts]
questions_per_week = 200
phone_share = 0.2
[topics.delivery]
share = 0.3
[order_questions]
when_late_share = 0.4
unhelpful_share = 0.2
unhelpful_points = 1.5
[orders]
items_per_week = 400
late_share = 0.1
survey_points_per_hour = 0.1
[proactive_message]
from = 2026-11-25
removes_share = 0.3
[sites.gent]
country = "BE"
[people]
Sanne = "mon-fri 09:00-17:00"
Mehmet = "mon-thu 09:00-17:00"
Joris = { hours = "tue-fri 09:00-17:00", site = "gent" }
"""

# The same shop with another figure, or a first one, for every key that is set aside.
OTHER = """# Who sees what?
weeks = "2026-W48..2026-W49"
edition = "24h-weekday"
hours = "mon-sat 09:00-17:00"
holidays = "NL+BE"
country = "NL"
prior_strikes = ["2026-W40"]
season_factor = [1.0, 1.1, 1.2]
[contacts]
questions_per_week = 200
phone_share = 0.2
waits_for_customer_hours = 24
other_channels_hours_per_week = 10
[topics.delivery]
share = 0.5
[special_care]
topic = "delivery"
share = 0.1
[chatbot]
solves_share = 0.1
[marketplace]
forwarded_per_week = 20
[lvb]
share = 0.2
[peaks]
"2026-W49" = [1.2, 1.4, 1.6]
[calls]
lines = 2
[work]
minutes_per_mail = 8
mail_spread = 0.7
minutes_per_follow_up = 5
minutes_per_call = 4
call_spread = 0.7
really_at_work = 0.7
away_minutes = 20
order = "nearest deadline"
follow_up_within_hours = 30
minutes_lost_by_interruption = 1
specialists_first = true
keep_free_for_calls = 1
no_new_mail_before_end_minutes = 20
[order_questions]
when_late_share = 0.4
unhelpful_share = 0.2
late_answer_points = 1.0
unhelpful_points = 1.0
[orders]
items_per_week = 400
late_share = 0.1
survey_points_per_hour = 0.2
survey_points_per_minute_ringing = 0.5
questions_norm = 0.1
returns_norm = 0.1
[proactive_message]
from = 2026-11-25
removes_share = 0.3
euro_per_message = 0.05
[sites.gent]
country = "NL"
[people]
Sanne = "mon-wed 09:00-17:00"
Daan = { hours = "tue-fri 08:00-16:00", site = "gent", care = true }
[temps]
count = 1
from = "2026-11-23"
weeks = 2
hours = "mon-fri 09:00-17:00"
[shifts]
mail_at_end = "finish"
[reactions.rush]
when = "more than 20 questions wait"
then = "everybody on mail"
[absence]
sick_day_chance = 0.2
[prices]
euro_per_hour = 30
[may_change]
temp = { from = "2026-11-23", weeks = 2, max = 3, euro_per_hour = 28 }
"""
NO_INTERRUPTION = OTHER.replace("minutes_lost_by_interruption = 1", "phone_interrupts_mail = false")


def scenario(text: str) -> Any:
    return read_text(text, "alike.toml").scenario


SHOP = Shop(scenario(BASE))


def keys(set_aside: SetAside) -> list[tuple[str, str]]:
    """List the sections that are set aside, and the keys of the others: (section, key or nothing)."""
    return [
        (section, key) for section, of in set_aside.items() for key in ([""] if of is True else sorted(of))
    ]


def changed(section: str, key: str) -> Shop:
    """The shop with a section, or one key of it, as the other one has it."""
    other = scenario(NO_INTERRUPTION if key == "phone_interrupts_mail" else OTHER)
    ours, theirs = getattr(SHOP.scenario, section), getattr(other, section)
    if section == "history":  # which a text can only name
        theirs = HistoryFiles(("past.csv",), Figures(()), "digest")
    if key:
        assert getattr(theirs, key) != getattr(ours, key), "a change that changes nothing shows nothing"
        theirs = ours.model_copy(update={key: getattr(theirs, key)})
    assert theirs != ours, "a change that changes nothing shows nothing"
    return Shop(SHOP.scenario.model_copy(update={section: theirs}))


def columns(table: Any) -> Iterator[np.ndarray]:
    """Every column of tables of tables."""
    for one in fields(table):
        value = getattr(table, one.name)
        if is_dataclass(value):
            yield from columns(value)
        elif value is not None:
            yield np.asarray(value)


def demand(shop: Shop) -> list[np.ndarray]:
    given = (shop.scenario, shop.season, Streams(5, 1, shop.anew))
    sold = sales(*given)
    who = customers(*given, sold.caused.drafts)
    return [*columns(who), *columns(replace(sold, caused=None)), *columns(sold.caused.reviewers)]


def roster(shop: Shop) -> list[np.ndarray]:
    drawn = on_duty(shop.staff, shop.scenario, shop.season, Streams(5, 1, shop.anew), SKILLS)
    return [*columns(as_ordered(shop.scenario, shop.season, shop.staff, drawn))]


def equal(some: list[np.ndarray], others: list[np.ndarray]) -> bool:
    return all(np.array_equal(one, other) for one, other in zip(some, others, strict=True))


CUSTOMERS, ROSTER = demand(SHOP), roster(SHOP)


@pytest.mark.parametrize(("section", "key"), keys(NO_CUSTOMER_SEES))
def test_what_is_set_aside_leaves_customers_and_orders_as_they_are(section: str, key: str):
    plan = changed(section, key)
    assert plan.customers_alike == SHOP.customers_alike
    assert equal(demand(plan), CUSTOMERS)


@pytest.mark.parametrize(("section", "key"), keys(NOBODY_AT_WORK_SEES))
def test_what_is_set_aside_leaves_people_where_they_are(section: str, key: str):
    plan = changed(section, key)
    assert plan.people_alike == SHOP.people_alike
    assert equal(roster(plan), ROSTER)


@pytest.mark.parametrize(
    ("section", "key"),
    [("people", ""), ("absence", ""), ("work", "really_at_work"), ("work", "keep_free_for_calls")],
)
def test_whatever_people_see_tells_plans_apart(section: str, key: str):
    plan = changed(section, key)
    assert plan.people_alike != SHOP.people_alike
    assert plan.customers_alike == SHOP.customers_alike
    assert SHOP.with_endless_staff().people_alike != SHOP.people_alike


@pytest.mark.parametrize(
    ("section", "key"), [("topics", ""), ("peaks", ""), ("chatbot", ""), ("work", "minutes_per_mail")]
)
def test_whatever_customers_see_tells_plans_apart(section: str, key: str):
    plan = changed(section, key)
    assert plan.customers_alike != SHOP.customers_alike
    assert plan.people_alike == SHOP.people_alike


def test_other_days_are_other_customers():
    with_earlier_end = replace(SHOP.season, days=SHOP.season.days[:-1])
    shorter = Shop(SHOP.scenario)
    vars(shorter)["season"] = with_earlier_end
    assert shorter.customers_alike != SHOP.customers_alike and shorter.people_alike != SHOP.people_alike


PLANS = [
    SHOP,
    Shop(scenario(OTHER)),
    changed("people", ""),
    changed("topics", ""),
    SHOP.with_endless_staff(),
    changed("work", "order"),
    changed("edition", ""),
    Shop(scenario(BASE), boundary="next_open"),
]


def bytes_of(counts: list[Counts]) -> list[bytes]:
    return [column.tobytes() for one in counts for column in vars(one).values()]


@pytest.mark.parametrize("replication", range(2))
def test_plans_together_count_what_each_counts_alone(replication: int):
    alone = [season_counts(plan, 5, replication) for plan in PLANS]
    assert bytes_of(counts_of(PLANS, 5, replication)) == bytes_of(alone)
    assert bytes_of(counts_of(PLANS[::-1], 5, replication)) == bytes_of(alone[::-1])
    assert len(set(bytes_of(alone))) > len(PLANS)  # plans that come to the same would show nothing


def test_plans_together_count_the_same_in_the_reference_engine():
    assert bytes_of(counts_of(PLANS[:3], 5, 0, "reference")) == bytes_of(counts_of(PLANS[:3], 5, 0))


def test_customers_and_people_are_drawn_once(monkeypatch: pytest.MonkeyPatch):
    drawn = []

    def counted(name: str) -> None:
        draw = getattr(replicate, name)
        monkeypatch.setattr(replicate, name, lambda *given: (drawn.append(name), draw(*given))[1])

    for name in ("customers", "sales", "on_duty"):
        counted(name)
    counts_of(PLANS, 5, 0)
    assert {name: drawn.count(name) for name in drawn} == {"customers": 3, "sales": 3, "on_duty": 3}


NAMES = [path.stem for path in sorted(Path("scenarios").glob("*.toml"))]


@pytest.mark.parametrize("name", NAMES)
def test_every_stream_of_every_scenario_belongs_to_one_group(name: str, monkeypatch: pytest.MonkeyPatch):
    """A new stream of no group fails here: nobody would know whose the spread is that it makes."""
    asked: set[str] = set()
    drawn = Streams.uniform_at

    def recorded(streams: Streams, stream: str, *rest: Any) -> np.ndarray:
        asked.add(stream)
        return drawn(streams, stream, *rest)

    monkeypatch.setattr(Streams, "uniform_at", recorded)
    season_counts(Shop(read(f"scenarios/{name}.toml").scenario), 5, 0)
    assert len(asked) > 20
    for stream in asked:
        assert [group for group, names in GROUPS.items() if names.fullmatch(stream)] == [group_of(stream)]


@pytest.mark.parametrize("anew", [["luck"], ["absence"], ["forecast"], ["absence", "luck"]])
def test_plans_that_draw_groups_anew_count_together_as_alone(anew: list[Group]):
    """Absence leaves customers alike, luck leaves people alike, and neither is ever the other one's."""
    plan = replace(SHOP, anew=frozenset(anew))
    assert (plan.customers_alike == SHOP.customers_alike) is (anew == ["absence"])
    assert (plan.people_alike == SHOP.people_alike) is (anew == ["luck"])
    assert equal(demand(plan), CUSTOMERS) is (anew == ["absence"])
    assert equal(roster(plan), ROSTER) is (anew in (["luck"], ["forecast"]))
    plans = [SHOP, plan, replace(SHOP, anew=frozenset({"luck"}))]
    alone = [season_counts(one, 5, 0) for one in plans]
    assert bytes_of(counts_of(plans, 5, 0)) == bytes_of(alone)
