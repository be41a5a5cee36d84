"""Callers of a log as a replay meets them: what is known of them is not drawn anew."""

import numpy as np
import pytest

from sim.calibrate.phone.attempts import Attempts, waiting
from sim.calibrate.phone.availability import explained, present_share
from sim.calibrate.phone.callers import Laws, drawn, fit_laws, known
from sim.calibrate.phone.laws.handling import Handling
from sim.calibrate.phone.laws.patience import BEYOND_S, Weibull
from sim.calibrate.phone.people.at_work import seen_at_work
from sim.calibrate.phone.replay import weeks
from sim.draws import Streams
from sim.norms.log import EventLog

from ..backtest.desks import Desk, log_of
from .logs import by_hand, january, needs_january, seen

LAWS = Laws(
    Handling(1000, 0, 0.0, 0.0, 5.0, 0.9, 0.01),
    Weibull(300.0, 0.8, np.eye(2), 500, 900),
    at_once_share=0.02,
    soon_share=0.05,
    rings_s=1e6,
)


def callers(*rows: tuple) -> tuple[Attempts, object]:
    log, streams = by_hand(*rows), Streams(3, 0)
    return log, known(drawn(len(log), LAWS, streams), log, LAWS, streams)


def test_what_a_log_tells_of_callers_is_as_it_was():
    _, told = callers(
        (0, "answered", 40, 200), (60, "abandoned", 75, -1), (120, "busy", -1, -1), (180, "answered", -1, 9)
    )
    assert told.gone.tolist() == [False, False, True, False]
    assert told.talks_s[[0, 3]].tolist() == [200, 9]
    assert told.waits_s[0] >= 40 and told.waits_s[1] == 75


def test_whom_the_voicemail_took_waits_until_then_and_no_longer():
    """One that takes calls at once, as at night, does not say how long they would have waited."""
    _, told = callers(*((n, "voicemail", 36, -1) for n in range(400)))
    _, at_night = callers(*((n, "voicemail", 0, -1) for n in range(400)))

    assert (told.waits_s == 36).all() and not told.gone.any()
    assert np.median(at_night.waits_s) > 60


@pytest.mark.parametrize("waited", [0, 4, 60, 400])
def test_who_was_answered_would_have_waited_longer_by_the_law(waited):
    """The share that waits another two minutes is that of the law among those who waited so long."""
    _, told = callers(*((n, "answered", waited, 100) for n in range(4000)))

    def stays(seconds: float) -> float:
        if seconds < BEYOND_S:
            return 1 - 0.05 * seconds / BEYOND_S
        return float(0.95 * LAWS.patience.after(seconds) / LAWS.patience.after(BEYOND_S))

    expected = stays(waited + 120) / stays(waited)
    assert (told.waits_s >= waited).all()
    assert np.mean(told.waits_s > waited + 120) == pytest.approx(expected, abs=0.03)


def test_of_the_quick_ones_as_many_hang_up_whoever_is_free_as_the_law_says():
    """2% of 4,000 are 80 of the 200 that hung up at once; the others gave up after as long as then."""
    log, told = callers(
        *((n, *(("abandoned", 3, -1) if n % 20 == 0 else ("answered", 0, 60))) for n in range(4000))
    )
    assert told.gone.sum() == pytest.approx(80, abs=20)
    assert not told.gone[~log.at_once].any() and (told.waits_s[log.at_once] == 3).all()


def test_who_waits_as_an_attempt_comes_is_counted():
    log = by_hand(
        (0, "abandoned", 100, -1), (10, "answered", 20, 9), (20, "answered", 0, 9), (30, "busy", -1, -1)
    )
    assert waiting(log).tolist() == [0, 1, 2, 1]  # the one that is answered at 30 waits no more


@needs_january
def test_people_are_as_much_at_work_on_one_day_as_on_the_next():
    """With what is known of each call, days differ half as much (sd 0.08) as with all of it drawn anew."""
    calls = january("Sun-Thu 09:00-17:00")
    at_work = seen_at_work(calls)
    laws = fit_laws(calls, at_work)
    assert laws is not None
    parts = [explained(own, span, laws, n) for n, (_, own, span) in enumerate(weeks(calls, at_work))]
    shares = [
        present_share(days.only(days.day == day))
        for days in parts
        for day in days.day[days.attempts > 500].tolist()
    ]
    assert len(shares) == 19 and np.std(shares) < 0.05


def test_a_day_of_long_calls_is_not_taken_for_one_of_people_who_are_away():
    """People are there for 78% of their time on each of ten days; handle times of days differ by 15%."""
    log, at_work = log_of(Desk(weeks=2, long_calls_sd=0.15), seed=4)
    calls = seen(EventLog(calls=log))
    laws = fit_laws(calls, at_work)
    assert laws is not None

    def spread(spans) -> float:
        parts = [explained(own, span, laws, n) for n, (own, span) in enumerate(spans)]
        return float(
            np.std([present_share(days.only(days.day == day)) for days in parts for day in days.day])
        )

    spans = [(own, span) for _, own, span in weeks(calls, at_work)]
    assert spread(spans) < 0.75 * spread([(own, span.drawn_anew()) for own, span in spans])
