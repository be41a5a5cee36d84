"""What endless staff could not prevent, and which guesses weigh: signs that everybody expects."""

import numpy as np
import pytest

from sim.experiments import doubts
from sim.experiments.doubts import floor, stacked, weights
from sim.experiments.replicate import BAD, GOOD, MET, season_counts
from sim.norms.edition import NORMS
from sim.scenario.guesses import GUESSES
from sim.scenario.schema import Scenario

from .shops import tiny

SHOP = tiny()
RESPONSE, PHONE = NORMS.index("response"), NORMS.index("phone")


def weight(shop, key: str):
    [one] = weights(shop, [key], 1, 6, workers=2)
    return one


def test_longer_mails_do_not_make_fewer_late_answers():
    assert weight(SHOP, "work.minutes_per_mail").late > 0


def test_more_hours_at_work_do_not_make_more_late_answers():
    tried = weight(SHOP, "work.really_at_work")
    assert tried.late < 0 and tried.missed_calls <= 0


def test_more_questions_by_phone_are_fewer_by_mail_and_more_missed_calls():
    tried = weight(SHOP, "contacts.phone_share")
    assert tried.late < 0 < tried.missed_calls


def test_a_higher_season_is_a_heavier_one():
    assert weight(SHOP, "season_factor").late > 0


def test_every_peak_is_raised():
    shop = tiny(("[work]", '[peaks]\n"2026-W48" = [1, 1, 1]\n"sinterklaas" = [1, 1, 1]\n[work]'))
    raised, season = weight(shop, "peaks"), weight(shop, "season_factor")
    assert 0 < raised.late < season.late  # the week before the first is in the season and in no peak


def test_the_heaviest_guess_comes_first():
    tried = weights(SHOP, ["absence.sick_day_chance", "season_factor", "calls.redial_share"], 1, 4, workers=1)
    sizes = [abs(one.late) + abs(one.missed_calls) for one in tried]
    assert sizes == sorted(sizes, reverse=True) and tried[0].key == "season_factor"


def test_what_is_zero_or_left_empty_is_no_guess_to_try():
    shop = tiny(("[work]", "follow_up_share = 0\n[work]"))
    assert weights(shop, ["contacts.follow_up_share", "peaks"], 1, 1, workers=1) == []


@pytest.mark.parametrize("share", ["0.95", "1"])
def test_a_share_is_raised_to_one_and_not_beyond(share: str):
    almost, full = (tiny(("phone_share = 0.2", f"phone_share = {text}")) for text in (share, "1"))
    missed = [stacked(shop, 1, 4, 1).verdicts[:, :, PHONE, BAD].sum(axis=1).mean() for shop in (almost, full)]
    assert weights(almost, ["contacts.phone_share"], 1, 4, 1)[0].missed_calls == missed[1] - missed[0]


def test_the_floor_is_a_recount_of_seasons_with_endless_staff():
    seasons = [season_counts(SHOP.with_endless_staff(), 1, number).verdicts for number in range(5)]
    found = floor(SHOP, 1, 5, workers=2)
    answered = sum(int(one[:, PHONE, GOOD].sum()) for one in seasons)
    missed = sum(int(one[:, PHONE, BAD].sum()) for one in seasons)
    assert found.phone_share == answered / (answered + missed)
    assert found.late_mean == np.mean([one[:, RESPONSE, BAD].sum() for one in seasons])
    for week, one in enumerate(found.phone_missed):
        assert one.share == sum(season[week, PHONE, MET] == 0 for season in seasons) / 5


def test_endless_staff_is_late_less_often_and_picks_up_more():
    few, many = stacked(SHOP, 1, 5, 2).verdicts, floor(SHOP, 1, 5, 2)
    assert many.late_mean < few[:, :, RESPONSE, BAD].sum(axis=1).mean()
    assert many.phone_share > few[:, :, PHONE, GOOD].sum() / few[:, :, PHONE, [GOOD, BAD]].sum()
    assert many.phone_share < 1  # some hang up at once


def test_a_shop_without_calls_misses_none():
    found = floor(tiny(("phone_share = 0.2", "phone_share = 0")), 1, 2, workers=1)
    assert found.phone_share == 1 and all(week.share == 0 for week in found.phone_missed)


@pytest.mark.parametrize("by_hour", [False, True])
@pytest.mark.parametrize("key", GUESSES)
def test_a_guess_is_raised_by_a_tenth_or_to_its_bound_whatever_else_the_file_says(key: str, by_hour: bool):
    contacts = {"questions_per_week": 500, "phone_share": 0.05}
    if by_hour:
        contacts["by_hour"] = {day: [1] * 24 for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    told = {"weeks": "2026-W47", "contacts": contacts, "people": {"A": "mon-fri 09:00-17:00"}}
    scenario = Scenario.model_validate({**told, "peaks": {"2026-W47": [1, 2, 3]}})

    raised = doubts._higher(scenario, key)

    assert raised is not None
    before, after = (flat(value_of(one, key)) for one in (scenario, raised))
    assert all(b == pytest.approx(1.1 * a) or b == 1 for a, b in zip(before, after, strict=True))


def value_of(scenario: Scenario, key: str):
    section, _, name = key.rpartition(".")
    return getattr(getattr(scenario, section) if section else scenario, name)


def flat(value) -> list[float]:
    if isinstance(value, dict):
        return [number for peak in value.values() for number in peak.times]
    return list(value) if isinstance(value, tuple) else [value]
