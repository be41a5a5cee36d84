"""Ten million (calendar, arrival, allowance) triples from two thousand calendars, against the definition.

`make check-deep` runs it; a tenth of it is in the suite, in test_kernel.py.
"""

import numpy as np
import pytest

from .calendars import random_shop
from .test_kernel import assert_equal_to_the_definition, random_cases


@pytest.mark.parametrize("seed", range(1000, 1040))
def check_no_triple_differs_from_the_definition(seed):
    rng = np.random.default_rng(seed)
    for _ in range(50):
        hours = random_shop(rng)
        assert_equal_to_the_definition(hours._known, *random_cases(rng, hours, 5000))
