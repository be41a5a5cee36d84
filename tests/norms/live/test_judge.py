"""One event at a time against the batch engine on the log of the same facts."""

from datetime import date, timedelta
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.deadline import week_from_label
from sim.norms import Options, Verdicts, editions, exact, judge, judge_by
from sim.norms.live import Event, LiveJudge
from sim.norms.standing.policy import policy_events
from sim.norms.standing.score import standing
from tests.norms.live.events import log_of, pieces, whole_rows
from tests.norms.shops import FIRST, GRID_S, SPAN_S, random_log

EDITIONS = [edition.name for edition in editions()]
AS_OF = st.integers(-20, 2 * SPAN_S // GRID_S).map(lambda step: FIRST + step * GRID_S)
HOLIDAYS = st.integers(-3, 45).map(lambda days: date(2026, 10, 20) + timedelta(days))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("observe"), st.integers(1, 80)),
        st.tuples(st.just("verdicts"), AS_OF),
        st.tuples(st.just("holiday"), HOLIDAYS),
        st.tuples(st.just("calendar"), st.lists(HOLIDAYS, max_size=4)),
        st.tuples(st.just("saved"), st.none()),
    ),
    min_size=2,
    max_size=12,
)
LATE = FIRST + 2 * SPAN_S

pytestmark = pytest.mark.property


def alike(live: Verdicts, batch: Verdicts) -> None:
    assert list(live) == list(batch)
    assert live.history == batch.history
    assert standing(live) == standing(batch)
    assert live.view.sellers == batch.view.sellers


def fed(events: list[Event], edition: str = "8wh", options: Options | None = None) -> LiveJudge:
    live = LiveJudge(edition, "NL", options or Options())
    for event in events:
        live.observe(event)
    return live


@pytest.mark.parametrize("boundary", ["close", "next_open"])
@pytest.mark.parametrize("edition", EDITIONS)
@settings(max_examples=10)
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
            holidays = [*holidays, value]
        elif step == "calendar":
            live.set_holidays(value)
            holidays = value
        else:
            data = live.save()
            live = LiveJudge.restore(data)
            assert live.save() == data


@pytest.mark.parametrize("seed", range(6))
def test_forward_in_small_steps_with_an_event_between(seed: int):
    """As a service asks: every hour or so, nearly nothing new."""
    rng = np.random.default_rng(seed)
    coming, told = pieces(random_log(rng, 25), rng), []
    live = LiveJudge("8wh", "NL+BE")
    for place, event in enumerate(coming):
        live.observe(event)
        told.append(event)
        if place % 9 == 0:
            as_of = FIRST + place * SPAN_S // len(coming)
            alike(live.verdicts(as_of), judge(log_of(told), "8wh", "NL+BE", as_of))


@pytest.mark.parametrize("seed", range(4))
def test_what_is_saved_does_not_depend_on_the_order_of_events(seed: int):
    rng = np.random.default_rng(seed)
    events = pieces(random_log(rng, 20), rng)
    events += [Event("cases", 3, {"topic": topic}) for topic in ("size", "colour", "wash")]
    first, second = fed(events), fed([events[place] for place in rng.permutation(len(events))])
    first.verdicts(LATE)
    first.verdicts(FIRST)
    assert first.save() == second.save()
    again = LiveJudge.restore(first.save())
    assert again.save() == first.save()
    lines = {str(fault) for fault in first.faults}
    assert lines == {str(fault) for fault in second.faults} == {str(fault) for fault in again.faults}
    assert any("topic: colour and wash given" in line for line in lines)
    alike(first.verdicts(LATE), again.verdicts(LATE))


@pytest.mark.parametrize("years", [0, 1, 9, -7])
def test_dates_far_before_and_beyond_all_earlier_ones(years: int):
    """The cells stretch: what looks back over months or to a month's beginning must come along."""
    rng = np.random.default_rng(abs(years))
    near = whole_rows(random_log(rng, 20))
    far = [
        event._replace(
            id=100 + event.id,
            facts={
                name: value
                + years * 365 * (86_400 if name.endswith("_at") else 1 if name.endswith("_on") else 0)
                for name, value in event.facts.items()
            },
        )
        for event in whole_rows(random_log(rng, 20))
    ]
    live = fed(near, "24h-weekday")
    live.verdicts(LATE)
    for event in far:
        live.observe(event)
    as_of = LATE + max(years, 0) * 365 * 86_400
    alike(live.verdicts(as_of), judge(log_of(near + far), "24h-weekday", "NL", as_of))


def test_sellers_appear_one_by_one():
    events = whole_rows(random_log(np.random.default_rng(3), 30))
    named = [
        event._replace(facts=event.facts | {"seller_id": f"shop {place % 7}"})
        for place, event in enumerate(events)
    ]
    unnamed = [
        event._replace(id=500 + event.id, facts={n: v for n, v in event.facts.items() if n != "seller_id"})
        for event in events[::9]
    ]
    live, told = LiveJudge("8wh", "BE"), []
    for event in [*unnamed, *named]:
        live.observe(event)
        told.append(event)
        if len(told) % 40 == 0:
            alike(live.verdicts(FIRST + SPAN_S), judge(log_of(told), "8wh", "BE", FIRST + SPAN_S))


@pytest.mark.parametrize(
    "options",
    [
        Options(new_seller=True),
        Options(weeks=(week_from_label("2026-W44"), week_from_label("2026-W50"))),
        Options(weeks=(week_from_label("2027-W03"), week_from_label("2027-W05"))),  # beyond what is known
        Options(questions_norm=exact(0.05), returns_norm=Fraction(1, 30)),
        Options(prior_strikes=("2026-W40",), excused=(("on_time", "2026-W46"),)),
        Options(timezone="Asia/Jerusalem", hours="Sun-Thu 08:00-16:00"),
    ],
)
def test_what_a_seller_says_of_itself(options: Options):
    rng = np.random.default_rng(5)
    events = [
        event._replace(facts=event.facts | {"seller_id": 1}) for event in whole_rows(random_log(rng, 60))
    ]
    live = fed([events[place] for place in rng.permutation(len(events))], "8wh", options)
    for as_of in (FIRST + SPAN_S // 2, LATE):
        alike(live.verdicts(as_of), judge_by(log_of(events), "8wh", "NL", as_of, options))
    again = LiveJudge.restore(live.save())
    assert again.verdicts(LATE).view.options == options


def test_the_log_of_the_verdicts_is_that_of_the_rows():
    log = random_log(np.random.default_rng(2), 40)
    told = fed(whole_rows(log)).verdicts(LATE)
    assert policy_events(told.view.log, LATE) == policy_events(log, LATE)
    alike(told, judge(told.view.log, "8wh", "NL", LATE))
