"""Patience: Kaplan and Meier by hand, by the textbook and by scipy; the Weibull law against known truth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.calibrate.phone.laws.patience import Weibull, at_once, distance, kaplan_meier, waits, weibull

from .logs import by_hand, january, needs_january

# Remission of leukaemia under 6-MP, in weeks, and whether it ended (Freireich et al., Blood 21, 1963; worked
# in Kalbfleisch, Prentice, Statistical Analysis of Failure Time Data, 1.1, and Cox, Oakes, 1.2).
WEEKS = np.array([6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35])
ENDED = np.array([1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0], bool)


def test_the_estimate_by_hand():
    """Five wait: 2 hangs up, 3 is answered, 3 hangs up, 5 is answered, 8 hangs up.

    At 2 five are at risk: 4/5. At 3 four, the one answered in that second too: 4/5 x 3/4. At 8 one: nobody.
    """
    told = kaplan_meier(np.array([2, 3, 3, 5, 8]), np.array([True, False, True, False, True]))

    assert told.at_s.tolist() == [2, 3, 8]
    assert told.at_risk.tolist() == [5, 4, 1]
    assert told.share == pytest.approx([4 / 5, 3 / 5, 0])
    assert [told.after(s) for s in (0, 1.9, 2, 4, 8)] == pytest.approx([1, 1, 4 / 5, 3 / 5, 0])
    assert told.median_s == 8


def test_the_estimate_of_the_textbook():
    told = kaplan_meier(WEEKS, ENDED)

    assert told.at_s.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert told.share.round(4).tolist() == [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482]
    assert told.median_s == 23


@given(st.lists(st.tuples(st.integers(1, 30), st.booleans()), min_size=1, max_size=40))
def test_the_estimate_is_that_of_scipy(rows):
    waited, hung_up = (np.array(column) for column in zip(*rows, strict=True))
    hung_up = hung_up.astype(bool)

    told = kaplan_meier(waited, hung_up)

    known = stats.ecdf(stats.CensoredData(uncensored=waited[hung_up], right=waited[~hung_up])).sf
    moments = np.arange(32)
    assert [told.after(s) for s in moments] == pytest.approx(known.evaluate(moments), abs=1e-12)


def test_the_band_is_that_of_scipy():
    told = kaplan_meier(WEEKS, ENDED)

    known = stats.ecdf(stats.CensoredData(uncensored=WEEKS[ENDED], right=WEEKS[~ENDED])).sf
    band = known.confidence_interval(0.9, method="log-log")
    assert told.low == pytest.approx(band.low.evaluate(told.at_s))
    assert told.high == pytest.approx(band.high.evaluate(told.at_s))


def law_of(scale_s: float, shape: float) -> Weibull:
    return Weibull(scale_s, shape, 0.01 * np.eye(2), 100, 1000)


def drawn(rng: np.random.Generator, n: int = 4000, scale: float = 300, shape: float = 0.8):
    """Callers of known patience, each answered after some time unless gone: whole seconds."""
    patience = scale * rng.weibull(shape, n)
    answered_after = rng.exponential(150, n)
    return np.rint(np.minimum(patience, answered_after)).astype(int), patience < answered_after


def test_the_law_of_known_callers_is_found_and_its_errors_are_those_of_many_logs():
    rng = np.random.default_rng(2)
    laws = [weibull(*drawn(rng)) for _ in range(200)]
    scales, shapes = (np.log([getattr(law, name) for law in laws]) for name in ("scale_s", "shape"))

    for logs, truth, errors in zip(
        (scales, shapes), (300, 0.8), np.transpose([law.errors for law in laws]), strict=True
    ):
        promised = np.mean(errors)
        assert promised == pytest.approx(logs.std(), rel=0.17)  # a spread of 200 is known to 5%
        held = np.abs(logs - np.log(truth)) <= 1.645 * errors
        assert stats.binomtest(int(held.sum()), 200, 0.9).pvalue > 0.001


def test_who_hangs_up_at_once_moves_no_law():
    waited, hung_up = drawn(np.random.default_rng(4))
    more = np.concatenate([waited, np.full(500, 4)])

    told, before = weibull(more, np.append(hung_up, np.ones(500, bool))), weibull(waited, hung_up)
    assert (told.scale_s, told.shape, told.waited) == (before.scale_s, before.shape, before.waited)


def test_the_law_without_entry_is_that_of_scipy():
    waited, hung_up = drawn(np.random.default_rng(5), n=600)
    waited = waited + 1
    law = weibull(waited, hung_up, since_s=0)

    known = stats.weibull_min.fit(
        stats.CensoredData(uncensored=waited[hung_up], right=waited[~hung_up]), floc=0
    )
    assert (law.shape, law.scale_s) == pytest.approx((known[0], known[2]), rel=1e-3)


def test_too_few_hang_ups_and_waits_all_alike_carry_no_law():
    assert weibull(np.arange(60, 109), np.ones(49, bool)) is None
    assert weibull(np.full(100, 60), np.ones(100, bool)) is None


def test_the_distance_is_the_largest_gap():
    """Of sixty who wait, thirty leave at 20 s: just before all are there, the law says e^-0.1."""
    waited = np.concatenate([np.full(30, 20), np.full(30, 100)])
    seen = kaplan_meier(waited, waited == 20)

    assert distance(seen, law_of(100.0, 1.0), since_s=10) == pytest.approx(np.exp(-0.1) - 0.5)
    assert distance(seen, law_of(20.0, 1.0), since_s=10) == pytest.approx(1 - np.exp(-0.5))


def test_draws_beyond_ten_seconds_follow_the_law_of_who_still_waits():
    law = law_of(300.0, 0.8)
    u = (np.arange(20_000) + 0.5) / 20_000

    longer = law.beyond(10.5, u)

    for seconds in (11.5, 60.5, 300.5):
        assert (longer > seconds).mean() == pytest.approx(law.after(seconds) / law.after(10.5), abs=1e-3)


def test_who_leaves_the_menu_hangs_up_at_once_and_others_by_what_the_law_leaves():
    """Of 100 who waited 20 s the law takes some ten; here twelve left in the menu, 30 after 5 s."""
    law = law_of(100.0, 1.0)
    waiting = [(n, "answered", 20, 60) for n in range(100)]
    in_menu = [(n, "abandoned", 0, -1) for n in range(12)]
    soon = [(n, "abandoned", 5, -1) for n in range(30)]

    told = at_once(by_hand(*waiting, *in_menu, *soon), law)
    assert (told.attempts, told.quick, told.never_waited) == (142, 42, 12)
    assert told.share == pytest.approx((42 - 100 * 0.105 / (1 - 0.05)) / 142)  # ten seconds end at 10.5

    assert at_once(by_hand(*waiting, *in_menu), law).share == 12 / 112


def test_quick_hang_ups_are_shared_out_between_the_law_and_those_who_never_meant_to_wait():
    """Whom the law does not take hangs up at once; whom it takes is impatient, but for who left the menu."""
    calls = by_hand(
        *[(n, "answered", 20, 60) for n in range(100)], *[(n, "abandoned", 5, -1) for n in range(20)]
    )

    told = at_once(calls, law_of(1e9, 1.0))  # by whose law nobody would

    assert told.share == pytest.approx(20 / 120)
    assert told.soon_share == pytest.approx(0, abs=1e-6)
    menu = at_once(
        by_hand(*[(n, "answered", 20, 60) for n in range(100)], (0, "abandoned", 0, -1)), law_of(1.0, 1.0)
    )
    assert (menu.share, menu.soon_share) == (1 / 101, 0.0)


def test_the_error_of_the_first_ten_seconds_is_that_of_many_logs():
    rng = np.random.default_rng(9)
    laws = [weibull(*drawn(rng)) for _ in range(200)]

    spread = np.std([np.log(law.hazard(10.5)) for law in laws])
    assert np.mean([law.hazard_error(10.5) for law in laws]) == pytest.approx(spread, rel=0.17)


@needs_january
def test_the_callers_of_january():
    """Of calls that queued half hang up within 311 s; who reaches 60 s and 120 s: 83.3% and 72.4%."""
    waited, hung_up = waits(january())
    told, law = kaplan_meier(waited, hung_up), weibull(waited, hung_up)

    assert told.median_s == 311
    assert told.after(59) == pytest.approx(0.833, abs=0.003)
    assert told.after(119) == pytest.approx(0.724, abs=0.004)
    assert distance(told, law) < 0.04
    assert distance(told, weibull(waited, hung_up, since_s=0)) > 0.05  # who hangs up at once spoils it
