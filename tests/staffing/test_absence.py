"""Illness and time away: as often as stated, and each person's own."""

import numpy as np
import pytest
from scipy.stats import binom

from sim.draws import Streams
from sim.scenario.people.staff import Absence
from sim.scenario.season import season_of
from sim.staffing.absence import away, away_between, ill, week_chances

from .teams import OFFICE, scenario_of


@pytest.fixture(scope="module")
def season():
    return season_of(scenario_of({"Sanne": OFFICE}, "2025-W01..2026-W52"))


def sick(season, day=0.0, week=0.0, seeds=50):
    absence = Absence(sick_day_chance=day, sick_week_chance=week)
    return np.array([ill("Sanne", absence, season, Streams(1, seed)) for seed in range(seeds)])


def share_is(share, marked):
    return abs(marked.mean() - share) < 4 * np.sqrt(share * (1 - share) / marked.size)


def test_a_day_of_illness_has_the_stated_chance(season):
    assert share_is(0.03, sick(season, day=0.03))


def test_a_week_of_illness_has_the_stated_chance_and_runs_from_monday_to_sunday(season):
    days = sick(season, week=0.03)
    weeks = days[:, : days.shape[1] // 7 * 7].reshape(len(days), -1, 7)

    assert share_is(0.03, weeks[..., 0])
    assert (weeks == weeks[..., :1]).all()


def test_nobody_is_ill_without_a_chance(season):
    assert not sick(season).any()


@pytest.mark.parametrize(("present", "minutes"), [(0.84, 12), (0.5, 30), (0.95, 5)])
def test_people_are_at_the_desk_for_the_stated_share_at_any_moment(season, present, minutes):
    begin, seeds = int(season.starts[0]), 400
    gone = [away("Sanne", present, minutes * 60, season, Streams(1, seed)) for seed in range(seeds)]

    for moment in begin + np.array([0, 600, 3_600, 86_400, 700 * 86_400]):
        there = np.array([not ((pairs[:, 0] <= moment) & (moment < pairs[:, 1])).any() for pairs in gone])
        assert share_is(present, there)
    seconds = sum(int((np.minimum(pairs, season.until) @ [-1, 1]).sum()) for pairs in gone)
    assert seconds / seeds / (season.until - begin) == pytest.approx(1 - present, rel=0.01)


def test_the_mean_time_away_is_as_stated(season):
    lengths = away("Sanne", 0.84, 720, season, Streams(1, 0)) @ [-1, 1]

    assert abs(lengths.mean() - 720) < 4 * 720 / np.sqrt(len(lengths))


def test_times_away_stand_in_order_and_do_not_overlap(season):
    pairs = away("Sanne", 0.84, 720, season, Streams(1, 0))

    assert (np.diff(pairs.ravel()) >= 0).all() and (pairs[:, 0] < pairs[:, 1]).all()


def test_who_is_always_at_work_is_never_away(season):
    assert away("Sanne", 1.0, 720, season, Streams(1, 0)).shape == (0, 2)


def test_a_longer_season_leaves_earlier_illness_and_time_away_as_they_were(season):
    short = season_of(scenario_of({"Sanne": OFFICE}, "2025-W01..2025-W10"))
    absence, streams = Absence(sick_day_chance=0.2, sick_week_chance=0.2), Streams(1, 0)

    days = len(short.days)
    assert (ill("Sanne", absence, short, streams) == ill("Sanne", absence, season, streams)[:days]).all()
    few, many = (away("Sanne", 0.84, 720, one, streams) for one in (short, season))
    inside = few[:, 0] < short.until
    assert (few[inside] == many[: inside.sum()]).all()


def test_each_person_has_time_away_of_their_own(season):
    one, other = (away(name, 0.84, 720, season, Streams(1, 0))[:1000] for name in ("Sanne", "Joris"))

    assert not np.isin(one, other).all(axis=1).any()


def test_each_person_has_illness_of_their_own(season):
    absence = Absence(sick_day_chance=0.2, sick_week_chance=0)
    one, other = (ill(name, absence, season, Streams(1, 0)) for name in ("Sanne", "Joris"))

    assert abs(np.corrcoef(one, other)[0, 1]) < 4 / np.sqrt(len(one))


# The flu: people are ill together


def ill_in_a_week(flu, ill_then, usual, people=20, seeds=400):
    """How many of so many people are ill in each week: int64[seeds, weeks]."""
    season = season_of(scenario_of({"Sanne": OFFICE}, "2025-W01..2025-W20"))
    absence = Absence(
        sick_day_chance=0, sick_week_chance=usual, flu_week_chance=flu, sick_in_flu_week_chance=ill_then
    )
    days = [
        [ill(f"Agents {number}", absence, season, Streams(1, seed))[::7] for number in range(people)]
        for seed in range(seeds)
    ]
    return np.array(days).sum(axis=1)


def test_in_flu_weeks_people_are_ill_together_as_the_mixture_says():
    # The chance P of a week is q with chance f, else p. Of n people N are ill; given P they are independent:
    # E N = n E P and var N = n E P (1 - E P) + n (n - 1) var P, with var P = f (1 - f) (q - p)^2.
    n, f, q, p = 20, 0.15, 0.4, 0.03
    mean_p, var_p = f * q + (1 - f) * p, f * (1 - f) * (q - p) ** 2
    variance = n * mean_p * (1 - mean_p) + n * (n - 1) * var_p
    count = ill_in_a_week(f, q, p, n).ravel()

    assert variance > 3 * n * mean_p * (1 - mean_p)  # a multiplier would give the latter
    assert abs(count.mean() - n * mean_p) < 4 * np.sqrt(variance / count.size)
    fourth = ((count - count.mean()) ** 4).mean()
    assert abs(count.var() - variance) < 4 * np.sqrt((fourth - variance**2) / count.size)


def test_the_whole_law_of_people_ill_in_a_week_is_the_mixture_of_two_binomials():
    n, f, q, p = 12, 0.3, 0.5, 0.05
    count = ill_in_a_week(f, q, p, n).ravel()
    for k in range(n + 1):
        law = f * binom.pmf(k, n, q) + (1 - f) * binom.pmf(k, n, p)
        assert abs((count == k).mean() - law) < 4.5 * np.sqrt(law * (1 - law) / count.size) + 1e-12


def test_a_flu_only_adds_people_who_are_ill():
    season = season_of(scenario_of({"Sanne": OFFICE}, "2025-W01..2026-W52"))
    mild, bad = (
        Absence(sick_week_chance=0.05, flu_week_chance=flu, sick_in_flu_week_chance=then)
        for flu, then in ((0.1, 0.2), (0.3, 0.5))
    )
    for seed in range(20):
        none, some, many = (
            ill("Sanne", absence, season, Streams(1, seed))
            for absence in (Absence(sick_week_chance=0.05), mild, bad)
        )
        assert (none <= some).all() and (some <= many).all()


@pytest.mark.parametrize("length", [1, 2, 5])
def test_a_wave_of_the_flu_stays_for_its_weeks(length):
    """A week is free when no wave began in its last weeks: (1 - f) to the power of all weeks looked at."""
    f = 0.1
    absence = Absence(flu_week_chance=f, sick_in_flu_week_chance=1.0, flu_weeks_in_a_row=length)
    free = np.array([week_chances(absence, 30, Streams(3, seed)) < 1 for seed in range(3_000)])

    for week in (0, 1, 29):  # as often in the first week as later: waves begin before the season too
        assert share_is((1 - f) ** length, free[:, week])
    for later in range(1, length + 2):
        together = free[:, 10] & free[:, 10 + later]
        assert share_is((1 - f) ** (length + min(later, length)), together)


def test_every_wave_of_the_flu_has_its_length_and_a_longer_one_the_same_beginnings():
    def flu(length, seed):
        absence = Absence(flu_week_chance=0.05, sick_in_flu_week_chance=1.0, flu_weeks_in_a_row=length)
        return week_chances(absence, 60, Streams(3, seed)) == 1

    for seed in range(50):
        begins = np.flatnonzero(flu(1, seed))
        in_wave = {week + more for week in begins.tolist() for more in range(4)}
        assert [week in in_wave for week in range(3, 60)] == flu(4, seed)[3:].tolist()


def test_in_a_wave_a_whole_team_is_thinner_for_weeks():
    """Twenty people, each at home in a quarter of the weeks of a wave: 5 on average, week after week."""
    season = season_of(scenario_of({"Sanne": OFFICE}, "2025-W01..2025-W20"))
    absence = Absence(
        sick_day_chance=0,
        sick_week_chance=0,
        flu_week_chance=0.05,
        sick_in_flu_week_chance=0.25,
        flu_weeks_in_a_row=4,
    )
    counts = []
    for seed in range(300):
        streams = Streams(1, seed)
        wave = np.flatnonzero(week_chances(absence, 20, streams) > 0)
        ill_then = [ill(f"Agents {n}", absence, season, streams)[::7] for n in range(20)]
        counts += np.sum(ill_then, axis=0)[wave].tolist()

    assert len(counts) > 500
    assert abs(np.mean(counts) - 5) < 4 * np.sqrt(20 * 0.25 * 0.75 / len(counts))


def test_time_away_that_plans_share_is_drawn_once_and_nobody_may_write_to_it():
    one, other = (away_between("Sanne", 0.84, 720, (0, 86_400), Streams(1, 0)) for _ in range(2))
    assert one is other and len(one)
    with pytest.raises(ValueError, match="read-only"):
        one += 1
