"""A pytest plugin: the quickest tests first, as mutmut timed them, so that a mutant dies soon."""

import json
from pathlib import Path

import pytest

TIMES = Path("mutmut-stats.json")  # where mutmut runs pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort the tests by what they took; those not timed come first."""
    took = json.loads(TIMES.read_text(encoding="utf-8"))["duration_by_test"] if TIMES.exists() else {}
    items.sort(key=lambda item: took.get(item.nodeid, 0))
