"""Shops whose truth is known: a past that was simulated, and a scenario that guesses it wrongly."""

from dataclasses import replace

from sim.calibrate.called.backtest import Past
from sim.deadline import week_label
from sim.experiments.seasons.replicate import season_log, verdicts_of
from sim.experiments.seasons.shop import Shop
from sim.norms.figures import Figures, figures_of, merged
from sim.scenario.beside.history import HistoryFiles
from sim.scenario.read import read_text
from sim.scenario.schema import Scenario

SMALL = """
weeks = "{weeks}"
[contacts]
questions_per_week = {contacts}
phone_share = {phone}
[work]
really_at_work = {present}
[people]
Sanne = "mon-fri 09:00-17:00"
Mehmet = "mon-fri 09:00-17:00"
Joris = "mon-fri 09:00-17:00"
Lotte = "mon tue thu fri 09:00-17:00"
Bram = "mon-thu 09:00-17:00"
"""
CALM = SMALL + "[absence]\nsick_day_chance = 0.0\nsick_week_chance = 0.0\n"  # nobody is ever ill
WRONG = {"contacts": 500.0, "phone": 0.07, "present": 0.84}


def scenario(shop: str, weeks: str, contacts: float, phone: float, present: float) -> Scenario:
    """Read a shop with these figures."""
    values = {"weeks": weeks, "contacts": contacts, "phone": phone, "present": present}
    text = shop
    for name, value in values.items():
        text = text.replace("{" + name + "}", str(value))
    return read_text(text, "shop.toml").scenario


def lived(shop: str, weeks: str, seed: int, **figures: float) -> Figures:
    """Simulate one season of a shop and judge it week by week: what its performance page would have shown."""
    true = Shop(scenario(shop, weeks, **figures))
    return figures_of(verdicts_of(true, season_log(true, seed, 0)))


def falling(shop: str, weeks: str, seed: int, last: int, by: float, **figures: float) -> Figures:
    """Let people be less at work in the last weeks, before the same customers."""
    before = lived(shop, weeks, seed, **figures)
    after = lived(shop, weeks, seed, **{**figures, "present": figures["present"] - by})
    fell = before.weeks[-last]
    return merged([before.before(fell), Figures(tuple(row for row in after.rows if row.week >= fell))])


def past(shop: str, figures: Figures, weeks: str) -> Past:
    """Return the past of a shop that guesses its figures wrongly."""
    guessed = scenario(shop, weeks, **WRONG)
    known = HistoryFiles(("performance.csv",), figures, "")
    return Past.of(Shop(guessed.model_copy(update={"history": known})))


def as_csv(figures: Figures) -> str:
    """Write figures as a seller has them."""
    rows = [f"{week_label(row.week)},{row.norm},{row.numerator},{row.denominator}" for row in figures.rows]
    return "\n".join(["week,norm,numerator,denominator", *rows]) + "\n"


def of_weeks(figures: Figures, first: int, last: int) -> Figures:
    """Return the figures of some weeks, both ends included."""
    return replace(figures, rows=tuple(row for row in figures.rows if first <= row.week <= last))
