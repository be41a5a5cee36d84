"""The folder of an advice: the plan as a scenario that can be run, roster, page, screen and certificate."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from sim.experiments.search.advice import Advice
from sim.experiments.search.judging.certificate import Certificate, Checked
from sim.experiments.seasons.shop import Shop
from sim.records.manifest import seal
from sim.records.store import as_json, write_whole
from sim.report.drawing.files import save
from sim.report.projection.pictures.coverage import coverage
from sim.report.staffed.page import page
from sim.report.staffed.picture import before_after
from sim.report.staffed.roster import roster_csv, week_shown
from sim.report.staffed.screen import staff_screen
from sim.report.staffed.words import plan_file
from sim.report.texts.language import Language
from sim.scenario.changes.vary import text_in

SCREEN, PAGE = "screen.txt", "report.html"
PICTURES = ("before-after", "coverage")
ROSTER = "roster.csv"
CERTIFICATE = "certificate.json"


def write_advice(advice: Advice, folder: Path, about: Mapping[str, Any], say: Language) -> None:
    """Write all files, and declare the folder whole.

    Screen, page and pictures speak the language of `say`; plan, roster and certificate are the same in each.
    """
    planned = advice.choices.planned(advice.best)
    now, then = Shop(advice.choices.file.scenario), Shop(planned.scenario)
    save(before_after(advice, say), folder / "before-after")
    save(_coverage(advice, now, then, about["options"]["seed"], say), folder / "coverage")
    pictures = {name: (folder / f"{name}.svg").read_text(encoding="utf-8") for name in PICTURES}
    files = {
        plan_file(about["scenario"]): text_in(folder, planned).encode(),
        ROSTER: roster_csv(now, then),
        CERTIFICATE: as_json(_certificate(advice)),
        PAGE: page(advice, about, pictures, say).encode(),
        SCREEN: staff_screen(advice, about["scenario"], about["boundary"], say).encode(),
    }
    for name, content in files.items():
        write_whole(folder / name, content)
    seal(folder, about)


def _coverage(advice: Advice, now: Shop, then: Shop, seed: int, say: Language) -> Figure:
    """Draw the week that the page shows, as the plan staffs it."""
    return coverage(then, week_shown(advice, now, then), {one.name for one in now.staff}, seed, say)


def _certificate(advice: Advice) -> dict[str, Any]:
    certificate, choices = advice.certificate, advice.choices
    return {
        "levers": [lever.name for lever in choices.levers],
        "first_guess": list(advice.start),
        "keeps": advice.keeps,
        "proven": advice.is_proven,
        "bound_euro": None if advice.bound == float("inf") else advice.bound,
        "plans_simulated": advice.plans,
        "seasons_simulated": advice.spent,
        "search_replications": [0, len(advice.most.load) - 1],
        "check_replications": [certificate.seasons[0], certificate.seasons[-1]],
        "clear": certificate.is_clear,
        "asked": [{**asdict(ask), "allowed": ask.allowed} for ask in certificate.asks],
        "plan": _checked(certificate.best, certificate),
        "now": _checked(certificate.now, certificate),
        "cheaper": [_checked(one, certificate) for one in certificate.neighbours],
    }


def _checked(one: Checked, certificate: Certificate) -> dict[str, Any]:
    return {
        "levels": list(one.plan.levels),
        "order": one.plan.order,
        "extra_euro": one.cost,
        "missed": [asdict(one.risk_of(place)) for place in range(len(certificate.asks))],
        "surely_missed": list(one.surely_missed(certificate.asks)),
        "doubtful": list(one.doubtful(certificate.asks)),
        "seasons": len(one.misses),
        "looks": one.looks,
        "together": one.together,
    }
