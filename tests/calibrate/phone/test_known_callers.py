"""Callers of a log as a replay meets them: what is known of them is not drawn anew."""

from dataclasses import replace

import numpy as np
import pytest

from sim.calibrate.phone.attempts import Attempts, waiting
from sim.calibrate.phone.availability import explained, present_share
from sim.calibrate.phone.callers import Laws, by_queue, drawn, fit_laws, known
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


def test_who_hangs_up_on_hearing_of_a_queue_does_not_do_so_whoever_is_free():
    """Of 2,000 who find somebody free 1% hang up at once; of those who have to wait a fifth.

    Of these 500 find nobody before them, and 400 of them wait; behind each of those comes another one.
    """
    rows: list[tuple] = []
    for n in range(2000):
        rows.append((900 * n, *(("abandoned", 0, -1) if n % 100 == 0 else ("answered", 0, 60 + n % 90))))
    for n in range(500):
        begin, behind = 900 * n + 300, ("abandoned", 0, -1) if n % 25 < 5 else ("answered", 60, 60 + n % 90)
        if n % 5 == 4:
            rows.append((begin, "abandoned", 0, -1))
        else:
            rows += [(begin, "abandoned", 90 + n % 60, -1), (begin + 5, *behind)]
    log = by_hand(*sorted(rows))
    calls = replace(log, counts=np.ones(len(log), bool))
    at_work = np.array([[calls.at[0], calls.at[-1] + 1]])
    whoever = fit_laws(calls, at_work)
    assert whoever is not None and whoever.at_once_share > 0.05
    heard = by_queue(whoever, calls, at_work)
    assert heard.at_once_share == pytest.approx(0.01)
    assert heard.soon_share > whoever.soon_share


def alone_and_behind(alone_at_once: int, behind_at_once: int) -> tuple[Attempts, np.ndarray]:
    """300 who are answered at once, 700 who wait with nobody before them, and 300 behind others.

    Of those behind so many hang up at once, and so many more with nobody before them.
    """
    rows: list[tuple] = [(900 * n, "answered", 0, 60) for n in range(300)]
    rows += [(900 * n + 300, "abandoned", 200, -1) for n in range(700)]
    rows += [(900 * n + 600, "abandoned", 0, -1) for n in range(alone_at_once)]
    behind = [("abandoned", 0, -1)] * behind_at_once + [("answered", 100, 60)] * (300 - behind_at_once)
    rows += [(900 * n + 305, *one) for n, one in enumerate(behind)]
    log = by_hand(*sorted(rows))
    return replace(log, counts=np.ones(len(log), bool)), np.array([[log.at[0], log.at[-1] + 1]])


@pytest.mark.parametrize(
    ("alone_at_once", "behind_at_once", "share"),
    [
        (0, 0, 0.0),
        (100, 0, 100 / 400),
        (250, 60, 75 / 375),  # 700 / 0.8 - 700 = 175 of the 250 hung up on hearing of a queue
        (175, 60, 0.0),
        (0, 60, 0.0),  # fewer than those 175: nobody does so whoever is free
        (0, 120, None),  # 700 / 0.6 found everybody at work, of 1,000 who came
        (0, 180, None),
        (0, 240, None),
        (0, 300, None),  # nobody stays, so nobody knows how many found everybody at work
    ],
)
def test_who_hangs_up_whoever_is_free_is_a_share_or_not_known(alone_at_once, behind_at_once, share):
    """Where it is not known it was told as 2.8, 1.4 or 1.12, or divided by nothing."""
    calls, at_work = alone_and_behind(alone_at_once, behind_at_once)

    expected = LAWS.at_once_share if share is None else pytest.approx(share)
    assert by_queue(LAWS, calls, at_work).at_once_share == expected


@pytest.mark.parametrize(
    "desk",
    [
        Desk(weeks=4),
        Desk(weeks=4, on_a_queue=0.0),
        Desk(weeks=4, whoever_is_free=0.0),
        Desk(weeks=4, whoever_is_free=0.05, on_a_queue=0.15),
    ],
)
def test_of_simulated_desks_it_is_what_was_drawn(desk):
    log, at_work = log_of(desk, seed=2)
    calls = seen(EventLog(calls=log))
    laws = fit_laws(calls, at_work)
    assert laws is not None

    assert by_queue(laws, calls, at_work).at_once_share == pytest.approx(desk.whoever_is_free, abs=0.005)


@needs_january
def test_people_are_as_much_at_work_on_one_day_as_on_the_next():
    """With what is known of each call, days differ half as much (sd 0.08) as with all of it drawn anew."""
    calls = january("Sun-Thu 09:00-17:00")
    at_work = seen_at_work(calls)
    laws = fit_laws(calls, at_work)
    assert laws is not None
    laws = by_queue(laws, calls, at_work)
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
    laws = by_queue(laws, calls, at_work)

    def spread(spans) -> float:
        parts = [explained(own, span, laws, n) for n, (own, span) in enumerate(spans)]
        return float(
            np.std([present_share(days.only(days.day == day)) for days in parts for day in days.day])
        )

    spans = [(own, span) for _, own, span in weeks(calls, at_work)]
    assert spread(spans) < 0.75 * spread([(own, span.drawn_anew()) for own, span in spans])
