"""Two simulators that others would write serve the same customers as both engines, one by one."""

import numpy as np
import pytest

from benchmarks.desks import full, plain
from benchmarks.desks.by_heapq import by_heapq
from benchmarks.desks.by_simpy import by_simpy
from sim.deadline import NEVER
from sim.operation.kernel import engine as kernel
from sim.operation.reference import engine as reference

from .shops import difference


@pytest.mark.parametrize("serve", [by_heapq, by_simpy, plain.by_reference])
def test_every_customer_of_the_plain_desk_is_served_at_the_same_instant(serve):
    customers = plain.customers(3_000)

    began_at = plain.by_kernel(customers)

    assert np.array_equal(serve(customers), began_at)
    assert (began_at == NEVER).sum() > 20 and (began_at > customers.comes).sum() > 300


def test_no_row_of_a_desk_with_everything_switched_on_differs():
    tables = full.tables(4_000)

    assert not difference(reference.simulate(*tables), kernel.simulate(*tables))
