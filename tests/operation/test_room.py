"""Memory that is kept from one run to the next: no run reads or changes what another left in it."""

from concurrent.futures import ThreadPoolExecutor
from itertools import combinations

import numpy as np

from sim.operation.kernel import engine as kernel
from sim.operation.kernel.room import Room

from .shops import difference, random_shop

SHOPS = [random_shop(seed, rows) for seed, rows in enumerate((900, 300, 1200, 20, 700, 0))]


def test_columns_do_not_overlap_and_the_next_run_has_the_same_memory():
    room = Room()
    before = room.columns(2, 5)
    room.clear()

    first, second = room.columns(1, 3), room.columns(2, 2)
    more = room.columns(1, 9)  # than there is: new memory

    columns = (*before, *first, *second, *more)
    assert [len(column) for column in columns] == [5, 5, 3, 2, 2, 9]
    assert not any(np.shares_memory(*pair) for pair in combinations(columns, 2))
    room.clear()
    (all_of_it,) = room.columns(1, 16)
    room.clear()
    (again,) = room.columns(1, 16)
    assert all_of_it.ctypes.data == again.ctypes.data


def test_a_run_leaves_the_logs_of_the_runs_before_as_they_were():
    logs = [kernel.simulate(*shop) for shop in SHOPS]

    for shop, log in zip(SHOPS, logs, strict=True):
        assert not difference(log, kernel.simulate(*shop))


def test_runs_of_several_threads_at_once_are_those_of_one():
    logs = [kernel.simulate(*shop) for shop in SHOPS]

    with ThreadPoolExecutor(4) as threads:
        again = list(threads.map(lambda shop: kernel.simulate(*shop), 10 * SHOPS))

    for log, at_once in zip(10 * logs, again, strict=True):
        assert not difference(log, at_once)
