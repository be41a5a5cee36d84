"""From many seasons to what a week will bring: means, quantiles and chances."""

from dataclasses import dataclass

import numpy as np

from sim.deadline import week_from_label
from sim.deadline.instants.wall import HOUR_S
from sim.experiments.estimates.confidence import Average, Chance, average_share, chance
from sim.experiments.seasons.replicate import BAD, GOOD, MAIL, MET, PENDING, STRIKE, TOTAL, Counts
from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.waiting import ASKED, OLDEST_S, WARNED
from sim.norms.editions.edition import NORMS, edition
from sim.norms.measures import Counts as NormCounts
from sim.norms.rules import Rule, rules
from sim.norms.standing.strikes import consequence, in_window
from sim.records.shelf import let_go

ANY = "ANY"  # the week as a whole: a bad week is one strike however many norms failed
LEAST = {"nps": -1.0}  # the least share where it is not 0; the most is 1


@dataclass(frozen=True)
class WeekOfNorm:
    """One norm in one week over all simulated seasons. `bad` is what the norm counts against the shop."""

    week: int  # day number of the Monday
    norm: str
    n_mean: float
    bad_mean: float
    bad: tuple[float, float, float]  # 5%, 50%, 95%
    share_mean: Average | None  # None: never a share
    share: tuple[float, float, float, float, float] | None  # 5%, 25%, 50%, 75%, 95%
    no_data: float
    missed: Chance
    mail: Chance
    strike: Chance


@dataclass(frozen=True)
class AnyOfWeek:
    """The chances that a week brings a mail or a strike by any norm."""

    week: int
    mail: Chance
    strike: Chance


@dataclass(frozen=True)
class WaitOfWeek:
    """How the questions of a week waited, over all simulated seasons."""

    week: int
    oldest_h: tuple[float, float, float]  # the longest wait, in hours of the norm's clock: 5%, 50%, 95%
    marked_share: float | None  # of all questions, those open so long that the account marks them; None: none


def weekly(shop: Shop, seasons: Counts, looks: int = 1) -> list[WeekOfNorm]:
    """Estimate every norm in every week; `seasons` are stacked along the first axis, in replication order.

    Here and below `looks` says how often a run may have looked before it stopped (precision.Until).
    """
    applied = rules(edition(shop.scenario.edition), shop.options)
    found = []
    for week, monday in enumerate(shop.season.weeks):
        for place, norm in enumerate(NORMS):
            counts = seasons.verdicts[:, week, place]
            found.append(_week_of_norm((monday, norm), counts, _shares(applied[norm], counts), looks))
        let_go(seasons.verdicts)
    return found


def any_norm(shop: Shop, seasons: Counts, looks: int = 1) -> list[AnyOfWeek]:
    """Estimate each week's chance of a mail and of a strike by whichever norm."""
    mails, strikes = (by_any_norm(seasons, column) for column in (MAIL, STRIKE))
    return [
        AnyOfWeek(monday, chance(mails[:, week], looks), chance(strikes[:, week], looks))
        for week, monday in enumerate(shop.season.weeks)
    ]


def waits(shop: Shop, seasons: Counts) -> list[WaitOfWeek]:
    """Estimate how long the questions of each week wait."""
    return [_wait_of_week(monday, seasons.waiting[:, week]) for week, monday in enumerate(shop.season.weeks)]


def _wait_of_week(monday: int, seasons: np.ndarray) -> WaitOfWeek:
    marked, asked = seasons[:, [WARNED, ASKED]].sum(axis=0).tolist()
    oldest = _quantiles(seasons[:, OLDEST_S] / HOUR_S, 5, 50, 95)
    return WaitOfWeek(monday, oldest, marked / asked if asked else None)  # type: ignore[arg-type]


def by_any_norm(seasons: Counts, column: int) -> np.ndarray:
    """Mark the weeks with a mail (MAIL) or a strike (STRIKE) by whichever norm: bool[seasons, weeks]."""
    marked = np.asarray(np.any(seasons.verdicts[..., column], axis=-1))
    let_go(seasons.verdicts)
    return marked


def closure(shop: Shop, seasons: Counts, looks: int = 1) -> Chance:
    """Estimate the chance that strikes close the shop, for a time or for good, with those on the books."""
    return chance(np.array([_closes(shop, bad) for bad in by_any_norm(seasons, STRIKE)]), looks)


def _closes(shop: Shop, bad: np.ndarray) -> bool:
    """Tell whether the strikes of one season, bool[weeks], close the shop."""
    weeks, norm = np.array(shop.season.weeks), edition(shop.scenario.edition).strikes
    before = [week_from_label(week) for week in shop.scenario.prior_strikes]
    levels = in_window(weeks[bad], [*before, *weeks[bad].tolist()], norm)
    return any(consequence(level, norm).endswith("closure") for level in levels.tolist())


def _shares(rule: Rule, counted: np.ndarray) -> np.ndarray:
    """Compute what a norm compares, in the seasons in which anything was judged: float64[at most seasons]."""
    counts = NormCounts(*(counted[:, column] for column in (GOOD, BAD, PENDING, TOTAL)))
    return np.asarray(rule.share(counts)[counts.judged > 0])


def _week_of_norm(of: tuple[int, str], seasons: np.ndarray, known: np.ndarray, looks: int) -> WeekOfNorm:
    week, norm = of
    return WeekOfNorm(
        week=week,
        norm=norm,
        n_mean=float(seasons[:, TOTAL].mean()),
        bad_mean=float(seasons[:, BAD].mean()),
        bad=_quantiles(seasons[:, BAD], 5, 50, 95),  # type: ignore[arg-type]
        share_mean=average_share(known, LEAST.get(norm, 0.0), looks) if len(known) else None,
        share=_quantiles(known, 5, 25, 50, 75, 95) if len(known) else None,  # type: ignore[arg-type]
        no_data=float((seasons[:, MET] == -1).mean()),
        missed=chance(seasons[:, MET] == 0, looks),
        mail=chance(seasons[:, MAIL], looks),
        strike=chance(seasons[:, STRIKE], looks),
    )


def _quantiles(values: np.ndarray, *percents: int) -> tuple[float, ...]:
    """Take values that occurred, never something between two of them."""
    return tuple(np.percentile(values, percents, method="inverted_cdf").tolist())
