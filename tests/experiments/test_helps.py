"""What helps, climbed over seasons made by hand: what the scenario says decides how many weeks are bad."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pytest

from sim.experiments.helping.helps import STEP, Ladder, ladder
from sim.experiments.helping.tracks import tracks
from sim.experiments.plans.compare import Outcome, Plan, standard
from sim.experiments.plans.goal import Goal, Standard
from sim.experiments.seasons.replicate import MET, Counts
from sim.experiments.seasons.shop import Shop
from sim.norms.editions.edition import NORMS
from sim.scenario.changes.vary import change_of, changed
from sim.scenario.read import ScenarioFile, read_text

from .shops import TINY

OFFERS = """
[may_change]
temp = { from = "2026-11-23", weeks = 2, max = 2, euro_per_hour = 20 }
[may_change.measures."quick replies"]
set = ["work.minutes_per_mail=8"]
euro = 300
[may_change.measures."quicker replies"]
set = ["work.minutes_per_mail=7"]
euro = 10_000
[may_change.measures.chat]
set = ["work.minutes_per_call=3"]
"""
RESPONSE = NORMS.index("response")
SEASONS = 20
RESPONSE_ONLY = Goal(("response",))
TEMP_EURO = 5 * 7.5 * 20  # of the one week that is judged: the second week of the offer
FILE = read_text(TINY + OFFERS, "tiny.toml")


@dataclass
class HandMade:
    """Seasons of which so many have a bad first week: what is left of 16 when each measure spares some."""

    spares: dict[str, int]
    asked: list[list[str]] = field(default_factory=list)

    def counts(self, plans: Mapping[str, Shop], replications: range, step: str) -> dict[str, Counts]:
        self.asked.append(list(plans))
        return {name: self._made(shop, len(replications)) for name, shop in plans.items()}

    def _made(self, shop: Shop, seasons: int) -> Counts:
        said, temp = shop.scenario, shop.scenario.people.get("temp")
        done = {
            "first answers first": said.work.order == "first answers first",
            "still in time first": said.work.order == "still in time first",
            "temp": temp.count if temp else 0,
            "quick replies": said.work.minutes_per_mail == 8,
            "quicker replies": said.work.minutes_per_mail == 7,
            "chat": said.work.minutes_per_call == 3,
        }
        bad = (
            0
            if shop.endless_staff
            else max(0, 16 - sum(self.spares.get(name, 0) * int(times) for name, times in done.items()))
        )
        verdicts = np.zeros((seasons, 2, len(NORMS), 7), np.int64)
        verdicts[..., MET] = 1
        verdicts[:bad, 0, RESPONSE, MET] = 0
        return Counts(verdicts, np.zeros((seasons, 2, 4), np.int64), np.zeros((seasons, 2, 3), np.int64))


def climbed(
    spares: dict[str, int], goal: Goal = RESPONSE_ONLY, most: int = 8, file: ScenarioFile = FILE
) -> tuple[Ladder, HandMade]:
    made = HandMade(spares)
    base = Plan("as it is", file, Shop(file.scenario))
    held = standard(base, goal, made, SEASONS)  # type: ignore[arg-type]
    as_it_is = Outcome(base, made.counts({"": base.shop}, range(SEASONS), STEP)[""])
    return ladder(as_it_is, tracks(file), held, made, most), made  # type: ignore[arg-type]


def added(told: Ladder) -> list[tuple[str, int]]:
    return [(rung.track, rung.level) for rung in told.rungs]


def test_the_tracks_are_what_may_change_offers():
    assert [(track.name, len(track.levels)) for track in tracks(FILE)] == [
        ("first answers first", 1),
        ("temp", 2),
        ("quick replies", 1),
        ("quicker replies", 1),
        ("chat", 1),
    ]


def test_all_that_staff_may_choose_is_a_track_and_weeks_stand_together():
    """TINY is judged in two weeks; a temp comes in the hours and with the learning of its offer."""
    temp = """temp = { from = "2026-11-23", weeks = 2, max = 2, euro_per_hour = 20, \
hours = "tue 10:00-12:00", speed = 0.5, full_speed_after_weeks = 3 }
saturday = { hours = "09:00-13:00", max_people = 2, euro_per_hour = 39, each_week = true }
overtime = { hours = "mon 17:00-18:00", max_people = 3, euro_per_hour = 35 }
shifts = { evening = { hours = "tue 18:00-20:00", max_people = 1, euro_per_hour = 30 } }
"""
    [usual] = [line for line in OFFERS.splitlines() if line.startswith("temp")]
    file = read_text(TINY + OFFERS.replace(usual, temp), "tiny.toml")
    offered = {track.name: track.levels for track in tracks(file)}
    assert [(name, len(levels)) for name, levels in offered.items()][1:5] == [
        ("temp", 2),
        ("Saturday", 2),
        ("overtime", 3),
        ("evening", 1),
    ]
    came = changed(file, offered["temp"][1]).scenario.people["temp"]
    assert (came.count, came.speed, came.full_speed_after_weeks, came.euro_per_hour) == (2, 0.5, 3, 20)
    assert [(slot.weekday, slot.text) for slot in came.hours] == [(1, "10:00-12:00")]


def test_what_is_free_comes_first_then_what_spares_most_for_its_price():
    """Of 16 bad seasons the order spares 5, a temp 6 for 750 euro each, quick replies 5 for 300."""
    told, _ = climbed({"first answers first": 5, "temp": 6, "quick replies": 5})
    assert added(told) == [("", 0), ("first answers first", 1), ("quick replies", 1), ("temp", 1)]
    assert [rung.risk for rung in told.rungs] == [16 / 20, 11 / 20, 6 / 20, 0]
    euros = [rung.extra_euro for rung in told.rungs]
    assert euros == pytest.approx([0, 0, 300, 300 + 2 * TEMP_EURO])
    assert (told.advised, told.enough) == (3, True)


def test_what_the_advised_line_does_not_need_is_left_out_of_the_lines_below_it():
    """Quick replies spare more for their price and come first; a temp alone leaves 6 of 20: enough."""
    told, _ = climbed({"quick replies": 5, "temp": 10}, Goal(("response",), 0.3))
    assert added(told) == [("", 0), ("temp", 1), ("quick replies", 1)]
    assert (told.advised, told.enough) == (1, True)
    assert [rung.risk for rung in told.rungs] == [16 / 20, 6 / 20, 1 / 20]
    euros = [rung.extra_euro for rung in told.rungs]
    assert euros == pytest.approx([0, 2 * TEMP_EURO, 300 + 2 * TEMP_EURO])


def test_the_phone_counts_too_but_for_what_endless_staff_misses():
    made = HandMade({"temp": 16})
    held = standard(Plan("as it is", FILE, Shop(FILE.scenario)), Goal(), made, SEASONS)  # type: ignore[arg-type]
    temp = changed(FILE, [change_of('people.temp={ hours = "mon 09:00-17:00", count = 1 }')])
    seasons = made.counts({"it": Shop(temp.scenario)}, range(SEASONS), "")["it"]
    assert held.keeps(seasons)
    seasons.verdicts[:2, 0, NORMS.index("phone"), MET] = 0
    assert not held.keeps(seasons)
    held.endless.verdicts[:2, 0, NORMS.index("phone"), MET] = 0
    assert Standard.of(Goal(), held.endless).keeps(seasons)


def test_a_second_temp_is_one_more_of_the_same():
    told, _ = climbed({"temp": 6})
    assert added(told) == [("", 0), ("temp", 1), ("temp", 2)]
    assert told.rungs[2].extra_euro == pytest.approx(2 * told.rungs[1].extra_euro)
    assert (told.rungs[told.advised].risk, told.enough) == (4 / 20, False)


def test_one_line_stands_above_the_advice():
    told, _ = climbed({"first answers first": 10, "temp": 5, "chat": 5}, Goal(("response",), risk=0.3))
    assert told.advised == 1 and len(told.rungs) == 3


def test_what_may_be_chance_is_not_taken():
    """Two seasons of twenty are no more than luck may do."""
    told, _ = climbed({"chat": 2})
    assert added(told) == [("", 0)] and not told.enough


def test_what_sets_the_same_key_is_not_added_to_each_other():
    told, made = climbed({"quick replies": 5, "quicker replies": 6})
    assert added(told) == [("", 0), ("quick replies", 1)]
    assert "quicker replies" in made.asked[2] and "quicker replies" not in made.asked[4]


def test_one_order_of_work_is_not_put_on_top_of_another():
    offers = OFFERS.replace("temp =", 'order = ["first answers first", "still in time first"]\ntemp =')
    spares = {"first answers first": 5, "still in time first": 12}
    told, made = climbed(spares, file=read_text(TINY + offers, "tiny.toml"))
    assert added(told) == [("", 0), ("still in time first", 1)]
    assert "first answers first" in made.asked[2] and "first answers first" not in made.asked[4]


def test_the_risk_may_be_that_of_the_season():
    told, _ = climbed({}, Goal(("response",), over="season"))
    assert told.rungs[0].risk == 16 / 20


def test_no_more_lines_than_asked_for():
    told, _ = climbed({"first answers first": 5, "quick replies": 5}, most=1)
    assert len(told.rungs) == 2


def test_the_text_of_a_line_can_be_run():
    told, _ = climbed({"first answers first": 5, "temp": 6, "quick replies": 5})
    text = told.rungs[-1].outcome.plan.file.text
    assert read_text(text, "line.toml").scenario == told.rungs[-1].outcome.plan.shop.scenario
    by_hand = changed(
        FILE, [change_of("work.order=first answers first"), change_of("work.minutes_per_mail=8")]
    )
    assert read_text(text, "line.toml").scenario.work == by_hand.scenario.work
