"""As a SimPy user writes it: a PriorityResource, and AnyOf for patience."""

import numpy as np
import simpy

from benchmarks.desks.plain import FOREVER, NEVER, PEOPLE, Customers


def by_simpy(given: Customers) -> np.ndarray:
    env = simpy.Environment()
    desk = simpy.PriorityResource(env, capacity=PEOPLE)
    began = [NEVER] * len(given.comes)

    def source(rows):
        for row, comes, calls, handle, patience in rows:
            yield env.timeout(comes - env.now)
            env.process(customer(row, 0 if calls else 1, handle, patience))

    def customer(row, priority, handle, patience):
        with desk.request(priority=priority) as request:
            if patience == FOREVER:
                yield request
            else:
                yield request | env.timeout(patience)
            if request.triggered:
                began[row] = env.now
                yield env.timeout(handle)

    columns = (column.tolist() for column in given)
    env.process(source(list(zip(range(len(given.comes)), *columns, strict=True))))
    env.run()
    return np.array(began, np.int64)
