"""Orders whose figures are known, and who asks about them."""

import numpy as np

from sim.demand.orders import OrderDays
from sim.demand.orders.asking import Asking, asking
from sim.draws import Streams
from sim.scenario.schema import Scenario
from sim.scenario.season import season_of

from ..seasons import scenario_of

DAY_S = 86_400
STEADY = {"items_per_week": 7000, "late_share": 0.2, "late_share_spread": 0, "cancelled_share": 0.1,
          "returned_share": 0.1}  # fmt: skip
ALL_HOURS_ALIKE = {day: [1] * 24 for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
FLAT = {"by_hour": ALL_HOURS_ALIKE}
ASK = {"when_late_share": 0.3, "when_on_time_share": 0.02, "when_cancelled_share": 0.2,
       "when_returned_share": 0.1}  # fmt: skip


def shop(orders: dict | None = None, questions: dict | None = None, **tables: object) -> Scenario:
    """Make a scenario of 7000 items a week without luck, whose customers ask; weeks 5 to 10 of 2026."""
    given = {"orders": STEADY | (orders or {}), "order_questions": ASK | (questions or {})}
    return scenario_of(**{"contacts": FLAT} | given | tables)


def days_of(scenario: Scenario, seed: int = 1) -> OrderDays:
    return OrderDays(scenario, scenario.orders, season_of(scenario), Streams(seed, 0))


def asking_of(scenario: Scenario, seed: int = 1) -> tuple[OrderDays, Asking]:
    days = days_of(scenario, seed)
    return days, asking(days, scenario.order_questions)


def by_name(who: Asking, *draws: str) -> dict[int, tuple]:
    """Each customer by the place of the draws, with all that is known of it."""
    arrivals = who.arrivals
    columns = (arrivals.at, who.cause, who.place, *(arrivals.draw(what) for what in draws))
    return dict(
        zip(
            arrivals.number.tolist(),
            zip(*(np.asarray(one).tolist() for one in columns), strict=True),
            strict=True,
        )
    )
