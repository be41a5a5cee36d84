"""One event at a time against the batch engine on the log of the same facts."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.norms import Options, Verdicts, editions, judge_by
from sim.norms.live import LiveJudge
from sim.norms.score import standing

from .live import log_of, pieces
from .shops import FIRST, GRID_S, SPAN_S, random_log

EDITIONS = [edition.name for edition in editions()]
AS_OF = st.integers(-20, 2 * SPAN_S // GRID_S).map(lambda step: FIRST + step * GRID_S)
HOLIDAYS = st.integers(-3, 45).map(lambda days: date(2026, 10, 20) + timedelta(days))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("observe"), st.integers(1, 80)),
        st.tuples(st.just("verdicts"), AS_OF),
        st.tuples(st.just("holiday"), HOLIDAYS),
        st.tuples(st.just("saved"), st.none()),
    ),
    min_size=2,
    max_size=12,
)

pytestmark = pytest.mark.property


def alike(live: Verdicts, batch: Verdicts) -> None:
    assert list(live) == list(batch)
    assert live.history == batch.history
    assert standing(live) == standing(batch)
    assert live.view.sellers == batch.view.sellers


@pytest.mark.parametrize("boundary", ["close", "next_open"])
@pytest.mark.parametrize("edition", EDITIONS)
@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), steps=STEPS, last=AS_OF)
def test_any_order_of_events_verdicts_holidays_and_restarts(edition, boundary, seed, steps, last):
    rng = np.random.default_rng(seed)
    coming, told, holidays = pieces(random_log(rng, 12), rng), [], [date(2026, 11, 11)]
    options = Options(boundary=boundary)
    live = LiveJudge(edition, holidays, options)
    for step, value in [*steps, ("observe", len(coming)), ("verdicts", last)]:
        if step == "observe":
            for event in coming[:value]:
                live.observe(event)
            told, coming = told + coming[:value], coming[value:]
        elif step == "verdicts":
            batch = judge_by(log_of(told), edition, sorted(set(holidays)), value, options)
            alike(live.verdicts(value), batch)
        elif step == "holiday":
            live.add_holiday(value)
            holidays.append(value)
        else:
            data = live.save()
            live = LiveJudge.restore(data)
            assert live.save() == data
