"""The compiled engine puts those that come by themselves in order: by instant, of one instant by number."""

import numpy as np
import pytest

from sim.operation.kernel import engine as kernel
from sim.operation.kernel import rows

from .indices import from_the_front

RNG = np.random.default_rng(4)
FAR = 2**61
AT_INSTANTS = {
    "spread": RNG.integers(-1000, 10**6, 500),
    "few instants": RNG.integers(0, 7, 500),
    "all at once": np.zeros(5, np.int64),
    "two streams, as questions and second mails": np.arange(500) * 60 + np.tile([0, 93_600], 250),
    "backwards, and one long after": np.append(FAR, np.arange(500)[::-1]),
    "two, at the ends of time": np.array([FAR, -FAR]),
}


@pytest.mark.parametrize("compiled", [True, False])
@pytest.mark.parametrize("at", AT_INSTANTS.values(), ids=AT_INSTANTS)
def test_who_comes_first_stands_first(at, compiled, monkeypatch):
    numbers = 3 * np.arange(len(at))  # rows between them are set off by others
    if not compiled:
        monkeypatch.setattr(kernel, "_jitted", from_the_front)

    coming, coming_at = kernel._in_order(np.append(numbers, 0), np.append(at, 0), len(at))

    by_hand = sorted(zip(at.tolist(), numbers.tolist(), strict=True))
    assert list(zip(coming_at[:-1].tolist(), coming[:-1].tolist(), strict=True)) == by_hand
    assert coming_at[-1] == rows.FOREVER


def test_what_is_far_from_its_place_is_given_up():
    at = np.arange(100)[::-1].copy()

    assert not rows.insert(np.arange(100), at, 100, most_moves=100 * 99 // 2 - 1)
    assert rows.insert(np.arange(100), np.arange(100)[::-1].copy(), 100, most_moves=100 * 99 // 2)
