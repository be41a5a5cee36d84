"""Latencies in buckets that grow with the value: small, and right to a thousandth at every size.

The layout is that of the HDR histogram (Gil Tene): values below 2048 have a bucket each; above, every power
of two is cut into 1024 buckets of one width.
"""

import math

import numpy as np

HALF_BITS = 10
HALF = 1 << HALF_BITS  # buckets a power of two
LONGEST_BITS = 50  # of nanoseconds, 13 days; longer counts as this


class Histogram:
    """Counts of durations; seconds go in and come out, nanoseconds are counted."""

    def __init__(self) -> None:
        self._counts = np.zeros(
            (LONGEST_BITS - HALF_BITS + 1) * HALF, np.int64
        )  # bucket_of(2**50 - 1) is the last
        self._most_ns = 0

    def __len__(self) -> int:
        return int(self._counts.sum())

    def record(self, seconds: float) -> None:
        """Count one duration; one below 0 counts as 0."""
        ns = min(max(round(seconds * 1e9), 0), (1 << LONGEST_BITS) - 1)
        self._counts[bucket_of(ns)] += 1
        self._most_ns = max(self._most_ns, ns)

    def quantile_s(self, share: float) -> float:
        """Return the smallest duration that at least a share of all do not exceed, up to 0.1% too long.

        `share` 1 gives the longest duration itself; without any durations NaN.
        """
        if not len(self):
            return math.nan
        rank = max(1, math.ceil(share * len(self) - 1e-9))  # 0.99 * 100 is 99.00000000000001 at times
        bucket = int(np.searchsorted(np.cumsum(self._counts), rank))
        return min(highest_in(bucket), self._most_ns) / 1e9


def bucket_of(ns: int) -> int:
    """Return the bucket of a value of 0 or more.

    >>> [bucket_of(ns) for ns in (0, 2047, 2048, 2049, 2050, 4096)]
    [0, 2047, 2048, 2048, 2049, 3072]
    """
    shift = max(0, ns.bit_length() - HALF_BITS - 1)
    return shift * HALF + (ns >> shift)


def highest_in(bucket: int) -> int:
    """Return the highest value that a bucket counts."""
    shift = max(0, bucket // HALF - 1)
    return ((bucket - shift * HALF + 1) << shift) - 1
