"""What a case log tells, against counts by hand."""

import numpy as np
import pytest

from sim.calibrate.fitted import Finding, Untold, fact
from sim.calibrate.questions.figures import figures_of
from sim.calibrate.questions.hours import ENOUGH, hours_of, profiles
from sim.calibrate.questions.topics import topics_of
from sim.norms.log import NEVER

from .shop import at, evenly, questions


def told(log, key: str) -> Finding:
    [one] = [one for one in figures_of(log) if one.key == key]
    return one


def test_the_clock_of_the_shop_decides_what_is_outside_office_hours():
    """09:00 and 16:59 are inside, 08:59 and 17:00 are not, nor is Saturday; also after the clock change."""
    arrived = at(
        *("2026-03-27 09:00", "2026-03-27 16:59", "2026-03-27 08:59", "2026-03-27 17:00"),
        *("2026-03-28 12:00", "2026-03-30 09:00", "2026-03-30 08:59"),
    )
    assert questions(arrived).outside.tolist() == [False, False, True, True, True, False, True]


def test_a_normal_week_and_the_phone_are_counted():
    """Ten a day for six weeks, every fifth by phone, and seven forwarded ones a week that count apart."""
    own, forwarded = evenly(6, 10), evenly(6, 1)
    log = questions(
        np.concatenate([own, forwarded]),
        channel=np.array(
            ["phone" if row % 5 == 0 else "mail" for row in range(len(own))] + ["mail"] * len(forwarded)
        ),
        forwarded_by_bol=np.repeat([0, 1], [len(own), len(forwarded)]),
    )
    assert told(log, "contacts.questions_per_week").value == 70
    assert told(log, "contacts.phone_share").value == pytest.approx(0.2)
    assert told(log, "marketplace.forwarded_per_week").value == 7


def test_how_long_answered_questions_stay_open_is_a_median():
    arrived = evenly(4, 1)
    answered = arrived + 3600
    log = questions(arrived, answered_at=answered, closed_at=answered + np.arange(1, len(arrived) + 1) * 3600)
    fit = told(log, "contacts.waits_for_customer_hours")
    assert fit.value == 14.5 and fit.low < 14.5 < fit.high


def test_questions_without_a_closing_time_say_so():
    arrived = evenly(4, 1)
    fit = told(questions(arrived, answered_at=arrived), "contacts.waits_for_customer_hours")
    assert fit == Untold("contacts.waits_for_customer_hours", fact("no_closing_times"))


def test_what_no_case_log_says_is_named():
    untold = {one.key for one in figures_of(questions(evenly(5, 2))) if isinstance(one, Untold)}
    assert {"work.minutes_per_mail", "contacts.follow_up_share", "contacts.phone_share", "topics"} <= untold


def test_the_handed_over_are_a_share_of_the_written_ones():
    arrived = evenly(5, 4)
    handed = np.where(np.arange(len(arrived)) % 4 == 0, arrived + 60, NEVER)
    fit = told(questions(arrived, handed_to_bol_at=handed), "marketplace.handed_over_share")
    assert fit.value == pytest.approx(0.25)


def test_topics_are_shares_of_all_questions():
    arrived = evenly(5, 10)
    words = np.array((["delivery"] * 4 + ["return money"] * 2 + [""] * 4) * 35)
    found = topics_of(questions(arrived, topic=words))
    assert [(one.key, one.value) for one in found] == [
        ("topics.delivery.share", pytest.approx(0.4)),
        ('topics."return money".share', pytest.approx(0.2)),
    ]


def test_a_column_of_texts_is_no_column_of_topics_and_no_text_is_shown():
    arrived = evenly(5, 10)
    texts = np.array([f"Dear shop, parcel {row} is lost" for row in range(len(arrived))])
    [told] = topics_of(questions(arrived, topic=texts))
    assert told == Untold("topics", fact("texts_no_topics", n=350, least=0.02))


@pytest.mark.parametrize("name", ['say "hi"', "two\nlines", "x" * 41, "back\\slash"])
def test_a_topic_that_a_scenario_cannot_be_named_after_is_left_out(name):
    words = np.array([name, "delivery"] * 175)
    found = topics_of(questions(evenly(5, 10), topic=words))
    assert [one.key for one in found] == ["topics.delivery.share"]


def test_hours_need_enough_questions():
    assert hours_of(questions(evenly(4, ENOUGH // 28 - 1))) is None


def test_the_hours_of_a_week_keep_the_sums_of_its_days():
    """Ten o'clock on all days, and one night question: drawn towards days like it, never from others."""
    arrived = np.concatenate([evenly(8, 30), at("2026-03-03 03:10")])
    hours = hours_of(questions(arrived))
    assert hours.counted.sum() == pytest.approx(1) and hours.fitted.sum() == pytest.approx(1)
    assert hours.fitted.sum(axis=1) == pytest.approx(hours.counted.sum(axis=1))
    assert 0 < hours.fitted[1, 3] < hours.counted[1, 3] and hours.fitted[2, 3] > 0 and hours.fitted[5, 3] == 0
    assert [one.key[-3:] for one in profiles(hours)] == ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
