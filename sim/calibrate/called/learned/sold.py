"""What the weeks before tell of what is sold: how much, and which part of it goes wrong in a week."""

from collections.abc import Collection, Iterable, Iterator

from sim.calibrate.called.learned.level import Level, level_of
from sim.calibrate.called.learned.shares import weekly_share
from sim.calibrate.called.outcome.score import RECENT
from sim.calibrate.estimates.page import SHARES, orders_by_week, wrong_of
from sim.calibrate.fitted import Fitted, fact
from sim.norms.figures import Figures
from sim.scenario.customers.orders import Orders
from sim.scenario.schema import Scenario

ITEMS = "orders.items_per_week"
TABLE = "orders."
# What a share that is counted holds already, if the file has it: (its own key, the key of a share).
WITHIN = (
    ("bad_day_chance", "orders.late_share"),
    ("late_cancelled_share", "orders.cancelled_share"),
)


def sold(scenario: Scenario, known: Figures, lately: Collection[str] = ()) -> tuple[Fitted, ...]:
    """Fit what is sold to the figures that are known of it; none where nothing counts the items.

    Of the norms named in `lately` only the weeks count that an alarm looks at: what was before is over.
    """
    weeks = orders_by_week(known)
    if weeks is None:
        return ()
    contacts = scenario.contacts
    items, _ = level_of(weeks.counts.tolist(), contacts.week_busyness_sd, contacts.day_busyness_sd)
    return (_fitted(ITEMS, items, len(weeks.counts)), *_shares(known, lately))


def _shares(known: Figures, lately: Collection[str]) -> Iterator[Fitted]:
    for key, (norm, _) in SHARES.items():
        if found := list(known.of(norm).values())[-RECENT if norm in lately else 0 :]:
            wrong, of = wrong_of(found)
            told = weekly_share(wrong.tolist(), of.tolist())
            yield _fitted(key, told.share, len(found))
            yield _fitted(f"{key}_spread", told.spread, len(found))


def _fitted(key: str, level: Level, weeks: int) -> Fitted:
    return Fitted(key, level.value, level.low, level.high, fact("known_weeks", n=weeks))


def selling(scenario: Scenario) -> Orders:
    """Return the orders of a week whose shares are those of its history, which hold all that went wrong.

    Nobody reviews them: the grades of three months are not those of a week.
    """
    orders = scenario.orders or Orders(items_per_week=1.0)
    normal = {"week": {}, "incidents": {}, "bad_day_chance": 0.0, "late_cancelled_share": 0.0}
    return orders.model_copy(update={**normal, "reviewed_share": 0.0, "survey_share": 0.0})


def of_season(scenario: Scenario, fits: Iterable[Fitted]) -> tuple[Fitted, ...]:
    """Keep what a season may take: of what is sold nothing without `[orders]`, and no share counted twice."""
    orders = scenario.orders
    if orders is None:
        return tuple(one for one in fits if not one.key.startswith(TABLE))
    counted = {share for own, share in WITHIN if getattr(orders, own)}
    return tuple(one for one in fits if one.key.removesuffix("_spread") not in counted)
