"""Draws by name: independent of order, begun alike, and of the laws they claim."""

from hashlib import blake2b

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.deadline.kernel.compiled import compiled
from sim.draws import (
    Streams,
    binomial,
    gamma,
    grades,
    group_of,
    lognormal,
    poisson,
    poisson_of,
    triangular,
    two_halves,
    uniform_rows,
)

U = np.array([1e-6, 0.01, 0.25, 0.5, 0.75, 0.99, 1 - 1e-6])


def test_a_stream_does_not_depend_on_what_was_asked_before():
    first, second = Streams(1, 0), Streams(1, 0)
    second.uniform("something else", 1000)
    second.uniform("mail", 7)

    assert (first.uniform("mail", 100) == second.uniform("mail", 100)).all()


def test_a_longer_draw_begins_with_the_shorter_one():
    assert (Streams(1, 0).uniform("mail", 10_000)[:10] == Streams(1, 0).uniform("mail", 10)).all()


@pytest.mark.parametrize(
    ("streams", "name", "numbers"),
    [
        (Streams(2, 0), "mail", (3,)),
        (Streams(1, 1), "mail", (3,)),
        (Streams(1, 0), "call", (3,)),
        (Streams(1, 0), "mail", (4,)),
        (Streams(1, 0), "mail", ()),
        (Streams(1, 0), "mail", (3, 0)),
    ],
)
def test_seed_replication_name_and_numbers_each_open_another_stream(streams, name, numbers):
    one, other = Streams(1, 0).uniform("mail", 2000, 3), streams.uniform(name, 2000, *numbers)

    assert abs(np.corrcoef(one, other)[0, 1]) < 4 / np.sqrt(2000)


def test_uniform_draws_are_uniform():
    assert stats.kstest(Streams(1, 0).uniform("mail", 10_000), "uniform").pvalue > 1e-4


def test_splitmix64_gives_the_published_numbers_at_any_place():
    known = np.array(
        [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431], "u8"
    )

    for places in ([0, 1, 2, 3], [3, 0]):
        drawn = np.empty(len(places))
        compiled(uniform_rows)(np.uint64(1234567), np.array(places), drawn)
        assert (drawn == (known[places] >> np.uint64(11)) / 2**53).all()


def test_draws_stay_the_same_from_version_to_version():
    # BLAKE2b of the key as a stream writes it, by Python's own integers; the generator's by the definition.
    begin = int.from_bytes(blake2b(b"1 0 mail (3,)", digest_size=8).digest(), "little")

    def by_hand(place: int) -> float:
        state = (begin + (place + 1) * 0x9E3779B97F4A7C15) % 2**64
        state = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) % 2**64
        state = ((state ^ (state >> 27)) * 0x94D049BB133111EB) % 2**64
        return ((state ^ (state >> 31)) >> 11) / 2**53

    assert Streams(1, 0).uniform("mail", 5, 3).tolist() == [by_hand(place) for place in range(5)]


@pytest.mark.parametrize("sigma", [0.2, 0.9])
def test_lognormal_draws_have_the_quantiles_of_the_law(sigma):
    np.testing.assert_allclose(lognormal(U, 6.5, sigma), stats.lognorm(sigma, scale=6.5).ppf(U), rtol=1e-9)


@pytest.mark.parametrize("sd", [0.033, 0.3, 1, 2])
def test_gamma_draws_have_mean_1_and_the_quantiles_of_the_law(sd):
    np.testing.assert_allclose(gamma(U, sd), stats.gamma(sd**-2, scale=sd**2).ppf(U), rtol=1e-7)


@pytest.mark.parametrize("times", [(1.2, 1.35, 1.6), (1, 1, 2), (0, 3, 3)])
def test_triangular_draws_have_the_quantiles_of_the_law(times):
    low, likely, high = times
    law = stats.triang((likely - low) / (high - low), low, high - low)

    np.testing.assert_allclose(triangular(U, times), law.ppf(U), rtol=1e-9)
    assert triangular(0.5, times) == pytest.approx(law.ppf(0.5))


def test_no_spread_is_no_luck():
    assert set(gamma(U, 0)) == {1}
    assert set(triangular(U, (2, 2, 2))) == {2}
    np.testing.assert_allclose(lognormal(U, 3, 0), 3)


def test_the_least_and_the_greatest_draw_stay_finite():
    edges = np.array([0.0, np.nextafter(1, 0)])

    for drawn in (lognormal(edges, 6.5, 0.9), gamma(edges, 0.3), triangular(edges, (1, 2, 3))):
        assert np.isfinite(drawn).all() and drawn[0] < drawn[1]


# Counts

MANY = np.concatenate([np.random.default_rng(3).random(2000), U * 0.999999, [1e-11, 1 - 1e-11]])


@pytest.mark.parametrize("mean", [0, 1e-3, 0.7, 30, 1500, 2.5e6])
def test_poisson_draws_have_the_quantiles_of_the_law(mean):
    wanted = stats.poisson(mean).ppf(MANY)

    assert (poisson(MANY, np.full(len(MANY), mean)) == wanted).all()
    assert (poisson_of(MANY, mean) == wanted).all()


@pytest.mark.parametrize("share", [0, 1e-6, 0.01, 0.47, 0.97, 1])
@pytest.mark.parametrize("trials", [0, 1, 9, 1500, 1_000_000])
def test_binomial_draws_have_the_quantiles_of_the_law(trials, share):
    drawn = binomial(MANY, np.full(len(MANY), trials), np.full(len(MANY), share))

    assert (drawn == stats.binom(trials, share).ppf(MANY)).all()


def test_the_least_and_the_greatest_draw_are_counts_as_well():
    edges, ones = np.array([0.0, np.nextafter(1, 0)]), np.ones(2)

    for drawn in (poisson(edges, 1500 * ones), binomial(edges, np.array([1500, 1500]), 0.3 * ones)):
        assert 0 <= drawn[0] < drawn[1] < 2000
    assert binomial(edges, np.array([5, 5]), ones).tolist() == [5, 5]
    assert binomial(edges, np.array([5, 5]), 0 * ones).tolist() == [0, 0]


def test_a_higher_share_never_makes_a_count_smaller():
    trials = np.full(len(MANY), 40)
    counts = np.array([binomial(MANY, trials, np.full(len(MANY), share)) for share in np.linspace(0, 1, 101)])

    assert (np.diff(counts, axis=0) >= 0).all() and (counts[-1] == 40).all()


@pytest.mark.parametrize(("worst", "mean"), [(1, 8.8), (1, 4.6), (0, 8.0), (0, 0.0), (1, 1.0), (1, 10.0)])
def test_grades_are_a_binomial_law_above_the_worst_one(worst, mean):
    means = np.where(np.arange(len(MANY)) % 2, mean, 5.5)  # two laws at once, each place its own
    wanted = worst + stats.binom(10 - worst, (means - worst) / (10 - worst)).ppf(MANY)

    assert (grades(MANY, means, worst, 10) == wanted).all()


def test_more_draws_for_one_place_leave_the_others_as_they_were():
    few, many = (
        Streams(1, 0).uniform_each("grades", np.array(counts)) for counts in ((2, 3, 1), (5, 3, 0, 4))
    )

    assert (few[:2] == many[:2]).all()
    assert (few[2:5] == many[5:8]).all()
    assert len(few) == 6 and len(set(many.tolist())) == len(many) == 12
    assert Streams(1, 0).uniform_each("grades", np.array([], np.int64)).shape == (0,)


def test_a_far_place_has_its_draw_whatever_else_is_asked():
    places = np.array([0, 5, 2**32, 2**42 + 7])

    drawn = Streams(1, 0).uniform_at("far", places)

    assert Streams(1, 0).uniform_at("far", places[[3, 1]]).tolist() == drawn[[3, 1]].tolist()
    keys = ((1, 1, "far"), (2, 0, "far"), (1, 0, "near"), (1, 0, "far", 1))
    others = [Streams(*key[:2]).uniform_at(key[2], places, *key[3:]) for key in keys]
    assert all((other != drawn).all() for other in others)


def test_draws_at_places_are_uniform_and_know_nothing_of_each_other():
    places = (np.arange(100)[:, None] * 2**32 + np.arange(1000)).ravel()  # slots of a thousand

    u, v = (Streams(3, 0).uniform_at("slots", places, number) for number in (0, 1))

    assert stats.kstest(u, "uniform").pvalue > 0.001
    for one, other in ((u[:-1], u[1:]), (u[:-1000], u[1000:]), (u, v)):  # neighbours, slots, streams
        assert abs(np.corrcoef(one, other)[0, 1]) < 4 / np.sqrt(len(one))


halves = st.tuples(*(st.floats(0.1, 100) for _ in range(3)), st.floats(0.01, 0.4), st.floats(0.001, 0.999))


@given(halves)
def test_two_halves_are_normal_on_each_side_of_the_median(drawn):
    """By another way: the normal distribution function of each half, at its own spread, gives u back."""
    *widths, tail, u = drawn
    median, below, above = widths
    low, high = median - below, median + above
    value = float(two_halves(u, (low, median, high), tail))
    spread = (above if value > median else below) / -stats.norm.ppf(tail)
    assert stats.norm.cdf(value, median, spread) == pytest.approx(u, abs=1e-9)


def test_two_halves_have_the_quantiles_they_are_given():
    assert two_halves(np.array([0.05, 0.5, 0.95]), (6.1, 6.5, 7.9), 0.05) == pytest.approx([6.1, 6.5, 7.9])
    assert two_halves(0.2, (6.5, 6.5, 7.9), 0.05) == 6.5


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("season", "forecast"),
        ("week busyness before", "forecast"),
        ("uncertain people.Jan.speed", "forecast"),
        ("bad days in a row", "forecast"),
        ("mail ill today", "absence"),  # of somebody of that name
        ("flu before", "absence"),
        ("uncertain begins away", "absence"),
        ("mail handling", "luck"),
        ("late_share ", "luck"),
    ],
)
def test_a_stream_belongs_to_the_group_that_its_name_tells(name, group):
    assert group_of(name) == group


@pytest.mark.parametrize("name", ["weather", "seasons", "mails handling", "before a holiday"])
def test_a_stream_of_no_group_is_refused(name):
    with pytest.raises(LookupError, match=name):
        group_of(name)


def test_groups_that_are_drawn_anew_change_and_all_others_stay():
    plain, anew = Streams(1, 0), Streams(1, 0, frozenset({"luck", "absence"}))
    assert (plain.uniform("season", 9) == anew.uniform("season", 9)).all()
    for name in ("mail handling", "Sanne away"):
        one, other = plain.uniform(name, 2000), anew.uniform(name, 2000)
        assert abs(np.corrcoef(one, other)[0, 1]) < 4 / np.sqrt(2000)
