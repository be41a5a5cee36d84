"""Handle times: the law, its distance and its errors, against scipy and against known laws."""

import numpy as np
import pytest
from scipy import stats

from sim.calibrate.phone.laws.handling import by_topic, handled_s, handling

from .logs import by_hand, january, needs_january


def test_short_calls_are_an_atom_of_their_own():
    lasted = np.concatenate([np.full(20, 3), np.full(30, 100), np.full(50, 200)])

    law = handling(lasted)

    assert (law.calls, law.short, law.short_share, law.short_s) == (100, 20, 0.2, 3.0)
    assert law.mu == pytest.approx((30 * np.log(100) + 50 * np.log(200)) / 80)


def test_the_distance_is_that_of_kolmogorov_and_smirnov():
    lasted = np.rint(np.random.default_rng(3).gamma(2, 90, 500)).astype(int) + 10

    law = handling(lasted)

    known = stats.kstest(lasted, stats.lognorm(law.sigma, scale=np.exp(law.mu)).cdf).statistic
    assert law.distance == pytest.approx(known, abs=1e-12)


def test_errors_are_those_of_many_logs():
    rng = np.random.default_rng(11)
    laws = [handling(10 + np.exp(rng.normal(5, 0.8, 400))) for _ in range(400)]

    for name in ("minutes", "sigma"):
        spread = np.std([getattr(law, name) for law in laws])
        promised = np.mean([getattr(law, f"{name}_error") for law in laws])
        assert promised == pytest.approx(spread, rel=0.12)  # a spread of 400 is known to 3.5%


@pytest.mark.parametrize("lasted", [np.full(49, 60), np.full(100, 60), np.arange(10)])
def test_too_few_calls_or_calls_all_alike_carry_no_law(lasted):
    assert handling(lasted) is None


def test_topics_are_told_by_their_frequency_and_only_where_calls_are_enough():
    spread = np.random.default_rng(5).integers(20, 400, 400)
    topics = ["few"] * 20 + ["some"] * 120 + ["most"] * 200 + [""] * 60
    rows = [(n, "answered", int(s), topic) for n, (s, topic) in enumerate(zip(spread, topics, strict=True))]

    told = by_topic(by_hand(*rows, names="attempted_at outcome handled_s topic"))

    assert [(name, law.calls) for name, law in told.items()] == [("most", 200), ("some", 120)]


@needs_january
def test_the_calls_of_january_as_a_whole_and_of_the_regular_type_are_lognormal():
    """Brown et al., JASA 2005, section 4.2; of calls of ten seconds and more."""
    calls = january()
    law, types = handling(handled_s(calls)), by_topic(calls)

    assert (law.mu, law.sigma) == (pytest.approx(4.83, abs=0.01), pytest.approx(0.93, abs=0.01))
    assert max(law.distance, types["PS"].distance) <= 0.03
    assert 0.05 <= law.short_share <= 0.06
    assert {name for name, one in types.items() if one.distance > 0.05} == {"TT", "PE"}
