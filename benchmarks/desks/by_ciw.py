"""As a Ciw user writes it: two classes, priorities, reneging.

Ciw draws a handle time when work begins, so its customers are the same in law, not one by one; its answer is
a mean wait.
"""

import ciw
import numpy as np

from benchmarks.desks.plain import (
    BUSY,
    FOREVER,
    HANDLE,
    PATIENCE,
    PEOPLE,
    Customers,
    calls_first,
    on_duty,
    rows,
)
from sim.operation.kernel import engine as kernel


def mean_wait_by_ciw(number: int, seed: int = 1) -> float:
    """The mean wait of those served, in minutes."""
    ciw.seed(seed)
    each = PEOPLE * BUSY / HANDLE / 2
    network = ciw.create_network(
        arrival_distributions={kind: [ciw.dists.Exponential(each)] for kind in ("call", "mail")},
        service_distributions={kind: [ciw.dists.Exponential(1 / HANDLE)] for kind in ("call", "mail")},
        reneging_time_distributions={"call": [ciw.dists.Exponential(1 / PATIENCE / HANDLE)], "mail": [None]},
        priority_classes={"call": 0, "mail": 1},
        number_of_servers=[PEOPLE],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(number, method="Finish")
    served = [one for one in simulation.get_all_records() if one.record_type == "service"]
    return float(np.mean([one.waiting_time for one in served]))


COMES, LASTS, SHIFTS = (5, 6), 10, (10, 100)  # two pieces of work; one server until 10, one until 100


def begins_across_shifts_by_ciw() -> list[float]:
    """When two pieces of work begin that meet a change of shift.

    Ciw counts servers: the one whose shift has ended finishes, and another begins at once: two people.
    """
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Sequential([COMES[0], COMES[1] - COMES[0], 1000])],
        service_distributions=[ciw.dists.Deterministic(LASTS)],
        number_of_servers=[ciw.Schedule(numbers_of_servers=[1, 1], shift_end_dates=list(SHIFTS))],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(SHIFTS[-1] - 1)
    return sorted(one.service_start_date for one in simulation.get_all_records())[:2]


def begins_across_shifts(people: int) -> list[int]:
    """The same by our kernel: the second shift is the same person's, or another's."""
    comes, lasts = np.array(COMES), np.full(len(COMES), LASTS)
    given = Customers(comes, np.zeros(len(COMES), bool), lasts, np.full(len(COMES), FOREVER))
    roster = on_duty([(0, 0, SHIFTS[0]), (people - 1, *SHIFTS)])
    return kernel.simulate(rows(given), roster, calls_first(), SHIFTS[-1]).spell_began.tolist()
