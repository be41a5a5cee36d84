"""The folder of an advice: the plan as a scenario that can be run, its roster, screen and certificate."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sim.experiments.search.advice import Advice
from sim.experiments.search.judging.certificate import Certificate, Checked
from sim.experiments.seasons.shop import Shop
from sim.records.manifest import seal
from sim.records.store import as_json, write_whole
from sim.report.staffed.roster import roster_csv
from sim.report.staffed.screen import staff_screen
from sim.scenario.changes.vary import text_in

SCREEN = "screen.txt"
ROSTER = "roster.csv"
CERTIFICATE = "certificate.json"


def plan_file(name: str) -> str:
    """Name the file of a plan after its scenario: `normsim run` names its results after the file."""
    return f"{name}-plan.toml"


def write_advice(advice: Advice, folder: Path, about: Mapping[str, Any]) -> None:
    """Write all files, and declare the folder whole."""
    planned = advice.choices.planned(advice.best)
    now, then = Shop(advice.choices.file.scenario), Shop(planned.scenario)
    files = {
        plan_file(about["scenario"]): text_in(folder, planned).encode(),
        ROSTER: roster_csv(now, then),
        CERTIFICATE: as_json(_certificate(advice)),
        SCREEN: staff_screen(advice, about["scenario"], about["boundary"]).encode(),
    }
    for name, content in files.items():
        write_whole(folder / name, content)
    seal(folder, about)


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
        "missed": [asdict(one.risk_of(place, ask)) for place, ask in enumerate(certificate.asks)],
        "surely_missed": list(one.surely_missed(certificate.asks)),
    }
