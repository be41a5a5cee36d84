"""Where the weeks out of reach fall behind: the work that waits when each day ends, with the plan."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.experiments.estimates.behind import waiting_h
from sim.experiments.search.advice import Advice
from sim.experiments.seasons.shop import Shop
from sim.report.texts.language import Language
from sim.report.words import week_code, week_name

SEASONS = 8  # of those that miss most


@dataclass(frozen=True)
class Behind:
    """A week, and the hours of work that wait as each of its days ends; "–" where nobody is planned."""

    week: str
    days: tuple[str, ...]


def behind(advice: Advice, planned: Shop, seed: int, say: Language) -> list[Behind]:
    """Tell where each week out of reach falls behind, in the seasons of the check that miss it."""
    return list(_weeks(advice, planned, seed, say)) if advice.wanted.goal.over == "week" else []


def _weeks(advice: Advice, planned: Shop, seed: int, say: Language) -> Iterator[Behind]:
    certificate, season = advice.certificate, planned.season.weeks
    beyond = [place for place, ask in enumerate(certificate.asks) if ask.reached is not None]
    misses = certificate.best.misses[:, beyond]
    shown = [one for one in _worst_seasons(misses) if misses[one].any()]
    mondays = [season[certificate.asks[place].weeks[0]] for place in beyond]
    waits = {one: waiting_h(planned, mondays, seed, certificate.seasons[one]) for one in shown}
    for place, monday in enumerate(mondays):
        if theirs := [waits[one][place] for one in shown if misses[one, place]]:
            week = f"{week_code(monday, season)} {week_name(monday, say)}".strip()
            yield Behind(week, tuple(_hours(one, say) for one in np.mean(theirs, axis=0).tolist()))


def _worst_seasons(misses: np.ndarray) -> list[int]:
    """Return the places of the seasons that miss most, the first of equals first."""
    places: list[int] = np.argsort(-misses.sum(axis=1), kind="stable")[:SEASONS].tolist()
    return places


def _hours(hours: float, say: Language) -> str:
    return "–" if np.isnan(hours) else say.number(hours)
