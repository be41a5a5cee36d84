"""What helps beside a run: asked only where something may change, and by the rules of the run."""

from dataclasses import replace

from sim.experiments.offered import what_helps
from sim.experiments.project import Run, Settings
from sim.experiments.replicate import Shop
from sim.experiments.sweep import Sweep
from sim.scenario.read import read_text

from .shops import TINY

OFFER = '[may_change]\ntemp = { from = "2026-11-23", weeks = 2, max = 2, euro_per_hour = 28, speed = 1 }\n'


def run_of(text: str, **overrides: str) -> Run:
    file = read_text(text, "tiny.toml")
    return Run(file, Shop(file.scenario.model_copy(update=overrides)), Settings(6, seed=3))


def test_where_nothing_may_change_nothing_helps():
    assert what_helps(run_of(TINY), Sweep(seed=3)) is None


def test_the_first_line_is_the_run_as_it_is_in_the_same_seasons():
    run = run_of(TINY + OFFER)
    ladder = what_helps(run, Sweep(seed=3))
    assert ladder is not None
    plain = Sweep(seed=3).counts({"it": run.shop}, range(6), "again")["it"]
    assert (ladder.rungs[0].outcome.seasons.verdicts == plain.verdicts).all()
    assert ladder.rungs[0].extra_euro == 0 and ladder.rungs[0].track == ""


def test_every_line_is_judged_by_the_rules_of_the_run():
    run = run_of(TINY.replace("240", "420") + OFFER, edition="24h-weekday", holidays="BE")
    run = replace(run, shop=replace(run.shop, boundary="next_open"))
    ladder = what_helps(run, Sweep(seed=3))
    assert ladder is not None and len(ladder.rungs) > 1
    for rung in ladder.rungs:
        shop = rung.outcome.plan.shop
        assert (shop.scenario.edition, shop.scenario.holidays) == ("24h-weekday", "BE")
        assert shop.boundary == "next_open"
