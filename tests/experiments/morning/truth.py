"""Simulated mornings whose end is known: a season is cut at an instant, written as a log, listed, played on.

The list sees the file and the scenario, never the customers, the people or the handle times of that season.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

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
from sim.operation.aftermath.cases import asked, cases
from sim.operation.aftermath.rows import Aftermath
from sim.operation.rules.policy import keyed
from sim.operation.simulate import simulate
from sim.scenario.beside.open_cases import read_cases
from sim.scenario.beside.start import start_of
from sim.staffing.roster import Roster

LIST_SEED, TRUTH_SEED = 1, 2
DRAWN = 100_000
INSTANTS = ("arrived_at", "answered_at", "replied_at", "taken_over_by_bol_at", "handed_to_bol_at")


@dataclass(frozen=True)
class Look:
    """When a list looks at its seasons, how often it plays what comes, and what its file says."""

    at: int
    plays: int
    orders: bool = True  # whose each question is


@dataclass(frozen=True)
class Known:
    """One morning: its open questions in each play of the coming days, and what became of them."""

    plays: np.ndarray  # bool[p, n], late
    late: np.ndarray  # bool[n]

    @property
    def chance(self) -> np.ndarray:
        """What the first half of the plays gives each question: float64[n]."""
        return np.asarray(self.plays[: len(self.plays) // 2].mean(axis=0))

    @property
    def others(self) -> np.ndarray:
        """The second half, which has no part in that: bool[p / 2, n]."""
        return np.asarray(self.plays[len(self.plays) // 2 :])


@dataclass(frozen=True)
class Bin:
    """Questions of many mornings to which the list gave much the same chance."""

    cases: np.ndarray  # int64[m], of each morning that has any
    others: np.ndarray  # int64[m, p], late in each of the other plays
    late: np.ndarray  # int64[m], late in truth

    @property
    def said(self) -> float:
        """The share that is late in the other plays."""
        return float(self.others.mean(axis=1).sum() / self.cases.sum())

    @property
    def came(self) -> float:
        """The share that became late."""
        return float(self.late.sum() / self.cases.sum())

    def band(self, confidence: float) -> tuple[float, float]:
        """Hold the share that becomes late if the list is right.

        Then the truth of a morning is like any of its other plays, and each of them all is as likely to be it
        (a permutation test): the shares are those of one of them for each morning, drawn DRAWN times. So
        cases that share the luck of a morning count as they should.
        """
        alike = np.column_stack([self.others, self.late])
        mornings, plays = alike.shape
        drawn = np.random.default_rng(1).integers(plays, size=(DRAWN, mornings))
        shares = alike[np.arange(mornings), drawn].sum(axis=1) / self.cases.sum()
        tail = (1 - confidence) / 2
        low, high = np.quantile(shares, (tail, 1 - tail), method="inverted_cdf")
        return float(low), float(high)


@dataclass(frozen=True)
class Listed:
    """The open questions of many mornings: what the list gave each, and what became of it."""

    mornings: tuple[Known, ...]

    def within(self, low: float, high: float) -> Bin:
        """Those whose chance lies in [low, high)."""
        kept = [(one, (one.chance >= low) & (one.chance < high)) for one in self.mornings]
        kept = [(one, which) for one, which in kept if which.any()]
        return Bin(
            np.array([which.sum() for _, which in kept], np.int64),
            np.array([one.others[:, which].sum(axis=1) for one, which in kept], np.int64),
            np.array([one.late[which].sum() for one, which in kept], np.int64),
        )

    @property
    def late(self) -> np.ndarray:
        """What became late: bool[n], of all mornings."""
        return np.concatenate([one.late for one in self.mornings])

    @property
    def brier(self) -> float:
        """The mean squared error of the chances (Brier, Monthly Weather Review 78, 1950, p. 1)."""
        return float(np.mean((np.concatenate([one.chance for one in self.mornings]) - self.late) ** 2))

    @property
    def brier_of_base_rate(self) -> float:
        """That of giving everybody the share that became late, which no list knows beforehand."""
        return float(self.late.mean() * (1 - self.late.mean()))


def listed(shop: Shop, look: Look, numbers: range, folder: Path) -> Listed:
    """Cut so many seasons of a shop at an instant, list what is open then, and see what became of it."""
    return Listed(tuple(_one(shop, look, number, folder) for number in numbers))


def _one(shop: Shop, look: Look, number: int, folder: Path) -> Known:
    at, plays = look.at, look.plays
    now, late_rows = season_cut(shop, at, number)
    log = folder / f"open-{number}.csv"
    write_log(shop, now if look.orders else replace(now, order_id=np.full(len(now), "")), log)
    read = read_cases(log, lambda part: None, Layout())
    seen = morning(shop, read, start_of(read, at, log.name, "digest"))
    if not len(seen.rows):
        return Known(np.zeros((plays, 0), np.bool_), np.zeros(0, np.bool_))
    late = outlook(seen, Plan(LIST_SEED + number, plays, picked_replications=1)).plain.late
    return Known(late, late_rows[read.case_id[seen.rows].astype(np.int64)])


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


def _told(shop: Shop, journeys: Journeys, roster: Roster, until: int) -> Aftermath:
    return Aftermath(journeys, simulate(journeys.work, roster, shop.rules, until))


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
