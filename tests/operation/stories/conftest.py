"""One situation a test, worked out by hand, told by both engines; instants are small numbers of seconds."""

from functools import partial

import pytest

from sim.operation.simulate import ENGINES

from ..desk import run


@pytest.fixture(params=ENGINES)
def tell(request):
    """Run rows and stretches on one engine, then the same on the other."""
    return partial(run, request.param)
