"""One season of one shop, or of several plans: from a scenario and a seed to a log, and to weekly counts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import groupby

import numpy as np

from sim.deadline.instants.wall import HOUR_S
from sim.demand.journeys import customers
from sim.demand.marks import Journeys
from sim.demand.orders import Sales, sales
from sim.demand.work import CALL_BACK, Work
from sim.draws import Streams
from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.waiting import waiting
from sim.norms import EventLog, Verdicts, judge_sound
from sim.norms.editions.edition import NORMS
from sim.norms.verdicts import NO_VERDICT
from sim.operation.aftermath.cases import asked
from sim.operation.aftermath.log import event_log
from sim.operation.aftermath.overtime import overtime_s, paid
from sim.operation.aftermath.rows import Aftermath
from sim.operation.contract import BUSY, CLOSED, EngineLog
from sim.operation.rules.policy import SKILLS, keyed
from sim.operation.rules.shifts import as_ordered
from sim.operation.simulate import Engine, simulate_sound
from sim.scenario.season import Season
from sim.staffing.duty import endless, on_duty, present_share
from sim.staffing.roster import Roster

GOOD, BAD, PENDING, TOTAL, MET, MAIL, STRIKE = range(7)  # columns of `verdicts`
NO_DATA = (0, 0, 0, 0, NO_VERDICT, 0, 0)  # those of a norm in a week without anything to judge
OFFERED_S, ON_DUTY_S, OVERTIME_S, OVERTIME_CENTS = range(4)  # columns of `load`


@dataclass(frozen=True)
class Counts:
    """What one season, or many stacked, came to."""

    verdicts: np.ndarray  # int64[..., weeks, norms, 7], columns GOOD to STRIKE, norms as in edition.NORMS
    # int64[..., weeks, 4], seconds of work that came, people at the desk and paid overtime; cents for that
    load: np.ndarray
    waiting: np.ndarray  # int64[..., weeks, 3], columns OLDEST_S, WARNED, ASKED

    @property
    def overtime_h(self) -> np.ndarray:
        """Paid hours of overtime in all weeks of each season: float64[...]."""
        return np.asarray(self.load[..., OVERTIME_S].sum(axis=-1) / HOUR_S)

    @property
    def overtime_euro(self) -> np.ndarray:
        """What that costs: float64[...]."""
        return np.asarray(self.load[..., OVERTIME_CENTS].sum(axis=-1) / 100)

    def first(self, seasons: int) -> "Counts":
        """The first of stacked seasons."""
        return Counts(**{name: column[:seasons] for name, column in vars(self).items()})


@dataclass(frozen=True)
class Played:
    """One season of a shop as it happened: what the event log tells, and what it was made of."""

    shop: Shop
    journeys: Journeys
    roster: Roster
    happened: EngineLog
    events: EventLog

    @property
    def work(self) -> Work:
        """The rows of work."""
        return self.journeys.work

    @cached_property
    def case_rows(self) -> np.ndarray:
        """The row that each case of the event log began with: int64[cases]."""
        return asked(Aftermath(self.journeys, self.happened))


def stack(seasons: Iterable[Counts]) -> Counts:
    """Stack the counts of seasons along a new first axis, in the order given."""
    in_order = list(seasons)
    names = Counts.__dataclass_fields__
    return Counts(**{name: np.stack([getattr(one, name) for one in in_order]) for name in names})


def season_log(shop: Shop, seed: int, replication: int, engine: Engine = "kernel") -> EventLog:
    """Simulate one season; the same seed and replication give the same customers under every plan."""
    return played(shop, seed, replication, engine).events


def season_counts(shop: Shop, seed: int, replication: int, engine: Engine = "kernel") -> Counts:
    """Simulate one season and judge it as it stands when its last week is final."""
    (counts,) = counts_of([shop], seed, replication, engine)
    return counts


def counts_of(shops: Sequence[Shop], seed: int, replication: int, engine: Engine = "kernel") -> list[Counts]:
    """Simulate and judge one season of several plans, in the order given.

    The same as `season_counts` of each, but what plans have alike is drawn once: customers and their orders
    where plans differ in what no customer sees (`alike`), the roster where the same people work.
    """
    counts = {number: _counts(one) for number, one in _seasons(shops, Streams(seed, replication), engine)}
    return [counts[number] for number in range(len(shops))]


def played(shop: Shop, seed: int, replication: int, engine: Engine = "kernel") -> Played:
    """Simulate one season and keep all of it."""
    ((_, season),) = _seasons([shop], Streams(seed, replication), engine)
    return season


def verdicts_of(shop: Shop, log: EventLog) -> Verdicts:
    """Judge a season's log by the shop's edition, holidays and boundary; the tests hold all to be sound."""
    edition, until = shop.scenario.edition, shop.season.until
    return judge_sound(log, edition, shop.holidays, until, shop.options)


def _seasons(shops: Sequence[Shop], streams: Streams, engine: Engine) -> Iterator[tuple[int, Played]]:
    """Simulate a season of each shop, numbered as given; those with the same customers come together.

    So only one plan's customers are in memory at a time. Rosters are small, and all are kept.
    """
    _keep_freed_memory()
    by_shop = [replace(streams, anew=shop.anew) for shop in shops]
    shops = [shop.of_season(its) for shop, its in zip(shops, by_shop, strict=True)]
    rosters: dict[str, Roster] = {}
    in_order = sorted(range(len(shops)), key=lambda number: shops[number].customers_alike)
    for _, together in groupby(in_order, key=lambda number: shops[number].customers_alike):
        first, *others = together
        journeys, sold = drawn(shops[first], by_shop[first])
        for number in (first, *others):
            shop = shops[number]
            if shop.people_alike not in rosters:
                rosters[shop.people_alike] = on_the_floor(shop, by_shop[number])
            yield number, _played(shop, journeys, sold, rosters[shop.people_alike], engine)


@cache
def _keep_freed_memory() -> None:
    """Let a process keep the memory of a season for its next one: to get it anew takes a tenth of the time.

    glibc gives back what lies above the largest block that was ever freed, up to 32 MiB (mallopt(3)).
    """
    np.empty(31 * 2**20, np.uint8)


def _played(shop: Shop, journeys: Journeys, sold: Sales, roster: Roster, engine: Engine) -> Played:
    """Let people meet customers."""
    scenario, until = shop.scenario, shop.season.until
    journeys = replace(journeys, work=keyed(scenario, journeys.work))
    happened = simulate_sound(journeys.work, roster, shop.rules, until, engine)
    return Played(shop, journeys, roster, happened, event_log(scenario, journeys, happened, sold, until))


def _counts(season: Played) -> Counts:
    """Judge a season, and add up what else is told of it."""
    shop, happened, events = season.shop, season.happened, season.events
    return Counts(
        verdicts=_table(verdicts_of(shop, events), shop.season),
        load=_load(shop, season.work, season.roster, happened),
        waiting=waiting(shop.season, shop.scenario.judged.clock, season.work, happened, events),
    )


def drawn(shop: Shop, streams: Streams) -> tuple[Journeys, Sales]:
    """Draw the customers of a season, those with an order first (as `Reviewers` numbers them), and orders."""
    sold = sales(shop.scenario, shop.season, streams)
    about_orders = () if sold.caused is None else sold.caused.drafts
    return customers(shop.scenario, shop.season, streams, about_orders), sold


def on_the_floor(shop: Shop, streams: Streams) -> Roster:
    """Draw who is at the desk when, as the work order wants it."""
    scenario, season, staff = shop.scenario, shop.season, shop.staff
    if shop.endless_staff:
        roster = endless(staff, SKILLS)
    else:
        roster = on_duty(staff, scenario, season, streams, SKILLS)
    return as_ordered(scenario, season, staff, roster).since(season.since)


def _table(verdicts: Verdicts, season: Season) -> np.ndarray:
    """Lay out verdicts by week and norm; a log without a row has no seller, and so no verdict on any week."""
    if not len(verdicts):
        return np.tile(np.array(NO_DATA, np.int64), (len(season.weeks), len(NORMS), 1))
    columns = (
        verdicts.good,
        verdicts.bad,
        verdicts.pending,
        verdicts.total,
        verdicts.met,
        verdicts.mail,
        verdicts.strike,
    )
    table = np.stack([np.asarray(column, np.int64) for column in columns], axis=-1)
    return np.asarray(table.reshape(-1, len(NORMS), len(columns)))


def _load(shop: Shop, work: Work, roster: Roster, happened: EngineLog) -> np.ndarray:
    """Add up each reported week's work, by the instant it came, people's time at the desk, and overtime."""
    season = shop.season
    # Nobody can pick up a phone that is not offered; a call back that is put off comes again.
    put_off = (happened.outcome == BUSY) & work.of_kind(CALL_BACK)
    asked = np.flatnonzero((happened.outcome != CLOSED) & ~put_off)
    offered = _by_week(season, season.week_of(happened.came[asked]), work.work[asked])
    begun, ended = season.week_of(roster.on), season.week_of(roster.off)
    on_duty_s = _by_week(season, begun, roster.off - roster.on)
    share = present_share(shop.scenario, shop.staff, season)
    overtime = paid(overtime_s(roster, happened), roster, shop.staff, share)
    return np.column_stack([offered, on_duty_s, *(_by_week(season, ended, one) for one in overtime.T)])


def _by_week(season: Season, week: np.ndarray, seconds: np.ndarray) -> np.ndarray:
    """Add up what each reported week has; before the first and behind the last lies what is of none."""
    sums = np.bincount(week + 1, seconds, minlength=len(season.weeks) + 2)
    return np.asarray(sums[1:-1].astype(np.int64))
