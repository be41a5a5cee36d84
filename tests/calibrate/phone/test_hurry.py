"""Who hangs up at once whoever is free, and who on hearing of a queue: by hand, by truth, and how surely."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from sim.calibrate.fitted import fact
from sim.calibrate.phone.attempts import Attempts
from sim.calibrate.phone.availability import explained, joined, present_share
from sim.calibrate.phone.callers import fit_laws
from sim.calibrate.phone.figures import figures
from sim.calibrate.phone.laws.hurry import Hurry, hurry
from sim.calibrate.phone.laws.patience import BEYOND_S, Weibull
from sim.calibrate.phone.replay import answered, weeks
from sim.draws import Streams
from sim.norms.log import EventLog
from sim.staffing.intervals import NO_TIME

from ..backtest.desks import Desk, log_of
from .logs import by_hand, seen


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
    told = hurry(calls, at_work)
    assert told is not None
    assert (told.whoever_share, told.stay, told.heard) == pytest.approx((0.01, 0.8, 100))
    laws = fit_laws(calls, at_work)
    assert laws is not None
    assert (laws.at_once_share, laws.soon_share) == pytest.approx((0.01, 1 - 0.8 / 0.99))


def test_who_waits_until_the_voicemail_does_not_hang_up_at_once():
    """Of 250 behind others a fifth hang up at once; a voicemail at once tells nothing of anybody."""
    rows: list[tuple] = [(900 * n, "answered", 0, 60) for n in range(300)]
    rows += [(900 * n + 300, "voicemail", 36, -1) for n in range(400)]
    rows += [
        (900 * n + 305, "abandoned" if n % 5 == 0 else "voicemail", 0 if n % 5 == 0 else 36, -1)
        for n in range(250)
    ]
    rows += [(900 * n + 600, "voicemail", n % 2, -1) for n in range(400)]
    log = by_hand(*sorted(rows))
    calls = replace(log, counts=np.ones(len(log), bool))

    told = hurry(calls, np.array([[log.at[0], log.at[-1] + 1]]))

    assert told == Hurry(answered=300, waited=400, quick=0, behind=250, stay=0.8)


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
    told = hurry(*alone_and_behind(alone_at_once, behind_at_once))

    assert (told is None) == (share is None)
    if told is not None:
        assert told.whoever_share == pytest.approx(share)


@pytest.mark.parametrize(
    "desk",
    [
        Desk(weeks=4),
        Desk(weeks=4, on_a_queue=0.0),
        Desk(weeks=4, whoever_is_free=0.0),
        Desk(weeks=4, whoever_is_free=0.05, on_a_queue=0.15),
        Desk(weeks=4, whoever_is_free=0.05, on_a_queue=0.3, rings_s=36),
    ],
)
def test_of_simulated_desks_it_is_what_was_drawn(desk):
    """The law of the desk is known here: 94.5% of those who wait would wait longer than ten seconds."""
    log, at_work = log_of(desk, seed=2)
    told = hurry(seen(EventLog(calls=log)), at_work)
    assert told is not None

    assert told.whoever_share == pytest.approx(desk.whoever_is_free, abs=0.005)
    law = Weibull(380.0, 0.8, np.zeros((2, 2)), 500, 900)
    assert told.at_a_queue(law) == pytest.approx(desk.on_a_queue, abs=0.02)


@pytest.mark.parametrize("rings_s", [np.inf, 36])
def test_a_log_that_names_nobody_tells_as_much(rings_s):
    """Whoever was at work, somebody could have answered: no call is left out for want of a name."""
    log, at_work = log_of(Desk(weeks=4, rings_s=rings_s), seed=2)
    calls = seen(EventLog(calls=log))

    assert hurry(calls, NO_TIME) == hurry(calls, at_work) is not None


def test_without_names_few_calls_tell_who_hangs_up_at_once_all_the_same():
    """A tenth of all do; it was a share of no calls, so that nothing was known of callers."""
    rows = [(300 * n, "abandoned", 0 if n % 5 == 0 else 60 + n, -1) for n in range(100)]
    rows += [(300 * n + 150, "answered", 0, 60 + n) for n in range(100)]
    log = by_hand(*sorted(rows))
    calls = replace(log, counts=np.ones(len(log), bool))

    laws = fit_laws(calls, NO_TIME)

    assert hurry(calls, NO_TIME) is None
    assert laws is not None and laws.at_once_share == pytest.approx(0.1)


def test_calls_that_nobody_could_answer_do_not_tell_who_hangs_up_at_once():
    """20 of 200 do while somebody is there, and all of 300 before: they were told as 320 of 500."""
    rows = [(300 * n, "abandoned", 0 if n % 5 == 0 else 60 + n, -1) for n in range(100)]
    rows += [(300 * n + 150, "answered", 0, 60 + n) for n in range(100)]
    rows += [(n - 300, "abandoned", 0, -1) for n in range(300)]
    log = by_hand(*sorted(rows))
    calls = replace(log, counts=np.ones(len(log), bool))

    told = {one.key: one for one in figures(calls, np.array([[log.at[300], log.at[-1] + 1]]))}

    assert hurry(calls, NO_TIME) is None
    assert told["calls.hangs_up_at_once_share"].value == pytest.approx(0.1)
    assert told["calls.hangs_up_at_once_share"].rests_on == fact("attempts", n=200)


def test_a_desk_with_more_people_loses_as_few_calls_as_is_said():
    """Fitted with eleven people and played with fourteen, before whom hardly anybody queues.

    Were all who hang up at once taken to do so whoever is free, it would be 2.2 to 3.0 points too dark.
    """
    (calls, at_work), (other, more) = (
        (seen(EventLog(calls=log)), planned)
        for log, planned in (log_of(Desk(weeks=3, agents=agents), seed=6) for agents in (11, 14))
    )
    laws = fit_laws(calls, at_work)
    assert laws is not None
    days = joined(
        explained(own, span.drawn_anew(), laws, n) for n, (_, own, span) in enumerate(weeks(calls, at_work))
    )
    present = present_share(days)

    played = [
        answered(span.coming(own.at), laws, present, Streams(7, n))
        for n, (_, own, span) in enumerate(weeks(other, more))
    ]

    assert np.concatenate(played).mean() == pytest.approx(other.answered.mean(), abs=0.015)


def drawn(rng: np.random.Generator, whoever: float, at_a_queue: float, law: Weibull) -> Hurry:
    """2,000 who find somebody free, 900 who find all at work and nobody waiting, 1,500 who find others."""
    stay = (1 - whoever) * (1 - at_a_queue) * float(law.after(BEYOND_S))
    answered, waited, stayed = rng.binomial((2000, 900, 1500), (1 - whoever, stay, stay)).tolist()
    return Hurry(answered, waited, 2900 - answered - waited, 1500, stayed / 1500)


def test_the_errors_are_those_of_many_logs():
    rng, law = np.random.default_rng(6), Weibull(380.0, 0.8, np.zeros((2, 2)), 500, 900)
    logs = [drawn(rng, 0.03, 0.1, law) for _ in range(400)]

    for values, errors, truth in (
        ([one.whoever_share for one in logs], [one.whoever_error for one in logs], 0.03),
        ([one.at_a_queue(law) for one in logs], [one.at_a_queue_error(law) for one in logs], 0.1),
    ):
        assert np.mean(values) == pytest.approx(truth, abs=4 * np.std(values) / 20)
        assert np.mean(errors) == pytest.approx(np.std(values), rel=0.15)  # a spread of 400 is known to 3.5%
        held = np.abs(np.array(values) - truth) <= 1.645 * np.array(errors)
        assert stats.binomtest(int(held.sum()), 400, 0.9).pvalue > 0.001


def test_an_unsure_law_makes_the_share_at_a_queue_unsure():
    sure, unsure = (Weibull(380.0, 0.8, error**2 * np.eye(2), 500, 900) for error in (0.0, 0.1))
    told = Hurry(2000, 800, 160, 1500, 0.85)

    of_law = told.at_a_queue_error(unsure) ** 2 - told.at_a_queue_error(sure) ** 2
    laws = [
        Weibull(380 * np.exp(0.1 * a), 0.8 * np.exp(0.1 * b), np.eye(2), 500, 900)
        for a, b in np.random.default_rng(7).standard_normal((2000, 2))
    ]
    assert of_law**0.5 == pytest.approx(np.std([told.at_a_queue(law) for law in laws]), rel=0.1)
