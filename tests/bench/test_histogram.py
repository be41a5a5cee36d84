"""The histogram against the sorted list of what it counted."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.bench.outcome.histogram import Histogram, bucket_of, highest_in

SHARES = (0.0, 0.01, 0.5, 0.9, 0.99, 0.999, 1.0)


def counted(values_ns):
    histogram = Histogram()
    for ns in values_ns:
        histogram.record(ns / 1e9)
    return histogram


def exact(values_ns, share):
    """The smallest value that at least a share of all do not exceed."""
    return next(
        ns for ns in sorted(values_ns) if sum(one <= ns for one in values_ns) >= share * len(values_ns)
    )


@pytest.mark.property
@given(st.lists(st.integers(0, 2**40), min_size=1, max_size=60), st.sampled_from(SHARES))
def test_a_quantile_is_the_exact_one_or_less_than_a_thousandth_longer(values, share):
    found, right = round(counted(values).quantile_s(share) * 1e9), exact(values, share)

    assert right <= found <= right * 1.001


def test_a_million_latencies_over_six_orders_of_magnitude():
    values = np.exp(np.random.default_rng(5).uniform(np.log(1e3), np.log(1e9), 100_000)).astype(np.int64)
    histogram = counted(values.tolist())

    for share in (0.5, 0.9, 0.99, 0.999):
        right = np.sort(values)[math.ceil(share * len(values)) - 1]
        assert right <= histogram.quantile_s(share) * 1e9 <= right * 1.001


def test_below_two_microseconds_every_nanosecond_counts():
    assert counted(range(2048)).quantile_s(0.5) == 1023e-9


def test_ninety_nine_of_a_hundred_is_the_ninety_ninth():
    assert counted(range(1, 101)).quantile_s(0.99) == 99e-9


def test_the_longest_is_given_as_it_is():
    assert counted([1, 123_456_789_012]).quantile_s(1.0) == 123.456789012


def test_without_any_there_is_no_quantile():
    assert math.isnan(Histogram().quantile_s(0.99)) and len(Histogram()) == 0


def test_what_is_negative_or_endless_still_counts():
    histogram = Histogram()
    histogram.record(-1e-9)
    histogram.record(1e12)

    assert len(histogram) == 2 and histogram.quantile_s(0.5) == 0 and histogram.quantile_s(1) > 1e6


def test_buckets_follow_each_other_without_a_gap():
    ends = [highest_in(bucket) for bucket in range(20_000)]

    assert [bucket_of(end) for end in ends] == list(range(20_000))
    assert [bucket_of(end + 1) for end in ends] == list(range(1, 20_001))
