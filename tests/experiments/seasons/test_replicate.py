"""One season: both engines, the same customers under every plan, and counts that a log proves."""

from dataclasses import replace

import numpy as np
import pytest

from sim.deadline import NEVER
from sim.experiments.seasons.replicate import (
    BAD,
    GOOD,
    MAIL,
    MET,
    PENDING,
    STRIKE,
    TOTAL,
    season_counts,
    season_log,
    verdicts_of,
)
from sim.norms.editions.edition import NORMS
from sim.norms.log import Calls, Cases
from sim.norms.options import Options
from sim.norms.verdicts import judge_by
from tests.experiments.shops import tiny

SHOP = tiny()
NOBODY_ASKS_AGAIN = tiny(
    ("[work]", "follow_up_share = 0\nmails_again_share = 0\n[calls]\nredial_share = 0\n[work]")
)
PHONE_CASE = Cases.choices("channel").index("phone")
ANSWERED = Calls.choices("outcome").index("answered")


@pytest.mark.parametrize("replication", range(3))
def test_the_reference_engine_counts_the_same(replication: int):
    shop = replace(tiny(("questions_per_week = 240", "questions_per_week = 400")), boundary="next_open")
    fast, right = (season_counts(shop, 3, replication, engine) for engine in ("kernel", "reference"))
    assert np.array_equal(fast.verdicts, right.verdicts)
    assert np.array_equal(fast.load, right.load)
    assert (
        fast.verdicts[:, NORMS.index("response"), BAD].sum() > 0
    )  # a shop in which nobody waits proves nothing


def test_the_boundary_decides_what_is_answered_in_the_evening():
    """A mail of the night has used its eight hours at 17:00; an answer at 19:00 hangs on the reading."""
    evening = tiny(
        ('Sanne = "mon-fri 09:00-17:00"', 'Sanne = "mon-fri 13:00-21:00"'),
        ('Mehmet = "mon-thu 09:00-17:00"', 'Mehmet = "mon-thu 13:00-21:00"'),
    )
    late = [
        season_counts(replace(evening, boundary=boundary), 1, 0)
        .verdicts[:, NORMS.index("response"), BAD]
        .sum()
        for boundary in ("close", "next_open")
    ]
    assert late[0] > late[1]


def test_the_same_customers_meet_endless_staff():
    scarce = season_log(NOBODY_ASKS_AGAIN, 1, 0)
    endless = season_log(NOBODY_ASKS_AGAIN.with_endless_staff(), 1, 0)
    written = [log.cases.arrived_at[log.cases.channel != PHONE_CASE] for log in (scarce, endless)]
    assert len(written[0]) > 100
    assert np.array_equal(*written)
    assert np.array_equal(scarce.calls.attempted_at, endless.calls.attempted_at)
    assert (scarce.calls.outcome == ANSWERED).sum() < (endless.calls.outcome == ANSWERED).sum()


def test_endless_staff_answers_every_question_before_it_is_due():
    shop = NOBODY_ASKS_AGAIN.with_endless_staff()
    response = season_counts(shop, 1, 0).verdicts[:, NORMS.index("response")]
    assert response[:, BAD].sum() == 0 and response[:, GOOD].sum() > 100


def test_counts_are_those_of_the_judged_log():
    verdicts = verdicts_of(SHOP, season_log(SHOP, 1, 0))
    table = season_counts(SHOP, 1, 0).verdicts
    for verdict in verdicts:
        row = table[SHOP.season.weeks.index(verdict.week), NORMS.index(verdict.norm)]
        assert row.tolist() == [
            *(verdict.good, verdict.bad, verdict.pending, verdict.total),
            *(verdict.met, verdict.mail, verdict.strike),
        ]
    assert len(verdicts) == 2 * len(NORMS)


def test_other_hours_of_the_norm_judge_the_same_customers_anew():
    """By hand: the log of the shop as it is, judged by the hours of its Saturdays too."""
    saturdays = tiny(('holidays = "NL"', 'holidays = "NL"\nhours = "mon-sat 09:00-17:00"'))
    log, hours = season_log(SHOP, 1, 0), "Mon-Sat 09:00-17:00"
    verdicts = judge_by(log, "8wh", "NL", SHOP.season.until, Options(hours=hours))
    by_hand = {(one.week, one.norm): (one.good, one.bad, one.total) for one in verdicts}
    table = season_counts(saturdays, 1, 0).verdicts
    for place, norm in enumerate(NORMS):
        if norm in ("response", "phone"):
            for week, monday in enumerate(SHOP.season.weeks):
                counted = table[week, place, [GOOD, BAD, TOTAL]].tolist()
                assert counted == list(by_hand[monday, norm])
    response = NORMS.index("response")
    assert table[:, response, BAD].sum() > season_counts(SHOP, 1, 0).verdicts[:, response, BAD].sum()


def test_a_week_is_judged_when_it_is_final_so_nothing_is_pending():
    table = season_counts(SHOP, 1, 0).verdicts
    assert table[:, NORMS.index("response"), PENDING].sum() == 0
    assert table[:, NORMS.index("response"), TOTAL].min() > 0


def test_a_shop_without_orders_is_judged_by_its_contacts_alone():
    counts = season_counts(tiny(("[orders]\nitems_per_week = 400\n", "")), 1, 0).verdicts
    asked = {norm for place, norm in enumerate(NORMS) if counts[:, place, TOTAL].any()}
    assert asked == {"response", "phone"}


@pytest.mark.parametrize("questions", ["0", "0.1"])
def test_a_season_in_which_nobody_asks_has_all_its_weeks_and_no_data(questions: str):
    quiet = tiny(("[orders]\nitems_per_week = 400\n", ""), ("per_week = 240", f"per_week = {questions}"))
    seasons = [season_counts(quiet, 1, replication).verdicts for replication in range(8)]
    assert {season.shape for season in seasons} == {(2, len(NORMS), 7)}
    silent = [season for season in seasons if not season[..., TOTAL].any()]
    assert silent and all((season[..., MET] == -1).all() for season in silent)
    assert not any(season[..., [GOOD, BAD, PENDING, MAIL, STRIKE]].any() for season in silent)


def test_holidays_follow_the_country_unless_the_file_names_them():
    assert SHOP.holidays == "NL"
    assert tiny(('holidays = "NL"', "")).holidays == "NL+BE"
    assert tiny(('holidays = "NL"', 'country = "BE"')).holidays == "BE"


def test_the_load_of_a_week_is_the_people_on_duty_and_the_work_that_came():
    """Two people, nine shifts of 8 hours less a lunch of half an hour, away for 16% of the time or ill."""
    shop = tiny(("[orders]", "[absence]\nsick_day_chance = 0\nsick_week_chance = 0\n[orders]"))
    offered, on_duty, overtime, cents = np.mean(
        [season_counts(shop, 1, one).load for one in range(8)], axis=(0, 1)
    )
    planned = 9 * 7.5 * 3600
    assert 0.78 * planned < on_duty < 0.90 * planned
    assert 240 * 0.8 * 9 * 60 < offered < 2 * 240 * 9 * 60
    assert overtime == cents == 0


def test_no_case_is_answered_before_it_came():
    log = season_log(SHOP, 2, 0)
    answered = log.cases.answered_at != NEVER
    assert (log.cases.answered_at[answered] >= log.cases.arrived_at[answered]).all()
