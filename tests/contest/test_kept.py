"""Engines that write into memory they keep: right call after call, and what was read back stays."""

import numpy as np
import pytest

from benchmarks.peers import normsim, numpy_search
from benchmarks.peers.forms import Kept
from benchmarks.peers.protocol import Calendar

CALENDAR = Calendar()


def test_memory_is_kept_while_as_many_cases_come():
    kept = Kept()
    first = kept.like(np.zeros(3, np.int64))
    assert kept.like(np.ones(3, np.int64)) is first
    assert kept.like(np.ones(2, np.int64)).shape == (2,)


@pytest.mark.parametrize("peer", [normsim.PEER, numpy_search.PEER], ids=lambda peer: peer.name)
def test_answers_read_back_are_not_overwritten_by_the_next_call(peer):
    engine, hours = peer.engine(CALENDAR), CALENDAR.hours
    begin, _ = hours.horizon
    batches = [begin + start + np.arange(size) * 5003 for start, size in ((0, 50), (9, 50), (5, 7), (2, 50))]
    answers = [engine.seconds(engine.deadlines(engine.given(at), 8 * 3600)) for at in batches]
    for at, said in zip(batches, answers, strict=True):
        assert said.tolist() == [hours.deadline(one, 8 * 3600) for one in at.tolist()]


def test_our_own_call_writes_into_the_array_that_is_kept_once_it_can(monkeypatch):
    class Shop:
        def deadline(self, cases, allowance_s, out):
            out[:] = cases + allowance_s
            return out

    monkeypatch.setattr(normsim, "WRITES_INTO", True)
    engine = normsim.Engine(CALENDAR)
    engine.hours = Shop()
    first = engine.deadlines(np.array([1, 2]), 10)
    assert engine.deadlines(np.array([3, 4]), 10) is first
    assert first.tolist() == [13, 14]
