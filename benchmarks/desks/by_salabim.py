"""As a salabim user writes it: a resource with priorities, and fail_at for patience."""

import numpy as np
import salabim

from benchmarks.desks.plain import FOREVER, NEVER, PEOPLE, Customers


def by_salabim(given: Customers) -> np.ndarray:
    salabim.yieldless(False)
    env = salabim.Environment(trace=False, random_seed=None)
    desk = salabim.Resource("desk", capacity=PEOPLE, monitor=False)
    began = [NEVER] * len(given.comes)
    columns = (column.tolist() for column in given)
    rows = list(zip(range(len(given.comes)), *columns, strict=True))

    class Source(salabim.Component):
        def process(self):
            for row in rows:
                yield self.hold(till=row[1])
                Customer(row=row)

    class Customer(salabim.Component):
        def setup(self, row):
            self.row = row

        def process(self):
            number, comes, calls, handle, patience = self.row
            limit = {} if patience == FOREVER else {"fail_at": comes + patience}
            yield self.request((desk, 1, 0 if calls else 1), **limit)
            if self.failed():
                return
            began[number] = int(env.now())
            yield self.hold(handle)
            self.release()

    Source()
    env.run()
    return np.array(began, np.int64)
