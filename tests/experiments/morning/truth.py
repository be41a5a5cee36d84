"""Simulated mornings whose end is known: a season is cut at an instant, written as a log, listed, played on.

The list sees the file and the scenario, never the customers, the people or the handle times of that season.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.stats import beta, t

from sim.deadline import NEVER
from sim.demand.marks import Journeys
from sim.draws import Streams
from sim.experiments.morning.inbox import morning
from sim.experiments.morning.outlook import Plan, outlook
from sim.experiments.seasons.replicate import drawn, on_the_floor
from sim.experiments.seasons.shop import Shop
from sim.norms import EventLog, Options
from sim.norms.log import Cases, Layout
from sim.norms.measures.contacts import judged_questions
from sim.norms.measures.view import View
from sim.operation.aftermath.cases import Told, asked, cases
from sim.operation.rules.policy import keyed
from sim.operation.simulate import simulate
from sim.scenario.beside.open_cases import read_cases
from sim.scenario.beside.start import start_of
from sim.staffing.roster import Roster

LIST_SEED, TRUTH_SEED = 1, 2
INSTANTS = ("arrived_at", "answered_at", "replied_at", "taken_over_by_bol_at", "handed_to_bol_at")


@dataclass(frozen=True)
class Listed:
    """The open questions of many mornings: what the list gave each, and what became of it."""

    chance: np.ndarray  # float64[n]
    late: np.ndarray  # bool[n]
    morning: np.ndarray  # int64[n], the number of its morning

    def within(self, low: float, high: float) -> "Listed":
        """Those whose chance lies in [low, high)."""
        kept = (self.chance >= low) & (self.chance < high)
        return Listed(self.chance[kept], self.late[kept], self.morning[kept])

    @property
    def brier(self) -> float:
        """The mean squared error of the chances (Brier, Monthly Weather Review 78, 1950, p. 1)."""
        return float(np.mean((self.chance - self.late) ** 2))

    @property
    def brier_of_base_rate(self) -> float:
        """That of giving everybody the share that became late, which no list knows beforehand."""
        return float(self.late.mean() * (1 - self.late.mean()))

    def interval(self, confidence: float) -> tuple[float, float]:
        """Hold the true chance that one of these is late, though those of a morning go together.

        Clopper and Pearson's limits of as many independent cases as these are worth (Korn, Graubard, Survey
        Methodology 24, 1998, p. 193): the variance of a ratio over mornings against the binomial one.
        """
        size = np.bincount(self.morning)
        kept = size > 0
        size, late = size[kept], np.bincount(self.morning, self.late)[kept]
        share, mornings = late.sum() / size.sum(), len(size)
        if mornings < 2:
            return 0.0, 1.0
        spread = mornings / (mornings - 1) * ((late - share * size) ** 2).sum() / size.sum() ** 2
        worth = share * (1 - share) / spread if spread > 0 and 0 < share < 1 else float(mornings)
        tail = (1 - confidence) / 2
        worth = min(worth * (t.ppf(tail, size.sum() - 1) / t.ppf(tail, mornings - 1)) ** 2, size.sum())
        hits = share * worth
        low = float(beta.ppf(tail, hits, worth - hits + 1)) if hits > 0 else 0.0
        high = float(beta.ppf(1 - tail, hits + 1, worth - hits)) if hits < worth else 1.0
        return low, high


def listed(shop: Shop, at: int, numbers: range, plays: int, folder: Path) -> Listed:
    """Cut so many seasons of a shop at an instant, list what is open then, and see what became of it."""
    found = [_one(shop, at, number, plays, folder) for number in numbers]
    mornings = [np.full(len(late), number) for number, (_, late) in zip(numbers, found, strict=True)]
    chances, late = (np.concatenate([one[side] for one in found]) for side in (0, 1))
    return Listed(chances, late, np.concatenate(mornings))


def _one(shop: Shop, at: int, number: int, plays: int, folder: Path) -> tuple[np.ndarray, np.ndarray]:
    now, late_rows = season_cut(shop, at, number)
    log = folder / f"open-{number}.csv"
    write_log(shop, now, log)
    read = read_cases(log, lambda part: None, Layout())
    start = start_of(read, at, log.name, "digest")
    seen = morning(shop, read, start)
    if not len(seen.rows):
        return np.zeros(0), np.zeros(0, np.bool_)
    plan = Plan(LIST_SEED + number, plays, picked_replications=0)
    return outlook(seen, plan).chances, late_rows[read.case_id[seen.rows].astype(np.int64)]


def season_cut(shop: Shop, at: int, number: int) -> tuple[Cases, np.ndarray]:
    """Play a season of the truth: its questions as known at an instant, and which of them end late."""
    streams = Streams(TRUTH_SEED, number)
    shop = shop.of_season(streams)
    journeys, _ = drawn(shop, streams)
    journeys = replace(journeys, work=keyed(shop.scenario, journeys.work))
    roster = on_the_floor(shop, streams)
    then, end = (_told(shop, journeys, roster, until) for until in (at + 1, shop.season.until))
    rows = asked(then)
    until = shop.season.until
    all_rows = asked(end)
    options = Options(weeks=(shop.season.weeks[0], shop.season.weeks[-1]), boundary=shop.boundary)
    log = EventLog(cases=cases(end, all_rows, 0, until))
    late = np.zeros(len(journeys.work), np.bool_)
    late[all_rows] = judged_questions(
        View(log, shop.scenario.judged.edition, shop.holidays, until, options)
    ).late
    known = cases(then, rows, 0, at + 1)
    return replace(known, order_id=journeys.work.customer[rows]), late[rows]


def _told(shop: Shop, journeys: Journeys, roster: Roster, until: int) -> Told:
    return Told(journeys, simulate(journeys.work, roster, shop.rules, until))


def write_log(shop: Shop, known: Cases, path: Path) -> None:
    """Write questions as an export has them: topics by name, instants with their offset."""
    topics = [*shop.scenario.topics, ""]
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["case_id", "order_id", "channel", "topic", "forwarded_by_bol", *INSTANTS])
        rows.writerows(_cells(known, topics))


def _cells(known: Cases, topics: list[str]) -> Iterator[list[str]]:
    channels = Cases.choices("channel")
    for row in range(len(known)):
        instants = (int(getattr(known, name)[row]) for name in INSTANTS)
        yield [
            str(row),
            str(known.order_id[row]),
            channels[known.channel[row]],
            topics[known.topic[row]],
            str(max(int(known.forwarded_by_bol[row]), 0)),
            *("" if at == NEVER else f"{np.datetime64(at, 's')}Z" for at in instants),
        ]
