from dataclasses import replace

import numpy as np

from sim.norms import EventLog, judge
from sim.norms.log import Items, Reviews
from sim.norms.standing.score import standing
from tests.norms.logs import at, day, questions

MONDAYS = [day("2026-10-05") + 7 * week for week in range(8)]  # W41 to W48


def eight_weeks(late: list[int]) -> EventLog:
    """100 items a week, so many of them late."""
    promised = np.repeat(MONDAYS, 2)
    is_late = np.tile([0, 1], 8)
    noon = at("2026-10-05 12:00") + (promised - MONDAYS[0]) * 86_400
    return EventLog(
        items=Items(
            promised_on=promised,
            attempted_at=noon + is_late * 86_400,
            cancelled_at=np.full(16, -(2**63)),
            quantity=np.where(is_late, np.repeat(late, 2), 100 - np.repeat(late, 2)),
        ),
        reviews=Reviews(
            given_at=[at("2026-10-06 12:00")] * 5 + [at("2026-11-10 12:00")] * 5, grade=[10] * 5 + [7] * 5
        ),
    )


def test_the_last_six_final_weeks_are_pooled():
    """On 9 December 2026 the weeks up to W47 are final: W42 to W47 count, W41 no more and W48 not yet."""
    told = judge(eight_weeks([90, 7, 7, 7, 7, 7, 7, 90]), "8wh", "NL", at("2026-12-09 00:00"))
    on_time = next(row for row in standing(told) if row.norm == "on_time")
    assert on_time.weeks == tuple(MONDAYS[1:7])
    assert (on_time.good, on_time.bad, on_time.total) == (558, 42, 600)
    assert (on_time.met, on_time.share, on_time.in_score) == (1, 0.93, True)


def test_one_late_item_more_and_the_pool_is_below_the_norm():
    told = judge(eight_weeks([90, 7, 7, 7, 7, 7, 8, 90]), "8wh", "NL", at("2026-12-09 00:00"))
    assert next(row for row in standing(told) if row.norm == "on_time").met == 0


def test_reviews_are_those_of_the_last_final_week():
    told = judge(eight_weeks([0] * 8), "8wh", "NL", at("2026-12-09 00:00"))
    reviews = next(row for row in standing(told) if row.norm == "reviews")
    assert (reviews.good, reviews.total, reviews.met) == (85, 10, 1)


def test_no_week_is_final_yet():
    told = judge(eight_weeks([0] * 8), "8wh", "NL", at("2026-10-20 00:00"))
    assert {(row.total, row.met, row.share) for row in standing(told)} == {(0, -1, None)}


def test_which_norms_the_score_rests_on_depends_on_the_edition():
    older, newest = (
        {row.norm for row in standing(judge(eight_weeks([0] * 8), edition, "NL")) if row.in_score}
        for edition in ("8wh", "2026-min-target")
    )
    assert older - newest == {"reviews"}
    assert newest == {"on_time", "cancellations", "track_and_trace"}


def test_a_standing_does_not_change():
    first = standing(judge(eight_weeks([0] * 8), "8wh", "NL"))[0]
    assert replace(first) == first


def test_a_standing_names_its_seller():
    told = standing(judge(EventLog(cases=questions(0, 1, seller="bakery")), "8wh", "NL"))
    assert {row.seller for row in told} == {"bakery"}
    assert {row.method for row in told} == {""}  # this edition has no scores of one way of shipping
