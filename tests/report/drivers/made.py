"""What `normsim why` found, with figures set by hand."""

import numpy as np

from sim.deadline.weekly import WeeklySlot
from sim.experiments.drivers.ends import Ends, Source
from sim.experiments.drivers.hours import HalfHour, Hours
from sim.experiments.drivers.spread import Part, Split, Spread
from sim.experiments.drivers.tornado import Bar, Driver, Tornado
from sim.experiments.estimates.confidence import Difference
from sim.experiments.plans.goal import Goal
from sim.report.drivers.found import Found

from ...experiments.shops import tiny

SHOP = tiny()
SPLIT = Split(
    mean=1204.6,
    sd=1557.8,
    parts={
        "forecast": Part(0.55, 0.43, 0.65),
        "absence": Part(0.41, 0.27, 0.47),
        "luck": Part(0.04, 0.02, 0.11),
    },
    floor=12.0,
)


def found(*drivers: Driver, split: Split = SPLIT, targets: tuple = ("response",)) -> Found:
    monday = HalfHour(WeeklySlot(0, 9 * 3600, 9 * 3600 + 1800), 30.0, np.array([5.0, 6.0]), np.zeros(2))
    return Found(
        shop=SHOP,
        name="tiny",
        goal=Goal(targets),
        tornado=Tornado(drivers, 1000.0, 0.25, 30),
        spread=Spread(split, Split(1.5, 1.4, split.parts, 0.2), 240),
        hours=Hours((monday,), 30),
        hire=None,
    )


def driver(
    key: str,
    ends: tuple[float, float],
    late: tuple[float, float],
    source: Source = "tenth",
    sure: bool = True,
) -> Driver:
    """A figure whose ends add so many late answers, and for each 0.01% to the chance of a missed week."""
    low, high = late
    moved = Ends(key, source, *ends, SHOP.scenario, SHOP.scenario)
    return Driver(moved, _bar(low, high, sure), _bar(low / 10_000, high / 10_000, sure))


def _bar(low: float, high: float, sure: bool) -> Bar:
    way = abs(high - low)
    reach = way / 3 if sure else 2 * way
    return Bar(
        *(Difference(end, end - reach, end + reach) for end in (low, high)),
        Difference(high - low, high - low - reach, high - low + reach),
    )


SEVERAL = (
    driver("peaks", (1.679, 2.021), (-800, 1900), "forecast"),
    driver("work.really_at_work", (0.756, 0.924), (900, -750)),
    driver("work.minutes_per_mail", (5.85, 7.15), (-300, 410), "range"),
    driver("people.Sanne.speed", (0.9, 1.1), (30, -20), "range"),
    driver("contacts.mails_again_share", (0.225, 0.275), (-0.4, 0.2), sure=False),
)
