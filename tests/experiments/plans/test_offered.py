"""What helps beside a run: asked only where something may change, and by the rules of the run."""

from dataclasses import replace

from sim.experiments.drivers.hours import worth_of_hours
from sim.experiments.helping.offered import NOTHING, announce, offered, what_helps
from sim.experiments.plans.goal import Goal
from sim.experiments.project import Run, Settings
from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.sweep import Sweep
from sim.scenario.read import read_text
from tests.experiments.shops import TINY

OFFER = '[may_change]\ntemp = { from = "2026-11-23", weeks = 2, max = 2, euro_per_hour = 28, speed = 1 }\n'


def run_of(text: str, **overrides: str) -> Run:
    file = read_text(text, "tiny.toml")
    return Run(file, Shop(file.scenario.model_copy(update=overrides)), Settings(6, seed=3))


def test_where_nothing_may_change_nothing_helps_and_no_hour_is_tried():
    heard: list[str] = []
    sweep = Sweep(seed=3, progress=lambda step, done, of: heard.append(step))
    announce(run_of(TINY), sweep)
    assert offered(run_of(TINY), sweep) == NOTHING and heard == []


def test_the_hours_are_those_of_why_in_the_first_seasons_of_the_run_and_announced():
    run, heard = run_of(TINY.replace("09:00-17:00", "09:00-11:00") + OFFER), []
    sweep = Sweep(seed=3, progress=lambda step, done, of: heard.append((step, of)))
    announce(run, sweep)
    hours = offered(run, sweep).hours
    assert hours is not None and heard[0] == ("hours", 6 * (len(hours.cells) + 1))
    alone = worth_of_hours(run.shop, Goal(("response",)), Sweep(seed=3), 6)
    assert [cell.change for cell in hours.cells] == [cell.change for cell in alone.cells]


def test_of_one_season_no_hour_has_a_range_and_so_none_is_tried():
    run = run_of(TINY + OFFER)
    one = replace(run, settings=replace(run.settings, replications=1))
    assert offered(one, Sweep(seed=3)).hours is None


def test_the_first_line_is_the_run_as_it_is_in_the_same_seasons():
    run = run_of(TINY + OFFER)
    ladder = what_helps(run, Sweep(seed=3))
    plain = Sweep(seed=3).counts({"it": run.shop}, range(6), "again")["it"]
    assert (ladder.rungs[0].outcome.seasons.verdicts == plain.verdicts).all()
    assert ladder.rungs[0].extra_euro == 0 and ladder.rungs[0].track == ""


def test_every_line_is_judged_by_the_rules_of_the_run():
    run = run_of(TINY.replace("240", "420") + OFFER, edition="24h-weekday", holidays="BE")
    run = replace(run, shop=replace(run.shop, boundary="next_open"))
    ladder = what_helps(run, Sweep(seed=3))
    assert len(ladder.rungs) > 1
    for rung in ladder.rungs:
        shop = rung.outcome.plan.shop
        assert (shop.scenario.edition, shop.scenario.holidays) == ("24h-weekday", "BE")
        assert shop.boundary == "next_open"
