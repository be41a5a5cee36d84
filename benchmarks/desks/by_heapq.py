"""By hand: one loop over a heap of events in plain Python."""

from heapq import heappop, heappush

import numpy as np

from benchmarks.desks.plain import FOREVER, NEVER, PEOPLE, Customers

ENDS, COMES, GIVES_UP = range(3)


def by_heapq(given: Customers) -> np.ndarray:
    comes, calls, handle, patience = (column.tolist() for column in given)
    began, gone = [NEVER] * len(comes), [False] * len(comes)
    events = [(comes[0], COMES, 0)] if comes else []
    waiting: list[tuple[int, int]] = []
    free = PEOPLE
    while events:
        now, kind, row = heappop(events)
        if kind == ENDS:
            free += 1
        elif kind == GIVES_UP:
            gone[row] = began[row] == NEVER
        else:
            heappush(waiting, (0 if calls[row] else 1, row))
            if patience[row] != FOREVER:
                heappush(events, (now + patience[row], GIVES_UP, row))
            if row + 1 < len(comes):
                heappush(events, (comes[row + 1], COMES, row + 1))
        while free and waiting:
            _, row = heappop(waiting)
            if not gone[row]:
                free -= 1
                began[row] = now
                heappush(events, (now + handle[row], ENDS, row))
    return np.array(began, np.int64)
